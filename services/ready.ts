import type { Context } from './context';
import { readWorkerLag } from './worker/read-lag';

export interface Ready {
  worker: {
    /** For how long the oldest thing that is due has been waiting. However long: what people ask is served. */
    lagSeconds: number;
  };
}

/** What GET /api/ready says: null where this process can't serve, because its database does not answer. */
export async function checkReady(context: Context): Promise<Ready | null> {
  try {
    return { worker: { lagSeconds: await readWorkerLag(context) } };
  } catch {
    return null;
  }
}
