import { readOldestDue } from '@/db/reads/worker-lag';
import type { Context } from '../context';

/** Whole seconds for which the oldest thing that is due has been waiting for a worker; 0: nothing has waited for one. */
export async function readWorkerLag({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const now = clock.now();
  const oldest = await readOldestDue(db.sql, now);
  return oldest === null ? 0 : Math.max(0, Math.floor((now - oldest) / 1_000));
}
