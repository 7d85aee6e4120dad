import type { Database, Queryable, Row } from '@/db/client';
import { instantFromText } from '@/db/schema/columns';
import { readAccountIds, readAuditRows, type AuditRows } from '@/db/reads/audit';
import { inSnapshot } from '@/db/transaction';
import { decimalText, jsonNumber, type Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import { firstBrokenLink, GENESIS_HASH, type SealedEntry } from '@/lib/ledger/chain';
import { places, type Place, type RestingPlace } from '@/lib/ledger/state';
import { sha256 } from '@/lib/sha256';
import { isoText, type Instant, type Zone } from '@/lib/time';
import { usageDeltas } from '@/lib/usage/rollup';

/**
 * Recomputes accounts from their entries alone and compares what is kept beside them: grants, header, period, rollup and
 * generations. What it reads must be as of one moment: a snapshot, or a database that nobody writes to.
 * @param accountIds only these; absent: every account there is
 * @returns one sentence for each thing that does not agree; empty: every credit is accounted for
 */
export async function reconcile(sql: Queryable, accountIds?: readonly Id[]): Promise<string[]> {
  const violations: string[] = [];
  for (const accountId of accountIds ?? (await readAccountIds(sql))) {
    violations.push(...violationsOf(accountId, await readAuditRows(sql, accountId)));
  }
  return violations;
}

/** What an audit looked at, and what did not agree, one sentence each. */
export interface Audit {
  accounts: number;
  entries: number;
  violations: string[];
}

/**
 * Reconciles every account, each as of one moment, so that it may run while the program is at work.
 * @param onProgress is told how many accounts are done, of how many
 */
export async function audit(database: Database, onProgress: (done: number, of: number) => void): Promise<Audit> {
  const ids = await readAccountIds(database.sql);
  const result: Audit = { accounts: ids.length, entries: 0, violations: [] };
  for (const [index, accountId] of ids.entries()) {
    const rows = await inSnapshot(database, (tx) => readAuditRows(tx, accountId));
    result.entries += rows?.entries.length ?? 0;
    result.violations.push(...violationsOf(accountId, rows));
    onProgress(index + 1, ids.length);
  }
  return result;
}

function violationsOf(accountId: Id, rows: AuditRows | null): string[] {
  return findViolations(accountId, rows).map((each) => `account ${accountId}: ${each}`);
}

function findViolations(accountId: Id, rows: AuditRows | null): string[] {
  if (!rows) return ['does not exist'];
  const { zone, entries, header, grants, generations, usage } = rows;
  if (!header) return ['has no header'];
  return [
    ...chainOf(accountId, entries, header),
    ...runningBalance(entries, header),
    ...placesOfGrants(entries, grants),
    ...periodTotals(entries, header),
    ...rollup(entries, zone, usage),
    ...chargedGenerations(entries, generations),
  ];
}

/** Numbers without gaps, times that never run back, and hashes that follow from each other. */
function chainOf(accountId: Id, entries: readonly SealedEntry[], header: Row): string[] {
  const found: string[] = [];
  entries.forEach((entry, index) => {
    if (entry.seq !== index + 1) found.push(`entry ${entry.seq} stands where ${index + 1} belongs`);
    const before = entries[index - 1];
    if (before && entry.at < before.at) found.push(`entry ${entry.seq} is older than the one before it`);
  });
  const broken = firstBrokenLink(accountId, entries, sha256);
  if (broken !== null) found.push(`entry ${broken} does not follow from the one before it`);
  const last = entries.at(-1);
  differ(found, 'header: last number', header.seq, BigInt(last?.seq ?? 0));
  differ(found, 'header: last hash', header.hash, last?.hash ?? GENESIS_HASH);
  if (last) differ(found, 'header: instant', isoText(instantFromText(header.at)), isoText(last.at));
  return found;
}

/** How an entry changes what rests in a place. */
function changeOf(entry: SealedEntry, place: RestingPlace): Micro {
  return (entry.to === place ? entry.amount : 0n) - (entry.from === place ? entry.amount : 0n);
}

function runningBalance(entries: readonly SealedEntry[], header: Row): string[] {
  const found: string[] = [];
  let balance = 0n;
  let held = 0n;
  for (const entry of entries) {
    balance += changeOf(entry, 'available');
    held += changeOf(entry, 'held');
    differ(found, `entry ${entry.seq}: balance after it`, decimalText(entry.balanceAfter), decimalText(balance));
    if (balance < 0n || held < 0n) found.push(`entry ${entry.seq} takes the account below zero`);
  }
  differ(found, 'header: balance', decimalText(header.balance), decimalText(balance));
  differ(found, 'header: held', decimalText(header.held), decimalText(held));
  return found;
}

const resting = places.filter((place): place is RestingPlace => place !== 'issued');

/** Each grant is issued once, whole, and never holds less than nothing in any place on the way. */
function placesOfGrants(entries: readonly SealedEntry[], grants: readonly Row[]): string[] {
  const found: string[] = [];
  const sums = new Map<number, Record<Place, Micro>>();
  for (const entry of entries) {
    if (entry.grantId === null) {
      if (entry.kind !== 'free' || entry.amount !== 0n) found.push(`entry ${entry.seq} moves credits of no grant`);
      continue;
    }
    const sum = sums.get(entry.grantId) ?? emptyPlaces();
    sums.set(entry.grantId, sum);
    if (entry.from === 'issued' && (sum.issued !== 0n || entry.grantId !== entry.seq)) {
      found.push(`entry ${entry.seq} issues grant ${entry.grantId} again`);
    }
    if (entry.from === 'issued') sum.issued += entry.amount;
    for (const place of resting) {
      sum[place] += changeOf(entry, place);
      if (sum[place] < 0n) found.push(`entry ${entry.seq} takes more from grant ${entry.grantId} than is ${place}`);
    }
  }
  for (const grant of grants) {
    const name = `grant ${grant.id}`;
    const sum = sums.get(Number(grant.id)) ?? emptyPlaces();
    sums.delete(Number(grant.id));
    differ(found, `${name}: amount`, decimalText(grant.amount), decimalText(sum.issued));
    for (const place of resting) differ(found, `${name}: ${place}`, decimalText(grant[place]), decimalText(sum[place]));
    differ(found, `${name}: open`, grant.open, sum.available + sum.held > 0n);
  }
  for (const id of sums.keys()) found.push(`grant ${id} has entries and no row`);
  return found;
}

function emptyPlaces(): Record<Place, Micro> {
  return { issued: 0n, available: 0n, held: 0n, spent: 0n, expired: 0n, revoked: 0n, reissued: 0n };
}

/** carriedIn, granted, used and ended of the current period. */
function periodTotals(entries: readonly SealedEntry[], header: Row): string[] {
  if (header.period_start === null) return [];
  const start: Instant = instantFromText(header.period_start);
  const first = entries.findIndex((entry) => entry.periodStart === start);
  const found: string[] = [];
  const kept = [header.carried_in, header.granted, header.used, header.ended].map(decimalText).join(', ');
  const made = totalsFrom(entries, first === -1 ? entries.length : first)
    .map(decimalText)
    .join(', ');
  differ(found, "header: period's carried in, granted, used and ended", kept, made);
  return found;
}

function totalsFrom(entries: readonly SealedEntry[], begin: number): Micro[] {
  const sum = (of: readonly SealedEntry[], change: (entry: SealedEntry) => Micro) =>
    of.reduce((total, entry) => total + change(entry), 0n);
  const own = entries.slice(begin);
  return [
    sum(entries.slice(0, begin), (entry) => changeOf(entry, 'available') + changeOf(entry, 'held')),
    sum(own, (entry) => (entry.from === 'issued' ? entry.amount : 0n)),
    sum(own, (entry) => changeOf(entry, 'spent')),
    sum(own, (entry) => changeOf(entry, 'expired') + changeOf(entry, 'revoked')),
  ];
}

function rollup(entries: readonly SealedEntry[], zone: Zone, usage: readonly Row[]): string[] {
  const found: string[] = [];
  const line = (used: Micro, generations: number) => `${decimalText(used)} in ${generations}`;
  const keyOf = (periodStart: Instant, day: string, feature: string, model: string) =>
    `rollup of ${isoText(periodStart)}, ${day}, ${feature}, ${model || 'no model'}`;
  const made = new Map(
    usageDeltas(entries, zone).map((row) => [
      keyOf(row.periodStart, row.day, row.feature, row.model),
      line(row.used, row.generations),
    ]),
  );
  for (const row of usage) {
    const key = keyOf(instantFromText(row.period_start), row.day, row.feature, row.model);
    differ(found, key, line(row.used, row.generations), made.get(key) ?? 'nothing');
    made.delete(key);
  }
  for (const [key, wanted] of made) differ(found, key, 'nothing', wanted);
  return found;
}

/** Each generation's credits, receipt and entry numbers. */
function chargedGenerations(entries: readonly SealedEntry[], generations: readonly Row[]): string[] {
  const found: string[] = [];
  const byGeneration = new Map<Id, SealedEntry[]>();
  for (const entry of entries) {
    if (entry.generationId === null) continue;
    byGeneration.set(entry.generationId, [...(byGeneration.get(entry.generationId) ?? []), entry]);
  }
  for (const row of generations) {
    const name = `generation ${row.id}`;
    const own = byGeneration.get(row.id) ?? [];
    byGeneration.delete(row.id);
    const charged = own.filter((entry) => entry.kind === 'debit' || entry.kind === 'free');
    const credits = charged.reduce((sum, entry) => sum + entry.amount, 0n);
    differ(found, `${name}: credits`, decimalText(row.credits), decimalText(credits));
    differ(found, `${name}: status`, row.status, charged[0]?.kind === 'free' ? 'free' : 'debited');
    const numbers = charged.map((entry) => entry.seq).join(' ');
    const span = Array.from(
      { length: Number(row.last_seq - row.first_seq) + 1 },
      (_, at) => Number(row.first_seq) + at,
    );
    differ(found, `${name}: entries`, span.join(' '), numbers);
    const burns = (row.receipt.burns as { grant: number; credits: number }[]).map(
      (each) => `${each.grant}: ${each.credits}`,
    );
    const burnt = charged.filter((entry) => entry.grantId !== null);
    const wanted = burnt.map((entry) => `${entry.grantId}: ${jsonNumber(entry.amount)}`);
    differ(found, `${name}: receipt's burns`, burns.join(', '), wanted.join(', '));
    const after = charged.at(-1)?.balanceAfter ?? 0n;
    differ(found, `${name}: receipt's balance before`, row.receipt.balanceBefore, jsonNumber(after + credits));
    differ(found, `${name}: receipt's balance after`, row.receipt.balanceAfter, jsonNumber(after));
  }
  for (const id of byGeneration.keys()) found.push(`generation ${id} has entries and no row`);
  return found;
}

function differ(found: string[], what: string, kept: unknown, made: unknown): void {
  if (kept !== made) found.push(`${what} is kept as ${String(kept)}, its entries make ${String(made)}`);
}
