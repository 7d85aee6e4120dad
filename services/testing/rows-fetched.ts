import type { Database, Transaction } from '@/db/client';

/** How many rows of the tables a piece of work fetched, as the server counts them for one connection. */
export async function rowsFetched(db: Database, work: (tx: Transaction) => Promise<unknown>): Promise<number> {
  return db.sql.begin(async (tx) => {
    const count = async () => {
      const [row] = await tx`
        SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) AS rows FROM pg_stat_xact_user_tables`;
      return Number(row!.rows);
    };
    const before = await count();
    await work(tx as Transaction);
    return (await count()) - before;
  });
}
