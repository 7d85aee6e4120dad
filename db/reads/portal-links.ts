import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Row, Transaction } from '../client';
import { instantFromText } from '../schema/columns';

/** Where in an account a link leads. */
export type PortalRoom = 'usage' | 'activity';

export interface PortalLink {
  personId: Id;
  personName: string;
  accountId: Id;
  accountName: string;
  room: PortalRoom;
  expiresAt: Instant;
  usedAt: Instant | null;
}

/** Keeps a link by its token's SHA-256 (hex). */
export async function insertPortalLink(
  sql: Queryable,
  link: { tokenHash: string; personId: Id; accountId: Id; room: PortalRoom; expiresAt: Instant },
  at: Instant,
): Promise<void> {
  await sql`
    INSERT INTO portal_links (token_hash, person_id, leads_to, room, created_at, expires_at)
    VALUES (decode(${link.tokenHash}, 'hex'), ${link.personId}, ${link.accountId}, ${link.room}, ${isoText(at)},
            ${isoText(link.expiresAt)})`;
}

/**
 * Removes a few links that ended before an instant: whoever makes one clears up behind others.
 * @returns how many; 0: there are none left, or others are at them
 */
export async function removeEndedLinks(sql: Queryable, before: Instant): Promise<number> {
  const removed = await sql`
    DELETE FROM portal_links WHERE token_hash IN (
      SELECT token_hash FROM portal_links WHERE expires_at < ${isoText(before)} ORDER BY expires_at LIMIT 20
      FOR UPDATE SKIP LOCKED)`;
  return removed.count;
}

export async function readPortalLink(sql: Queryable, tokenHash: string): Promise<PortalLink | null> {
  const [row] = await linkRows(sql, tokenHash);
  return row ? linkOf(row) : null;
}

/** Reads a link and locks it until the transaction ends: of two who use it at once, one waits for the other. */
export async function lockPortalLink(tx: Transaction, tokenHash: string): Promise<PortalLink | null> {
  await tx`SELECT 1 FROM portal_links WHERE token_hash = decode(${tokenHash}, 'hex') FOR UPDATE`;
  return readPortalLink(tx, tokenHash);
}

export async function usePortalLink(tx: Transaction, tokenHash: string, at: Instant): Promise<void> {
  await tx`UPDATE portal_links SET used_at = ${isoText(at)} WHERE token_hash = decode(${tokenHash}, 'hex')`;
}

function linkRows(sql: Queryable, tokenHash: string) {
  return sql`
    SELECT l.person_id, p.name AS person, l.leads_to, a.name AS account, l.room, l.expires_at, l.used_at
    FROM portal_links l JOIN people p ON p.id = l.person_id JOIN accounts a ON a.account_id = l.leads_to
    WHERE l.token_hash = decode(${tokenHash}, 'hex')`;
}

function linkOf(row: Row): PortalLink {
  return {
    personId: row.person_id,
    personName: row.person,
    accountId: row.leads_to,
    accountName: row.account,
    room: row.room,
    expiresAt: instantFromText(row.expires_at),
    usedAt: row.used_at === null ? null : instantFromText(row.used_at),
  };
}
