import type { Database, Queryable } from '@/db/client';
import {
  countAccounts,
  countKeys,
  readAccountSizes,
  readAllEntries,
  readAuditGenerations,
  readAuditRows,
  readStepsWithoutEntries,
  readStrayAccounts,
  readUnmovedGenerations,
  readWrongKeys,
  readWrongLaterSteps,
  type AccountRange,
  type AccountSize,
  type OwnedEntry,
} from '@/db/reads/audit';
import { readWrongInvoices } from '@/db/reads/audit-invoices';
import { inSnapshot } from '@/db/transaction';
import type { Id } from '@/lib/ids';
import { accountCheck, runsOf } from './account-check';
import { checkAnswers } from './answers-check';
import { collector, type Tell } from './violations';

/** What an audit looked at, and what did not agree, one sentence each. */
export interface Audit {
  accounts: number;
  entries: number;
  answers: number;
  keys: number;
  violations: string[];
}

/** Small accounts are read together, up to so many entries and accounts at a time. */
const TOGETHER_ENTRIES = 20_000;
const TOGETHER_ACCOUNTS = 500;

/**
 * Recomputes accounts from their entries alone and compares what is kept beside them: grants, header, period, rollup,
 * holds, generations and invoices; where no accounts are named, all of them, and stored answers and keys besides. What it reads
 * must be as of one moment: a snapshot, or a database that nobody writes to.
 * @param accountIds only these
 * @returns one sentence for each thing that does not agree; empty: every credit is accounted for
 */
export async function reconcile(sql: Queryable, accountIds?: readonly Id[]): Promise<string[]> {
  const violations: string[] = [];
  if (accountIds) {
    for (const id of accountIds) {
      const { accounts } = await checkRange(sql, { first: id, last: id }, violations);
      if (accounts === 0) violations.push(`account ${id}: does not exist`);
    }
    return violations;
  }
  for await (const range of rangesOf(sql)) await checkRange(sql, range, violations);
  violations.push(...(await checkStrays(sql)), ...(await checkAnswers(sql)).violations, ...(await checkKeys(sql)));
  return violations;
}

/**
 * Reconciles everything there is, each account as of one moment, so that it may run while the program is at work.
 * @param onProgress is told how many accounts and entries are done, of how many accounts
 */
export async function audit(
  database: Database,
  onProgress: (done: { accounts: number; entries: number }, of: number) => void,
): Promise<Audit> {
  const { sql } = database;
  const of = await countAccounts(sql);
  const done = { accounts: 0, entries: 0 };
  const violations: string[] = [];
  for await (const range of rangesOf(sql)) {
    const { accounts } = await inSnapshot(database, (tx) =>
      checkRange(tx, range, violations, (entries) => {
        done.entries += entries;
        onProgress(done, of);
      }),
    );
    done.accounts += accounts;
    onProgress(done, of);
  }
  const stored = await inSnapshot(database, checkAnswers);
  violations.push(...(await checkStrays(sql)), ...stored.violations, ...(await checkKeys(sql)));
  return { ...done, answers: stored.answers, keys: await countKeys(sql), violations };
}

/** Every account, in groups that are small enough to be read at once. */
async function* rangesOf(sql: Queryable): AsyncGenerator<AccountRange, void> {
  let together: AccountSize[] = [];
  let entries = 0;
  const range = () => ({ first: together[0]!.accountId, last: together.at(-1)!.accountId });
  for await (const page of readAccountSizes(sql)) {
    for (const account of page) {
      const full = entries + account.entries > TOGETHER_ENTRIES || together.length === TOGETHER_ACCOUNTS;
      if (together.length > 0 && full) {
        yield range();
        [together, entries] = [[], 0];
      }
      together.push(account);
      entries += account.entries;
    }
  }
  if (together.length > 0) yield range();
}

async function checkRange(
  sql: Queryable,
  range: AccountRange,
  violations: string[],
  onEntries: (entries: number) => void = () => undefined,
): Promise<{ accounts: number }> {
  const rows = await readAuditRows(sql, range);
  const tells = new Map<Id, Tell>();
  const tellOf = (id: Id) => {
    const tell = tells.get(id) ?? collector(violations, `account ${id}: `);
    tells.set(id, tell);
    return tell;
  };
  const checks = new Map(rows.map((row) => [row.accountId, accountCheck(row, tellOf(row.accountId))]));

  for await (const entries of wholeRuns(readAllEntries(sql, range))) {
    const kept = await readAuditGenerations(sql, generationsOf(entries));
    const byId = new Map(kept.map((generation) => [generation.id, generation]));
    for (const own of accountsOf(entries)) checks.get(own[0]!.accountId)?.see(own, byId);
    onEntries(entries.length);
  }
  for await (const page of readUnmovedGenerations(sql, range)) {
    for (const generation of page) checks.get(generation.accountId)?.seeUnmoved(generation);
  }
  for (const check of checks.values()) check.finish();
  for (const { accountId, id, seq } of await readStepsWithoutEntries(sql, range)) {
    tellOf(accountId)(`generation ${id} tells of entry ${seq}, which is not its own`);
  }
  for (const { accountId, seq } of await readWrongLaterSteps(sql, range)) {
    tellOf(accountId)(`the list of later steps is wrong at entry ${seq}`);
  }
  for (const { accountId, wrong } of await readWrongInvoices(sql, range)) tellOf(accountId)(wrong);
  return { accounts: rows.length };
}

/** Holds back, at the end of each page, what may go on in the next: entries of one generation that stand together. */
async function* wholeRuns(pages: AsyncGenerator<OwnedEntry[], void>): AsyncGenerator<OwnedEntry[], void> {
  let heldBack: OwnedEntry[] = [];
  for await (const page of pages) {
    const entries = [...heldBack, ...page];
    const { accountId, generationId } = entries.at(-1)!;
    let end = entries.length;
    while (end > 0 && isOf(entries[end - 1]!, accountId, generationId)) end -= 1;
    if (generationId === null) end = entries.length;
    heldBack = entries.slice(end);
    if (end > 0) yield entries.slice(0, end);
  }
  if (heldBack.length > 0) yield heldBack;
}

function isOf(entry: OwnedEntry, accountId: Id, generationId: Id | null): boolean {
  return entry.accountId === accountId && entry.generationId === generationId;
}

function generationsOf(entries: readonly OwnedEntry[]): { accountId: Id; id: Id }[] {
  return runsOf(entries).flatMap(([first]) => {
    const { accountId, generationId } = first!;
    return generationId === null ? [] : [{ accountId, id: generationId }];
  });
}

function accountsOf(entries: readonly OwnedEntry[]): OwnedEntry[][] {
  const lists: OwnedEntry[][] = [];
  for (const entry of entries) {
    const last = lists.at(-1);
    if (last && last[0]!.accountId === entry.accountId) last.push(entry);
    else lists.push([entry]);
  }
  return lists;
}

async function checkStrays(sql: Queryable): Promise<string[]> {
  return (await readStrayAccounts(sql)).map((id) => `account ${id}: has entries or generations, and does not exist`);
}

async function checkKeys(sql: Queryable): Promise<string[]> {
  return (await readWrongKeys(sql)).map(({ id, wrong }) => `key ${id}: ${wrong}`);
}
