import type { Context } from './context';

/** Whether this process can serve: its database answers. For GET /api/ready; says nothing about any account. */
export async function checkReady(context: Context): Promise<boolean> {
  try {
    await context.db.sql`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}
