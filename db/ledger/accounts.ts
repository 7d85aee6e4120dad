import type { Zone, Instant } from '@/lib/time';
import { isId, type Id } from '@/lib/ids';
import { instantFromText } from '../schema/columns';
import type { Queryable, Row } from '../client';
import { together } from '../together';

/** What an account is, apart from its credits. */
export interface Account {
  accountId: Id;
  catalogId: string;
  name: string;
  zone: Zone;
  locale: string;
  currency: string;
  /** A test account's own clock; null: real time. */
  clockAt: Instant | null;
}

/** Reads accounts by id; unknown ids (and texts that are no ids) are absent from the answer. */
export async function readAccounts(sql: Queryable, ids: readonly Id[]): Promise<ReadonlyMap<Id, Account>> {
  const wanted = [...new Set(ids)].filter(isId);
  return wanted.length === 0 ? new Map() : readTogether(sql, wanted);
}

const readTogether = together(async (sql, ids: readonly Id[]): Promise<Map<Id, Account>> => {
  const rows = await sql`
    SELECT account_id, catalog_id, name, zone, locale, currency, clock_at
    FROM accounts WHERE account_id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.account_id as Id, accountOf(row)]));
});

/**
 * The catalogs of accounts, by account; those that do not exist are absent. An account never changes its catalog, so what
 * is once known of the last 50,000 is not asked again: a charge would otherwise read its account twice.
 */
export async function readCatalogsOf(sql: Queryable, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const known = new Map<Id, string>();
  const unknown: Id[] = [];
  for (const id of ids) {
    const catalogId = catalogsOf.get(id);
    if (catalogId === undefined) unknown.push(id);
    else known.set(id, catalogId);
  }
  for (const { accountId, catalogId } of (await readAccounts(sql, unknown)).values()) {
    known.set(accountId, catalogId);
    catalogsOf.set(accountId, catalogId);
  }
  // The first of a map is the one that has been in it for longest.
  for (const id of catalogsOf.keys()) {
    if (catalogsOf.size <= CATALOGS_KNOWN_MAX) break;
    catalogsOf.delete(id);
  }
  return known;
}

const CATALOGS_KNOWN_MAX = 50_000;
const catalogsOf = new Map<Id, string>();

/** An account from its row. */
export function accountOf(row: Row): Account {
  return {
    accountId: row.account_id,
    catalogId: row.catalog_id,
    name: row.name,
    zone: row.zone,
    locale: row.locale,
    currency: row.currency,
    clockAt: row.clock_at === null ? null : instantFromText(row.clock_at),
  };
}

/**
 * Makes an account with an empty ledger.
 * @param externalId the vendor's own id of it, if it has one
 */
export async function insertAccount(
  sql: Queryable,
  account: Account,
  at: Instant,
  externalId: string | null = null,
): Promise<void> {
  const iso = new Date(at).toISOString();
  const clockAt = account.clockAt === null ? null : new Date(account.clockAt).toISOString();
  await sql`
    INSERT INTO accounts (account_id, catalog_id, name, zone, locale, currency, external_id, clock_at,
                          created_at)
    VALUES (${account.accountId}, ${account.catalogId}, ${account.name}, ${account.zone}, ${account.locale},
            ${account.currency}, ${externalId}, ${clockAt}, ${iso})`;
  await sql`
    INSERT INTO headers (account_id, seq, at, hash, balance, held, carried_in, granted, used, ended)
    VALUES (${account.accountId}, 0, ${iso}, decode(repeat('00', 32), 'hex'), 0, 0, 0, 0, 0, 0)`;
}

/** Moves a test account's clock forward; one that is further already stays. */
export async function setAccountClock(sql: Queryable, accountId: Id, at: Instant): Promise<void> {
  await sql`
    UPDATE accounts SET clock_at = greatest(clock_at, ${new Date(at).toISOString()})
    WHERE account_id = ${accountId} AND clock_at IS NOT NULL`;
}
