import type { MemberRole, StaffRole } from '@/lib/access/actor';
import { isId, newId, type Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable } from '../client';

export interface Person {
  id: Id;
  /** null: comes through links from a vendor's product. */
  email: string | null;
  name: string;
  staff: StaffRole;
}

/**
 * Makes a person. Fails on the unique mail address (`people_email_unique`).
 * @param person.isUnverified the mail address still has to be confirmed
 */
export async function insertPerson(
  sql: Queryable,
  person: Person & { email: string; passwordHash: string; isUnverified?: boolean },
  at: Instant,
): Promise<void> {
  const { id, email, name, passwordHash, staff, isUnverified = false } = person;
  const verifiedAt = isUnverified ? null : isoText(at);
  await sql`
    INSERT INTO people (id, email, name, password_hash, staff, verified_at, created_at)
    VALUES (${id}, ${email}, ${name}, ${passwordHash}, ${staff}, ${verifiedAt}, ${isoText(at)})`;
}

export async function insertMembership(
  sql: Queryable,
  membership: { accountId: Id; personId: Id; role: MemberRole },
  at: Instant,
): Promise<void> {
  await sql`
    INSERT INTO memberships (account_id, person_id, role, created_at)
    VALUES (${membership.accountId}, ${membership.personId}, ${membership.role}, ${isoText(at)})`;
}

/** Finds a person with their password's hash, by mail address in lower case. */
export async function findPersonByEmail(
  sql: Queryable,
  email: string,
): Promise<(Person & { email: string; passwordHash: string }) | null> {
  const [row] = await sql`SELECT id, email, name, staff, password_hash FROM people WHERE email = ${email}`;
  if (!row) return null;
  return { id: row.id, email: row.email, name: row.name, staff: row.staff, passwordHash: row.password_hash };
}

/** Keeps a person whom a vendor's product knows by an id of its own, under the name that it says now. */
export async function keepExternalPerson(
  sql: Queryable,
  person: { catalogId: string; externalId: string; name: string },
  at: Instant,
): Promise<Id> {
  const [row] = await sql`
    INSERT INTO people (id, name, external_catalog, external_id, created_at)
    VALUES (${newId()}, ${person.name}, ${person.catalogId}, ${person.externalId}, ${isoText(at)})
    ON CONFLICT (external_catalog, external_id) DO UPDATE SET name = excluded.name RETURNING id`;
  return row!.id;
}

/** Gives a person a role in an account, whatever role they had. */
export async function keepMembership(
  sql: Queryable,
  membership: { accountId: Id; personId: Id; role: MemberRole },
  at: Instant,
): Promise<void> {
  await sql`
    INSERT INTO memberships (account_id, person_id, role, created_at)
    VALUES (${membership.accountId}, ${membership.personId}, ${membership.role}, ${isoText(at)})
    ON CONFLICT (account_id, person_id) DO UPDATE SET role = excluded.role`;
}

export async function insertSession(
  sql: Queryable,
  session: { id: Id; personId: Id; expiresAt: Instant },
  at: Instant,
): Promise<void> {
  await sql`
    INSERT INTO sessions (id, person_id, created_at, expires_at)
    VALUES (${session.id}, ${session.personId}, ${isoText(at)}, ${isoText(session.expiresAt)})`;
}

/** Ends a sign-in. Ending it twice is no error. */
export async function revokeSession(sql: Queryable, sessionId: Id, at: Instant): Promise<void> {
  await sql`UPDATE sessions SET revoked_at = ${isoText(at)} WHERE id = ${sessionId} AND revoked_at IS NULL`;
}

/** The person behind a sign-in that is neither over nor revoked, with their roles in accounts. */
export async function findSignedIn(
  sql: Queryable,
  sessionId: string,
  now: Instant,
): Promise<(Person & { memberships: { accountId: Id; role: MemberRole }[] }) | null> {
  if (!isId(sessionId)) return null;
  const rows = await sql`
    SELECT p.id, p.email, p.name, p.staff, m.account_id, m.role
    FROM sessions s JOIN people p ON p.id = s.person_id LEFT JOIN memberships m ON m.person_id = p.id
    WHERE s.id = ${sessionId} AND s.revoked_at IS NULL AND s.expires_at > ${isoText(now)}
    ORDER BY m.created_at, m.account_id`;
  const [first] = rows;
  if (!first) return null;
  return {
    id: first.id,
    email: first.email,
    name: first.name,
    staff: first.staff,
    memberships: rows
      .filter((row) => row.account_id !== null)
      .map((row) => ({ accountId: row.account_id, role: row.role })),
  };
}

/** One-time rules of a catalog that the subjects (SHA-256, hex) have had. */
export async function readOneTimeClaims(
  sql: Queryable,
  catalogId: string,
  subjects: readonly string[],
): Promise<string[]> {
  const rows = await sql`
    SELECT DISTINCT rule_id FROM one_time_claims
    WHERE catalog_id = ${catalogId}
      AND subject IN (SELECT decode(hex, 'hex') FROM unnest(${[...subjects]}::text[]) AS hex)`;
  return rows.map((row) => row.rule_id);
}

export async function insertOneTimeClaims(
  sql: Queryable,
  claims: { catalogId: string; subject: string; ruleIds: readonly string[] },
  at: Instant,
): Promise<void> {
  for (const ruleId of claims.ruleIds) {
    await sql`
      INSERT INTO one_time_claims (catalog_id, subject, rule_id, claimed_at)
      VALUES (${claims.catalogId}, decode(${claims.subject}, 'hex'), ${ruleId}, ${isoText(at)})`;
  }
}
