import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Context } from '../context';
import { readWorkerLag } from '../worker/read-lag';

export interface WorkerState {
  lagSeconds: number;
}

/** Whether what falls due by itself is done in time. For staff; fails as lib/access says. */
export async function readWorkerState(context: Context, actor: Actor): Promise<Result<WorkerState>> {
  const allowed = may(actor, 'worker.read');
  if (!allowed.ok) return allowed;
  return ok({ lagSeconds: await readWorkerLag(context) });
}
