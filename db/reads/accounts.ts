import type { MemberRole } from '@/lib/access/actor';
import type { Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Queryable, Transaction } from '../client';
import { instantFromText } from '../schema/columns';

/** An account as one of a list. */
export interface ListedAccount {
  id: Id;
  name: string;
  catalogId: string;
}

/** The account that a vendor knows by its own id, or null. */
export async function findByExternalId(sql: Queryable, catalogId: string, externalId: string): Promise<Id | null> {
  const [row] = await sql`
    SELECT named_account FROM external_ids WHERE catalog_id = ${catalogId} AND external_id = ${externalId}`;
  return row?.named_account ?? null;
}

/**
 * Names an account by the vendor's own id. Where another transaction is just doing that, waits for it.
 * @returns null: the id is this account's now; else the account that has it
 */
export async function claimExternalId(
  tx: Transaction,
  { catalogId, externalId, accountId }: { catalogId: string; externalId: string; accountId: Id },
): Promise<Id | null> {
  const [claimed] = await tx`
    INSERT INTO external_ids (catalog_id, external_id, named_account)
    VALUES (${catalogId}, ${externalId}, ${accountId}) ON CONFLICT DO NOTHING RETURNING named_account`;
  return claimed ? null : findByExternalId(tx, catalogId, externalId);
}

/** What is known of an account beside what its credits need. */
export async function readAccountRecord(
  sql: Queryable,
  accountId: Id,
): Promise<{ externalId: string | null; createdAt: Instant }> {
  const [row] = await sql`SELECT external_id, created_at FROM accounts WHERE account_id = ${accountId}`;
  return { externalId: row!.external_id, createdAt: instantFromText(row!.created_at) };
}

/** The names of accounts, in the order of the ids. */
export async function readAccountNames(sql: Queryable, ids: readonly Id[]): Promise<ListedAccount[]> {
  if (ids.length === 0) return [];
  const rows = await sql`
    SELECT account_id, name, catalog_id FROM accounts WHERE account_id = ANY(${[...ids]}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.account_id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ id, name: row.name, catalogId: row.catalog_id }] : [];
  });
}

export interface AccountWithMembers extends ListedAccount {
  members: { name: string; email: string | null; role: MemberRole }[];
}

/** Accounts that have a member with this mail address (lower case), with all their members. */
export async function findAccountsByEmail(sql: Queryable, email: string): Promise<AccountWithMembers[]> {
  const rows = await sql`
    SELECT a.account_id, a.name, a.catalog_id, p.name AS person, p.email, m.role
    FROM people sought
    JOIN memberships own ON own.person_id = sought.id
    JOIN accounts a ON a.account_id = own.account_id
    JOIN memberships m ON m.account_id = a.account_id
    JOIN people p ON p.id = m.person_id
    WHERE sought.email = ${email}
    ORDER BY a.created_at, a.account_id, m.created_at, p.email LIMIT 500`;
  const accounts = new Map<Id, AccountWithMembers>();
  for (const row of rows) {
    const account: AccountWithMembers = accounts.get(row.account_id) ?? {
      id: row.account_id,
      name: row.name,
      catalogId: row.catalog_id,
      members: [],
    };
    account.members.push({ name: row.person, email: row.email, role: row.role });
    accounts.set(account.id, account);
  }
  return [...accounts.values()];
}
