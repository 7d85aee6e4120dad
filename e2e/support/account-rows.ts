import type { Queryable } from '@/db/client';

/** An account's credits, as a number. */
export async function balanceOf(sql: Queryable, account: string): Promise<number> {
  const [row] = await sql`SELECT balance FROM headers WHERE account_id = ${account}`;
  return Number(row!.balance) / 1e6;
}

/** An account's invoices as "1 paid 1500": number, status and total in minor units. */
export async function invoicesOf(sql: Queryable, account: string): Promise<string[]> {
  const rows = await sql`SELECT number, status, total FROM invoices WHERE account_id = ${account} ORDER BY number`;
  return rows.map(({ number, status, total }) => `${number} ${status} ${total}`);
}
