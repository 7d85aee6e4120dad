import type { Queryable } from '@/db/client';
import type { Id } from '@/lib/ids';

/** The tables that hold an account's own rows. */
const tables = [
  'accounts',
  'memberships',
  'outbox',
  'mails',
  'headers',
  'subscriptions',
  'grants',
  'generations',
  'later_steps',
  'holds',
  'entries',
  'usage_rollups',
];

/** Every row of accounts, and every stored answer, as one text: equal texts mean that nothing at all has changed. */
export async function accountRows(sql: Queryable, accountIds: readonly Id[]): Promise<string> {
  const dump: Record<string, unknown> = {};
  for (const table of tables) {
    const rows = await sql`
      SELECT to_jsonb(t) AS row FROM ${sql(table)} t WHERE account_id = ANY(${[...accountIds]}::uuid[])
      ORDER BY to_jsonb(t)::text`;
    dump[table] = rows.map(({ row }) => row);
  }
  const answers = await sql`SELECT to_jsonb(t) AS row FROM idempotent_answers t ORDER BY owner, key`;
  dump.idempotent_answers = answers.map(({ row }) => row);
  return JSON.stringify(dump, null, 1);
}
