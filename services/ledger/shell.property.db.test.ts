import fc from 'fast-check';
import assert from 'node:assert/strict';
import { afterAll, expect, it } from 'vitest';
import { insertAccount } from '@/db/ledger/accounts';
import { loadStates } from '@/db/ledger/load';
import { readAllEntries } from '@/db/reads/audit';
import { useTestDatabase } from '@/db/testing/database';
import type { CatalogBook } from '@/lib/catalog/catalogs';
import type { CatalogAt } from '@/lib/catalog/schema';
import { ok, type ErrorCode } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { seal, type SealedEntry } from '@/lib/ledger/chain';
import { noFacts } from '@/lib/ledger/command';
import { decide } from '@/lib/ledger/decide';
import { nextDue } from '@/lib/ledger/settle';
import { accountTime } from '@/lib/ledger/state';
import { always, shipped } from '@/lib/ledger/testing/account';
import { beginning, books, livesOf, type Step } from '@/lib/ledger/testing/lives';
import { tallyLines } from '@/lib/ledger/testing/refusals';
import { WatchedLife, type Tally } from '@/lib/ledger/testing/watched-life';
import { sha256 } from '@/lib/sha256';
import { reconcile } from '../audit/reconcile';
import { testContext } from '../testing/context';
import { runInTransaction } from './batch-transaction';
import type { LedgerItem } from './run-commands';

// Random commands over many accounts, from several connections at once, in batches and one by one, held to the pure engine,
// which does the same commands in the order in which the locks let them through: the same refusals, states and entries.

const ACCOUNTS = 200;
const COMMANDS = 12_000;
const CONNECTIONS = 8;
const BATCH_MAX = 12;
const AT_A_TIME = 20;
/** Minutes, not seconds, on a busy machine. */
const TIMEOUT_MS = 5 * 60_000;

const test = useTestDatabase();
const tally: Tally = new Map();
const seed = Date.now() % 2 ** 31;

afterAll(() => {
  console.info([`the shell's random lives, seed ${seed}:`, ...tallyLines(tally)].join('\n'));
});

/** An account as the pure engine has it, beside the one in the database. */
interface Twin {
  accountId: Id;
  catalogId: string;
  life: WatchedLife;
}

/** The next item for an account: when its turn comes, the twin does first what the database is then asked to do. */
function itemFor({ accountId, life }: Twin, step: Step, outcomes: Map<LedgerItem, ErrorCode | null>): LedgerItem {
  const name = newId();
  const item: LedgerItem = {
    accountId,
    once: { owner: 'test', key: name, requestHash: sha256(name) },
    get clockAt() {
      life.moveOn(step);
      return life.now;
    },
    command(_, state, at) {
      assert.ok(!outcomes.has(item), 'a transaction was tried again: its twin has lived through it already');
      const settled = decide(life.state, { type: 'settle' }, noFacts, life.now, life.catalogAt);
      assert.ok(settled.ok);
      assert.deepEqual(state, settled.value.state);
      assert.equal(at, accountTime(state, life.now));
      const command = life.drawn(step);
      outcomes.set(item, life.do(command));
      return ok(command);
    },
  };
  return item;
}

async function openTwins(catalogs: ReadonlyMap<string, CatalogAt>): Promise<Twin[]> {
  const ids = [...catalogs.keys()];
  const twins = Array.from({ length: ACCOUNTS }, (_, index): Twin => {
    const [accountId, catalogId] = [newId(), ids[index % ids.length]!];
    const zone = ['Europe/Berlin', 'Asia/Kolkata', 'Pacific/Pago_Pago'][index % 3]!;
    return { accountId, catalogId, life: new WatchedLife(catalogs.get(catalogId)!, tally, accountId, zone) };
  });
  for (const { accountId, catalogId, life } of twins) {
    const about = { name: 'Twin', zone: life.state.zone, locale: 'en', currency: 'USD' };
    await insertAccount(test.owner.sql, { accountId, catalogId, ...about, clockAt: beginning }, beginning);
  }
  return twins;
}

/** All entries of the accounts as they are kept. */
async function keptEntries(ids: readonly Id[]): Promise<Map<Id, SealedEntry[]>> {
  const sorted = [...ids].sort();
  const kept = new Map<Id, SealedEntry[]>(sorted.map((id) => [id, []]));
  for await (const page of readAllEntries(test.owner.sql, { first: sorted[0]!, last: sorted.at(-1)! })) {
    for (const { accountId, ...entry } of page) kept.get(accountId)!.push(entry);
  }
  return kept;
}

it(
  'at once, in batches and one by one, ends as the pure engine does, entry by entry',
  async () => {
    const drawn = fc.sample(books, { seed, numRuns: 9 }).map(({ catalogAt }, index) => [`random-${index}`, catalogAt]);
    const sold = (['captions', 'ai-studios', 'artifio'] as const).map((name) => [name, always(shipped(name))]);
    const catalogs = new Map([...sold, ...drawn] as [string, CatalogAt][]);
    const book: Pick<CatalogBook, 'at'> = { at: (id) => catalogs.get(id) ?? null };
    const context = { ...testContext(test.db, beginning), catalogs: book as CatalogBook };
    const twins = await openTwins(catalogs);
    const steps = fc.sample(livesOf(60), { seed, numRuns: COMMANDS }).flat().slice(0, COMMANDS);
    assert.equal(steps.length, COMMANDS);

    const outcomes = new Map<LedgerItem, ErrorCode | null>();
    // Few accounts at a time, so that connections meet at the same ones.
    const begun = new Set<Twin>();
    const items = steps.map((step, index) => {
      const first = Math.floor((index * ACCOUNTS) / COMMANDS / AT_A_TIME) * AT_A_TIME;
      const twin = twins[first + ((index * 7) % AT_A_TIME)]!;
      // Most of what an account can do takes a subscription.
      const subscribes = !begun.has(twin);
      begun.add(twin);
      return itemFor(twin, subscribes ? { ...step, does: 'subscribe' } : step, outcomes);
    });
    assert.equal(begun.size, ACCOUNTS);
    let next = 0;
    let repeated = 0;
    const connection = async (number: number) => {
      for (let round = 0; next < items.length; round += 1) {
        // Every other connection asks for one at a time.
        const size = number % 2 === 0 ? 1 : 1 + ((round * 5 + number) % BATCH_MAX);
        const batch = items.slice(next, (next += size));
        const results = await runInTransaction(context, batch);
        batch.forEach((item, at) => {
          const result = results[at]!;
          assert.equal(result.ok ? null : result.error.code, outcomes.get(item));
        });
        // Now and then the last that was done is asked for once more, by its name.
        const done = batch.find((_, at) => results[at]!.ok);
        if (round % 10 !== 0 || !done) continue;
        const [again] = await runInTransaction(context, [{ ...done, clockAt: beginning }]);
        assert.ok(again!.ok && again!.value.replayed);
        repeated += 1;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => connection(number)));

    expect(outcomes.size).toBe(COMMANDS);
    expect(repeated).toBeGreaterThan(0);
    const ids = twins.map(({ accountId }) => accountId);
    const [states, entries] = await Promise.all([loadStates(test.owner.sql, ids), keptEntries(ids)]);
    for (const { accountId, life } of twins) {
      life.finish();
      expect(states.get(accountId)!.state).toEqual(life.state);
      expect(entries.get(accountId)).toEqual(seal(accountId, life.entries, '0'.repeat(64), sha256));
      expect(nextDue(states.get(accountId)!.state, life.catalogAt)).toBe(nextDue(life.state, life.catalogAt));
    }
    expect(await reconcile(test.owner.sql, ids)).toEqual([]);
  },
  TIMEOUT_MS,
);
