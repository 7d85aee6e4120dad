import { describe, expect, it } from 'vitest';
import { lockAccounts, loadStates } from '@/db/ledger/load';
import { useTestDatabase } from '@/db/testing/database';
import { inTransaction } from '@/db/transaction';
import { quote } from '@/lib/catalog/price';
import { credits } from '@/lib/credits';
import { fail, ok } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { noFacts, type Command } from '@/lib/ledger/command';
import { decide } from '@/lib/ledger/decide';
import { nextDue } from '@/lib/ledger/settle';
import { newAccount, type CapScope, type CapWindow } from '@/lib/ledger/state';
import { sha256 } from '@/lib/sha256';
import { DAY_MS, type Instant } from '@/lib/time';
import type { Context } from '../context';
import { accountRows } from '../testing/account-rows';
import { newSubscriber, testContext } from '../testing/context';
import { balanceOf, give, run } from '../testing/credits';
import { reconcile } from '@/services/audit/reconcile';
import { always, runCommands, type LedgerItem } from './run-commands';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);

/** Charges so many seconds of AI Ads, a credit each; with a key, once. */
function ads(context: Context, accountId: Id, seconds: number, key?: string): LedgerItem {
  const generationId = newId();
  return {
    accountId,
    command: (catalog) => {
      const priced = quote(catalog, { feature: 'ai-ads', quantity: seconds });
      return priced.ok ? ok({ type: 'debit', generationId, quote: priced.value }) : priced;
    },
    ...(key && { once: { owner: 'catalog:captions', key, requestHash: sha256(`${accountId} ${seconds}`) } }),
    answer: (change) => ({ status: 201, text: change.steps[0]!.generationId }),
  };
}

const runAll = (context: Context, items: readonly LedgerItem[]) =>
  inTransaction(context.db, (tx) => runCommands(tx, context, items));

/** What everything that is kept of the accounts would be after `work`, which is then undone. */
async function rowsAfterUndone(
  context: Context,
  ids: readonly Id[],
  work: () => readonly LedgerItem[],
): Promise<string> {
  let rows = '';
  const undo = new Error('undo');
  const undone = context.db.sql.begin(async (tx) => {
    await runCommands(tx as never, context, work());
    rows = await accountRows(tx as never, ids);
    throw undo;
  });
  await expect(undone).rejects.toBe(undo);
  return rows;
}

/** Until a transaction of this database waits for another's lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await test.owner.sql`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    if (row!.count > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const codes = (results: Awaited<ReturnType<typeof runAll>>) =>
  results.map((result) => (result.ok ? (result.value.replayed ? 'replayed' : 'ok') : result.error.code));

describe('what is kept', () => {
  it('is what the pure engine has, after every command of fourteen months', async () => {
    const context = newContext();
    const catalogAt = context.catalogs.at('captions')!;
    const { accountId } = await newSubscriber(context, { zone: 'Asia/Kolkata' });
    const free: Command = { type: 'subscribe', planId: 'free', intervalId: 'month', seats: 1 };
    const begun = decide(newAccount(accountId, NOW, 'Asia/Kolkata'), free, noFacts, NOW, catalogAt);
    if (!begun.ok) throw new Error(begun.error.detail);
    let { state } = begun.value;

    const debit = (seconds: number): Command => {
      const priced = quote(catalogAt(NOW), { feature: 'ai-ads', quantity: seconds });
      if (!priced.ok) throw new Error(priced.error.detail);
      return { type: 'debit', generationId: newId(), quote: priced.value };
    };
    const story: [day: number, command: Command][] = [
      [3, debit(30)],
      [5, { type: 'subscribe', planId: 'pro', intervalId: 'month', seats: 1 }],
      [5, { type: 'grant', source: 'goodwill', amount: 12_345_678n, expiresAt: NOW + 40 * DAY_MS }],
    ];
    for (let month = 0; month < 14; month += 1) {
      const first = 5 + month * 31;
      story.push([first + 2, { type: 'settle' }], [first + 3, { type: 'renew', periodIndex: month }]);
      story.push([first + 4, debit(17 * month + 1)], [first + 9, debit(1)], [first + 9, debit(5_000)]);
    }
    let refused = 0;
    for (const [day, command] of story) {
      const at = NOW + day * DAY_MS;
      context.moveTo(at);
      const [kept] = await runAll(context, [{ accountId, command: always(command) }]);
      const pure = decide(state, command, noFacts, at, catalogAt);
      expect(kept!.ok ? 'ok' : kept!.error).toEqual(pure.ok ? 'ok' : pure.error);
      if (pure.ok) state = pure.value.state;
      else refused += 1;
      const loaded = (await loadStates(context.db.sql, [accountId])).get(accountId)!;
      expect(loaded.state).toEqual(state);
    }
    expect(refused).toBeGreaterThan(10);
    const [header] = await test.owner.sql`SELECT next_due_at FROM headers WHERE account_id = ${accountId}`;
    const due = nextDue(state, catalogAt);
    expect(Date.parse(header!.next_due_at as string)).toBe(due);
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('of a test account never falls due: no sweep may pick it up', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context, { clockAt: NOW - 5 * DAY_MS });
    const [header] = await test.owner.sql`SELECT next_due_at, at FROM headers WHERE account_id = ${accountId}`;
    expect(header!.next_due_at).toBeNull();
    expect(Date.parse(header!.at as string)).toBe(NOW - 5 * DAY_MS);
  });

  it("an item's own time counts for test accounts only", async () => {
    const context = newContext();
    const real = await newSubscriber(context);
    const staged = await newSubscriber(context, { clockAt: NOW });
    const later: Instant = NOW + 3 * DAY_MS;
    for (const { accountId } of [real, staged])
      await runAll(context, [{ ...ads(context, accountId, 1), clockAt: later }]);
    const at = async (accountId: Id) => (await loadStates(test.db.sql, [accountId])).get(accountId)!.state.header.at;
    expect([await at(real.accountId), await at(staged.accountId)]).toEqual([NOW, later]);
  });
});

describe('a batch', () => {
  it('of many is the same as its items one by one, hashes included', async () => {
    const context = newContext();
    const two = await Promise.all([newSubscriber(context), newSubscriber(context)]);
    const ids = two.map(({ accountId }) => accountId);
    await give(context, ids[0]!, 9, NOW + DAY_MS);
    const items = Array.from({ length: 40 }, (_, index) =>
      ads(context, ids[index % 3 === 0 ? 1 : 0]!, 7, `same-${index}`),
    );
    const batched = await rowsAfterUndone(context, ids, () => items);
    for (const item of items) await runAll(context, [item]);
    expect(await accountRows(test.owner.sql, ids)).toBe(batched);
    expect(await reconcile(test.owner.sql, ids)).toEqual([]);
  });

  it('of every kind of command is the same as its items one by one: what comes later knows what came before', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const other = (await newSubscriber(context)).accountId;
    const [held, voided, early, now] = [newId(), newId(), newId(), newId()];
    const priced = (seconds: number) => {
      const found = quote(context.catalogs.at('captions')!(NOW), { feature: 'ai-ads', quantity: seconds });
      if (!found.ok) throw new Error(found.error.code);
      return found.value;
    };
    const debit = (generationId: Id, seconds: number): Command => {
      return { type: 'debit', generationId, quote: priced(seconds), member: 'ann' };
    };
    const hold = (generationId: Id, seconds: number): Command => {
      return { type: 'hold', generationId, quote: priced(seconds), member: 'ann', lapsesAt: NOW + DAY_MS };
    };
    // Charged before the batch: from a grant that ends, so that what comes back of it comes back anew.
    await give(context, accountId, 6, NOW + DAY_MS);
    await run(context, accountId, debit(early, 6));
    await run(context, accountId, hold(newId(), 9));
    context.moveTo(NOW + 2 * DAY_MS);

    const seen: unknown[] = [];
    const cap = (scope: CapScope, per: CapWindow): Command => ({ type: 'setCap', scope, per, limit: credits(50) });
    const commands: Command[] = [
      debit(now, 11),
      { type: 'refund', generationId: now, credits: credits(1) },
      { ...(hold(held, 20) as Extract<Command, { type: 'hold' }>), lapsesAt: NOW + 3 * DAY_MS },
      cap({ type: 'account' }, 'day'),
      cap({ type: 'member', member: 'ann' }, 'period'),
      { type: 'capture', generationId: held, credits: credits(25) },
      { type: 'refund', generationId: held, credits: credits(5) },
      { type: 'refund', generationId: held, credits: credits(5) },
      { ...(hold(voided, 3) as Extract<Command, { type: 'hold' }>), lapsesAt: NOW + 3 * DAY_MS },
      { type: 'void', generationId: voided },
      { type: 'refund', generationId: early, credits: null },
      cap({ type: 'feature', feature: 'ai-ads' }, 'period'),
      cap({ type: 'feature', feature: 'ai-ads' }, 'day'),
      // Refused, and the others go on.
      { type: 'void', generationId: voided },
      { type: 'refund', generationId: early, credits: null },
      { type: 'capture', generationId: newId(), credits: 1n },
      debit(newId(), 199),
    ];
    const items: LedgerItem[] = commands.flatMap((command): LedgerItem[] => [
      { accountId, project: 'film', command: always(command) },
      {
        accountId: other,
        // Reads in the transaction, what came before it included.
        facts: async (tx, state) => {
          const [row] = await tx`SELECT count(*)::int AS entries FROM entries WHERE account_id = ${other}`;
          seen.push([row!.entries, state.header.seq]);
          return {};
        },
        command: always({ type: 'grant', source: 'goodwill', amount: 1n, expiresAt: null }),
      },
    ]);
    const batched = await rowsAfterUndone(context, [accountId, other], () => items);
    expect(seen).toEqual(commands.map((_, index) => [1 + index, 1 + index]));
    for (const [index, item] of items.entries()) {
      const [result] = await runAll(context, [item]);
      const refused = index % 2 === 0 && index / 2 >= 13;
      expect(result!.ok ? null : result!.error.code, `item ${index}`).toEqual(refused ? expect.any(String) : null);
    }
    expect(await accountRows(test.owner.sql, [accountId, other])).toBe(batched);
    const state = (await loadStates(context.db.sql, [accountId])).get(accountId)!.state;
    const counted = state.caps.map((each) => [each.scope.type, each.per, Number(each.counted) / 1e6]);
    // Today: 11 - 1 by the debit and 25 - 10 by the capture; the hold of 20 that has lapsed counts no more.
    expect(counted).toEqual([
      ['account', 'day', 25],
      ['feature', 'day', 25],
      ['feature', 'period', 25],
      ['member', 'period', 25],
    ]);
    expect(await reconcile(test.owner.sql, [accountId, other])).toEqual([]);
  });

  it('goes on past items that fail', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const results = await runAll(context, [
      ads(context, accountId, 100),
      ads(context, accountId, 101),
      ads(context, newId(), 1),
      { accountId, command: () => fail('unknown_feature') },
      ads(context, accountId, 100),
      ads(context, accountId, 1),
    ]);
    expect(codes(results)).toEqual([
      'ok',
      'insufficient_credits',
      'not_found',
      'unknown_feature',
      'ok',
      'insufficient_credits',
    ]);
    expect(await balanceOf(context, accountId)).toBe(0);
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('that holds one key twice charges once, and refuses another body under it', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const twice = ads(context, accountId, 5, 'twice');
    const results = await runAll(context, [
      twice,
      ads(context, accountId, 5, 'twice'),
      ads(context, accountId, 6, 'twice'),
    ]);
    expect(codes(results)).toEqual(['ok', 'replayed', 'idempotency_key_reused']);
    expect(results[1]).toMatchObject({ value: { text: results[0]?.ok && results[0].value.text } });
    expect(await balanceOf(context, accountId)).toBe(195);
  });

  it('may be empty', async () => {
    expect(await runAll(newContext(), [])).toEqual([]);
  });

  it('of several accounts never waits in a circle, whatever order they come in', async () => {
    const context = newContext();
    const accounts = await Promise.all(Array.from({ length: 6 }, () => newSubscriber(context)));
    const ids = accounts.map(({ accountId }) => accountId);
    let attempts = 0;
    const batches = Array.from({ length: 60 }, (_, round) => {
      const turned = ids.map((_, index) => ids[(index + round) % 6]!);
      const order = round % 2 === 0 ? turned : turned.reverse();
      return inTransaction(context.db, (tx) => {
        attempts += 1;
        return runCommands(
          tx,
          context,
          order.map((accountId) => ads(context, accountId, 1)),
        );
      });
    });
    const results = (await Promise.all(batches)).flat();
    expect(new Set(codes(results))).toEqual(new Set(['ok']));
    // A deadlock would have been tried again: there was none.
    expect(attempts).toBe(60);
    expect(await Promise.all(ids.map((id) => balanceOf(context, id)))).toEqual(ids.map(() => 140));
    expect(await reconcile(test.owner.sql, ids)).toEqual([]);
  });

  it('locks its accounts in the order of their ids', async () => {
    const context = newContext();
    const accounts = await Promise.all(Array.from({ length: 3 }, () => newSubscriber(context)));
    const [first, , last] = accounts.map(({ accountId }) => accountId).sort() as [Id, Id, Id];
    const lockedBy = async (id: Id) => {
      try {
        await test.owner.sql`SELECT 1 FROM headers WHERE account_id = ${id} FOR UPDATE NOWAIT`;
        return false;
      } catch (error) {
        expect(error).toMatchObject({ code: '55P03' });
        return true;
      }
    };
    let waiting: Promise<unknown> = Promise.resolve();
    await context.db.sql.begin(async (tx) => {
      await lockAccounts(tx as never, [first]);
      // Given last first: it must wait for the first before it holds any other.
      waiting = inTransaction(context.db, (other) => lockAccounts(other, [last, first]));
      await somebodyWaits();
      expect([await lockedBy(first), await lockedBy(last)]).toEqual([true, false]);
    });
    await waiting;
  });
});

describe('what goes wrong on the way', () => {
  it('leaves nothing: not when the program throws before the commit', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const before = await accountRows(test.owner.sql, [accountId]);
    const crash = inTransaction(context.db, async (tx) => {
      await runCommands(tx, context, [ads(context, accountId, 5, 'crash')]);
      throw new Error('the program died');
    });
    await expect(crash).rejects.toThrow('the program died');
    expect(await accountRows(test.owner.sql, [accountId])).toBe(before);
  });

  it('leaves nothing: not when the connection is cut before the commit', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const before = await accountRows(test.owner.sql, [accountId]);
    const cut = inTransaction(context.db, async (tx) => {
      const [backend] = await tx`SELECT pg_backend_pid() AS pid`;
      await runCommands(tx, context, [ads(context, accountId, 5, 'cut')]);
      await test.owner.sql`SELECT pg_terminate_backend(${backend!.pid})`;
      await tx`SELECT 1`;
    });
    await expect(cut).rejects.toThrow();
    expect(await accountRows(test.owner.sql, [accountId])).toBe(before);
    expect(codes(await runAll(context, [ads(context, accountId, 5, 'cut')]))).toEqual(['ok']);
  });

  it('leaves nothing of any account of the batch when the database refuses one', async () => {
    const context = newContext();
    const two = await Promise.all([newSubscriber(context), newSubscriber(context)]);
    const ids = two.map(({ accountId }) => accountId);
    const before = await accountRows(test.owner.sql, ids);
    const broken = { ...ads(context, ids[1]!, 5), project: 'a\u0000b' };
    await expect(runAll(context, [ads(context, ids[0]!, 5), broken])).rejects.toMatchObject({ code: '22021' });
    expect(await accountRows(test.owner.sql, ids)).toBe(before);
  });
});

/** Lets everybody who comes wait until so many are there; later comers pass. */
function gate(of: number): () => Promise<void> {
  let open = () => {};
  let count = 0;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    count += 1;
    if (count >= of) open();
    return opened;
  };
}

describe('a transaction that loses', () => {
  it('the race for an idempotency key, on another account, is tried again and finds the winner', async () => {
    const context = newContext();
    const two = await Promise.all([newSubscriber(context), newSubscriber(context)]);
    // Both have looked for an earlier answer, and found none, before either writes its own.
    const bothLooked = gate(2);
    let attempts = 0;
    const results = await Promise.all(
      two.map(({ accountId }) =>
        inTransaction(context.db, async (tx) => {
          attempts += 1;
          await tx`SELECT 1`;
          await bothLooked();
          const item = ads(context, accountId, 5, 'race');
          return runCommands(tx, context, [item]);
        }),
      ),
    );
    expect(results.flatMap(codes).sort()).toEqual(['idempotency_key_reused', 'ok']);
    expect(attempts).toBeGreaterThanOrEqual(2);
    const left = await Promise.all(two.map(({ accountId }) => balanceOf(context, accountId)));
    expect(left.sort()).toEqual([195, 200]);
  });

  it('is tried again where the winner commits while it waits for the key', async () => {
    const context = newContext();
    const [winner, loser] = (await Promise.all([newSubscriber(context), newSubscriber(context)])) as [
      { accountId: Id },
      { accountId: Id },
    ];
    let attempts = 0;
    let waiting: Promise<Awaited<ReturnType<typeof runAll>>> = Promise.resolve([]);
    await inTransaction(context.db, async (tx) => {
      await runCommands(tx, context, [ads(context, winner.accountId, 5, 'waits')]);
      waiting = inTransaction(context.db, (other) => {
        attempts += 1;
        return runCommands(other, context, [ads(context, loser.accountId, 5, 'waits')]);
      });
      await somebodyWaits();
    });
    expect(codes(await waiting)).toEqual(['idempotency_key_reused']);
    expect(attempts).toBe(2);
    expect(await balanceOf(context, loser.accountId)).toBe(200);
  });

  it('a deadlock over two keys is tried again, and both are charged once', async () => {
    const context = newContext();
    const accounts = await Promise.all(Array.from({ length: 4 }, () => newSubscriber(context)));
    const ids = accounts.map(({ accountId }) => accountId);
    const bothHold = gate(2);
    let attempts = 0;
    const crossing = (first: LedgerItem, second: LedgerItem) =>
      inTransaction(context.db, async (tx) => {
        attempts += 1;
        const one = await runCommands(tx, context, [first]);
        await bothHold();
        return [...one, ...(await runCommands(tx, context, [second]))];
      });
    const results = await Promise.all([
      crossing(ads(context, ids[0]!, 5, 'cross-1'), ads(context, ids[1]!, 5, 'cross-2')),
      crossing(ads(context, ids[2]!, 5, 'cross-2'), ads(context, ids[3]!, 5, 'cross-1')),
    ]);
    expect(attempts).toBeGreaterThan(2);
    expect(results.flatMap(codes).sort()).toEqual(['idempotency_key_reused', 'idempotency_key_reused', 'ok', 'ok']);
    const left = await Promise.all(ids.map((id) => balanceOf(context, id)));
    expect(left.reduce((sum, each) => sum + each, 0)).toBe(790);
    expect(await reconcile(test.owner.sql, ids)).toEqual([]);
  });

  it.each([
    ['40001', 'a serialization failure', 3],
    ['40P01', 'a deadlock', 3],
    ['23514', 'a refused check', 1],
    ['57014', 'a cancelled statement', 1],
  ])('%s, %s, is tried %i times', async (code, _, tries) => {
    let attempts = 0;
    const work = inTransaction(test.db, async () => {
      attempts += 1;
      if (attempts < 3) throw Object.assign(new Error('lost'), { code });
      return 'done';
    });
    if (tries === 3) expect(await work).toBe('done');
    else await expect(work).rejects.toMatchObject({ code });
    expect(attempts).toBe(tries);
  });

  it('again and again gives up in the end', async () => {
    let attempts = 0;
    const work = inTransaction(test.db, async () => {
      attempts += 1;
      throw Object.assign(new Error('lost'), { code: '40001' });
    });
    await expect(work).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(5);
  });
});

it('keeps nothing of a command without a name, which happens again if it is sent again', async () => {
  const context = newContext();
  const { accountId } = await newSubscriber(context);
  const gift: Command = { type: 'grant', source: 'goodwill', amount: credits(1), expiresAt: null };
  await run(context, accountId, gift);
  await run(context, accountId, gift);
  expect(await balanceOf(context, accountId)).toBe(202);
});
