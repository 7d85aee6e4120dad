import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Transaction } from '../client';

/** A person's mail address, and whether it is known to be theirs. */
export interface PersonAddress {
  id: Id;
  email: string;
  isVerified: boolean;
}

/** null: nobody, or somebody without a mail address. */
export async function readAddress(sql: Queryable, personId: Id): Promise<PersonAddress | null> {
  const rows = await sql`SELECT id, email, verified_at FROM people WHERE id = ${personId} AND email IS NOT NULL`;
  return addressOf(rows[0]);
}

/** The same, and nobody else confirms it until the transaction ends. */
export async function lockAddress(tx: Transaction, personId: Id): Promise<PersonAddress | null> {
  const rows = await tx`
    SELECT id, email, verified_at FROM people WHERE id = ${personId} AND email IS NOT NULL FOR UPDATE`;
  return addressOf(rows[0]);
}

function addressOf(row: Record<string, unknown> | undefined): PersonAddress | null {
  return row ? { id: row.id as Id, email: row.email as string, isVerified: row.verified_at !== null } : null;
}

export async function markVerified(tx: Transaction, personId: Id, at: Instant): Promise<void> {
  await tx`UPDATE people SET verified_at = ${isoText(at)} WHERE id = ${personId}`;
}

/** The accounts that a person owns, the first first. */
export async function readOwned(sql: Queryable, personId: Id): Promise<Id[]> {
  const rows = await sql`
    SELECT account_id FROM memberships WHERE person_id = ${personId} AND role = 'owner' ORDER BY created_at, account_id`;
  return rows.map((row) => row.account_id);
}

/** One-time rules whose credits an account has had itself. */
export async function readGivenOnce(sql: Queryable, accountId: Id): Promise<string[]> {
  const rows = await sql`SELECT DISTINCT rule_id FROM grants WHERE account_id = ${accountId} AND source = 'once'`;
  return rows.map((row) => row.rule_id);
}

/** Notes that a subject (SHA-256, hex) has had one-time rules; answers those that it has not had before. */
export async function claimOnce(
  tx: Transaction,
  { catalogId, subject, ruleIds }: { catalogId: string; subject: string; ruleIds: readonly string[] },
  at: Instant,
): Promise<string[]> {
  const rows = await tx`
    INSERT INTO one_time_claims (catalog_id, subject, rule_id, claimed_at)
    SELECT ${catalogId}, decode(${subject}, 'hex'), rule_id, ${isoText(at)}
    FROM unnest(${[...ruleIds]}::text[]) AS rule_id
    ON CONFLICT DO NOTHING RETURNING rule_id`;
  return rows.map((row) => row.rule_id);
}
