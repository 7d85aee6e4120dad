import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { catalogBook } from '@/lib/catalog/catalogs';
import { errorCodes } from '@/lib/errors';
import { newId } from '@/lib/ids';
import type { Context } from '../context';
import { accountRows } from '../testing/account-rows';
import { catalogKey, newSubscriber, shippedCatalogs, testContext } from '../testing/context';
import { balanceOf, give, run } from '../testing/credits';
import { reconcile } from '@/services/audit/reconcile';
import { chargeGeneration } from './charge-generation';
import { subscribeAccount } from '../accounts/subscribe-account';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const server = catalogKey();
const newContext = () => testContext(test.db, NOW);

/** A second of AI Ads costs a credit. */
function ads(account: string, quantity: number) {
  return { account, feature: 'ai-ads', quantity };
}

async function charge(context: Context, input: unknown, key: string = newId(), actor = server) {
  const charged = await chargeGeneration(context, actor, input, key);
  return charged.ok
    ? { code: 'ok' as const, ...charged.value, body: JSON.parse(charged.value.text) }
    : { ...charged.error };
}

const count = (codes: readonly string[], code: string) => codes.filter((each) => each === code).length;

async function subscribePlan(context: Context, accountId: string, planId: string) {
  const subscribed = await subscribeAccount(context, theProgram, { accountId, planId, intervalId: 'month', seats: 1 });
  expect(subscribed).toMatchObject({ ok: true });
}

describe('many at once', () => {
  it('serves fifty of two hundred debits on credits for fifty, and the books agree', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const answers = await Promise.all(Array.from({ length: 200 }, () => charge(context, ads(accountId, 4))));
    const codes = answers.map(({ code }) => code);
    expect([count(codes, 'ok'), count(codes, 'insufficient_credits')]).toEqual([50, 150]);
    expect(await balanceOf(context, accountId)).toBe(0);
    const rows = await test.owner.sql`
      SELECT balance_after FROM entries WHERE account_id = ${accountId} AND kind = 'debit' ORDER BY seq`;
    expect(rows.map((row) => row.balance_after)).toEqual(
      Array.from({ length: 50 }, (_, index) => BigInt(196 - 4 * index) * 1_000_000n),
    );
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('serves one of two that want the last credit, and tells the other the shortfall', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    await charge(context, ads(accountId, 199));
    const both = await Promise.all([charge(context, ads(accountId, 1)), charge(context, ads(accountId, 1))]);
    expect(both.map(({ code }) => code).sort()).toEqual(['insufficient_credits', 'ok']);
    expect(both.find(({ code }) => code !== 'ok')).toMatchObject({ data: { shortfall: 1, available: 0 } });
  });

  it('charges random accounts at once, from grants of every kind, and the books agree', async () => {
    const context = newContext();
    const accounts = await Promise.all(Array.from({ length: 12 }, () => newSubscriber(context)));
    await Promise.all(accounts.slice(0, 6).map(({ accountId }) => subscribePlan(context, accountId, 'pro')));
    await Promise.all(accounts.map(({ accountId }) => give(context, accountId, 30, NOW + 5_000)));
    const features = [
      { feature: 'ai-ads', quantity: 7 },
      { feature: 'genai-image', model: 'photon', quantity: 3 },
      { feature: 'mirage-script' },
      { feature: 'chat-based-editing', quantity: { message: 1, action: 3 } },
    ];
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        charge(context, { account: accounts[(index * 7) % 12]!.accountId, ...features[index % features.length] }),
      ),
    );
    expect(answers.filter(({ code }) => code !== 'ok')).toEqual([]);
    expect(await reconcile(test.owner.sql)).toEqual([]);
  });
});

describe('the same key again', () => {
  it('gets the same text and no second debit', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const first = await charge(context, ads(accountId, 40), 'key-1');
    context.moveTo(NOW + 86_400_000);
    const second = await charge(context, ads(accountId, 40), 'key-1');
    expect(first).toMatchObject({ code: 'ok', status: 201, replayed: false });
    expect(second).toMatchObject({ code: 'ok', status: 201, replayed: true, text: (first as { text: string }).text });
    expect(await balanceOf(context, accountId)).toBe(160);
  });

  it('is the same request when its fields come in another order', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const quantity = { message: 1, action: 2 };
    await charge(context, { account: accountId, feature: 'chat-based-editing', quantity }, 'order');
    const again = { quantity: { action: 2, message: 1 }, feature: 'chat-based-editing', account: accountId };
    expect(await charge(context, again, 'order')).toMatchObject({ code: 'ok', replayed: true });
  });

  it('fifty times at once makes one debit and fifty equal answers', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const answers = await Promise.all(Array.from({ length: 50 }, () => charge(context, ads(accountId, 25), 'fifty')));
    expect(new Set(answers.map((answer) => ('text' in answer ? answer.text : answer.code))).size).toBe(1);
    expect(answers.filter((answer) => 'replayed' in answer && !answer.replayed)).toHaveLength(1);
    expect(await balanceOf(context, accountId)).toBe(175);
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('with another body is refused, and changes nothing', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    await charge(context, ads(accountId, 40), 'reused');
    const before = await accountRows(test.owner.sql, [accountId]);
    expect(await charge(context, ads(accountId, 41), 'reused')).toMatchObject({ code: 'idempotency_key_reused' });
    expect(await accountRows(test.owner.sql, [accountId])).toBe(before);
  });

  it('of the same owner for another account is refused', async () => {
    const context = newContext();
    const [one, two] = [await newSubscriber(context), await newSubscriber(context)];
    await charge(context, ads(one.accountId, 5), 'one-name');
    const other = await charge(context, ads(two.accountId, 5), 'one-name');
    expect(other).toMatchObject({ code: 'idempotency_key_reused' });
    expect(await balanceOf(context, two.accountId)).toBe(200);
  });

  it('of the same owner for two accounts at once serves one and refuses the other', async () => {
    const context = newContext();
    const pair = await Promise.all([newSubscriber(context), newSubscriber(context)]);
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(
        pair.map(({ accountId }) => charge(context, ads(accountId, 1), `pair-${round}`)),
      );
      expect(answers.map(({ code }) => code).sort()).toEqual(['idempotency_key_reused', 'ok']);
    }
    const left = await Promise.all(pair.map(({ accountId }) => balanceOf(context, accountId)));
    expect(left[0]! + left[1]!).toBe(390);
    expect(
      await reconcile(
        test.owner.sql,
        pair.map(({ accountId }) => accountId),
      ),
    ).toEqual([]);
  });

  it('of another owner is another name', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const own = { ...server, owner: { kind: 'account', accountId } as const };
    const first = await charge(context, ads(accountId, 5), 'shared-name');
    const second = await charge(context, ads(accountId, 5), 'shared-name', own);
    expect([first, second]).toMatchObject([{ replayed: false }, { replayed: false }]);
    expect(await balanceOf(context, accountId)).toBe(190);
  });

  it('is free again after a refusal: once there are credits it succeeds', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const refused = await charge(context, ads(accountId, 201), 'try-again');
    expect(refused).toMatchObject({ code: 'insufficient_credits' });
    await give(context, accountId, 1);
    const served = await charge(context, ads(accountId, 201), 'try-again');
    expect(served).toMatchObject({ code: 'ok', replayed: false });
    expect(await balanceOf(context, accountId)).toBe(0);
  });

  it('gets the first answer even where the catalog has dropped the feature since', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const first = await charge(context, ads(accountId, 5), 'dropped');
    const captions = shippedCatalogs().latest('captions')!;
    const features = captions.features.filter(({ id }) => id !== 'ai-ads');
    const later: Context = { ...context, catalogs: catalogBook([{ ...captions, features }]) };
    expect(await charge(later, ads(accountId, 5), 'dropped')).toEqual({ ...first, replayed: true });
    expect(await charge(later, ads(accountId, 5), 'dropped-2')).toMatchObject({ code: 'unknown_feature' });
  });
});

describe('too few credits', () => {
  it('on Free: says what is missing, and that Pro would have more', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    expect(await charge(context, ads(accountId, 230))).toMatchObject({
      code: 'insufficient_credits',
      data: {
        needed: 230,
        available: 200,
        shortfall: 30,
        refreshesAt: null,
        refreshCredits: null,
        nextPlan: {
          id: 'pro',
          name: 'Pro',
          interval: 'month',
          creditsPerPeriod: 200,
          priceMinor: 999,
          currency: 'USD',
        },
      },
    });
  });

  it('on Pro: says when the month refreshes, and with how much', async () => {
    const context = newContext();
    context.moveTo(NOW - 86_400_000);
    const { accountId } = await newSubscriber(context);
    context.moveTo(NOW);
    await subscribePlan(context, accountId, 'pro');
    expect(await charge(context, ads(accountId, 1000))).toMatchObject({
      data: {
        needed: 1000,
        available: 400,
        shortfall: 600,
        refreshesAt: '2026-04-10T09:30:00.000Z',
        refreshCredits: 200,
        nextPlan: { id: 'max', creditsPerPeriod: 500, priceMinor: 2499 },
      },
    });
  });

  it('on the highest plan: names no other', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    await subscribePlan(context, accountId, 'scale-4x');
    expect(await charge(context, ads(accountId, 9000))).toMatchObject({
      data: { available: 5800, shortfall: 3200, refreshCredits: 5600, nextPlan: null },
    });
  });

  it('while a payment is awaited: what waits for it is still spendable, and no more', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    await subscribePlan(context, accountId, 'pro');
    context.moveTo(Date.parse('2026-04-12T00:00:00Z'));
    const before = await accountRows(test.owner.sql, [accountId]);
    expect(await charge(context, ads(accountId, 401))).toMatchObject({
      data: { needed: 401, available: 400, shortfall: 1, nextPlan: { id: 'max' } },
    });
    // A refusal writes nothing, not even what has fallen due.
    expect(await accountRows(test.owner.sql, [accountId])).toBe(before);
    expect(await charge(context, ads(accountId, 400))).toMatchObject({ code: 'ok' });
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('counts only what has not ended', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    await give(context, accountId, 50, NOW + 1000);
    context.moveTo(NOW + 1000);
    expect(await charge(context, ads(accountId, 201))).toMatchObject({ data: { available: 200, shortfall: 1 } });
  });
});

it('leaves an entry of 0 for a free feature', async () => {
  const context = newContext();
  const { accountId } = await newSubscriber(context);
  const made = await charge(context, { account: accountId, feature: 'mirage-script', quantity: 2 });
  expect(made).toMatchObject({
    code: 'ok',
    body: { status: 'free', credits: 0, balance: { before: 200, after: 200 }, receipt: { burns: [] } },
  });
  const entries = await test.owner.sql`
    SELECT kind, amount, grant_id, balance_after, feature FROM entries WHERE account_id = ${accountId} AND seq = 2`;
  expect(entries).toEqual([
    { kind: 'free', amount: 0n, grant_id: null, balance_after: 200_000_000n, feature: 'mirage-script' },
  ]);
  expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
});

it('burns the grant that ends first, and says so on the receipt', async () => {
  const context = newContext();
  const { accountId } = await newSubscriber(context);
  await give(context, accountId, 10, NOW + 86_400_000);
  const made = await charge(context, { ...ads(accountId, 25), project: 'Frühling 👩‍🎨' });
  expect(made).toMatchObject({
    body: {
      account: accountId,
      status: 'debited',
      credits: 25,
      balance: { before: 210, after: 185 },
      receipt: {
        catalog: { id: 'captions', version: 1 },
        burns: [
          { grant: 2, credits: 10 },
          { grant: 1, credits: 15 },
        ],
        balanceBefore: 210,
        balanceAfter: 185,
        periodStart: '2026-03-10T09:30:00.000Z',
      },
    },
  });
  const [kept] = await test.owner.sql`SELECT project, receipt FROM generations WHERE account_id = ${accountId}`;
  expect(kept!.project).toBe('Frühling 👩‍🎨');
  // The vendor's free text stays out of what is answered and kept for ever.
  expect(JSON.stringify(['text' in made && made.text, kept!.receipt])).not.toContain('Frühling');
});

describe('a request that can not be charged', () => {
  const one = { feature: 'ai-ads', quantity: 1 };
  const cases: [string, object, { code: string; pointer: string }][] = [
    ['an unknown feature', { feature: 'ai-adds' }, { code: 'unknown_feature', pointer: '/feature' }],
    ['no feature', { feature: undefined }, { code: 'invalid_request', pointer: '/feature' }],
    ['an unknown model', { feature: 'genai-image', model: 'flux' }, { code: 'unknown_model', pointer: '/model' }],
    ['a model that is not asked for', { model: 'photon' }, { code: 'unknown_model', pointer: '/model' }],
    ['a missing model', { feature: 'genai-image' }, { code: 'model_required', pointer: '/model' }],
    ['an unknown option', { options: { size: '4k' } }, { code: 'invalid_option', pointer: '/options/size' }],
    ['a quantity of 0', { quantity: 0 }, { code: 'invalid_quantity', pointer: '/quantity' }],
    ['a negative quantity', { quantity: -1 }, { code: 'invalid_quantity', pointer: '/quantity' }],
    ['a fractional quantity', { quantity: 1.5 }, { code: 'invalid_quantity', pointer: '/quantity' }],
    ['a huge quantity', { quantity: 1e21 }, { code: 'invalid_quantity', pointer: '/quantity' }],
    ['an infinite quantity', { quantity: Infinity }, { code: 'invalid_request', pointer: '/quantity' }],
    ['no number', { quantity: NaN }, { code: 'invalid_request', pointer: '/quantity' }],
    ['a quantity as text', { quantity: '1' }, { code: 'invalid_request', pointer: '/quantity' }],
    ['an unknown unit', { quantity: { hours: 1 } }, { code: 'invalid_quantity', pointer: '/quantity/hours' }],
    ['an unknown field', { credits: 5 }, { code: 'invalid_request', pointer: '/credits' }],
    ['a field with a slash', { 'a/b': 5 }, { code: 'invalid_request', pointer: '/a~1b' }],
    ['a long project', { project: 'x'.repeat(121) }, { code: 'invalid_request', pointer: '/project' }],
    ['a NUL in the project', { project: 'a\u0000b' }, { code: 'invalid_request', pointer: '/project' }],
    ['a line break in the project', { project: 'a\nb' }, { code: 'invalid_request', pointer: '/project' }],
    ['half a character in the project', { project: 'a\ud800' }, { code: 'invalid_request', pointer: '/project' }],
    ['text turned round in the project', { project: 'a\u202egpj' }, { code: 'invalid_request', pointer: '/project' }],
    ['an included generation', { includes: [one] }, { code: 'invalid_option', pointer: '/includes' }],
  ];
  it.each(cases)('is refused for %s, and changes nothing at all', async (_, wrong, wanted) => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const before = await accountRows(test.owner.sql, [accountId]);
    const refused = await charge(context, { account: accountId, ...one, ...wrong });
    expect(refused).toMatchObject(wanted);
    expect(errorCodes).toContain(refused.code);
    expect(await accountRows(test.owner.sql, [accountId])).toBe(before);
  });

  it.each([[null], [[]], ['text'], [7]])('is refused where it is %j', async (input) => {
    expect(await charge(newContext(), input)).toMatchObject({ code: 'invalid_request' });
  });
});

describe('whose account', () => {
  it("an account's own key charges it without naming it", async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const own = { ...server, owner: { kind: 'account', accountId } as const };
    const made = await charge(context, { feature: 'ai-ads', quantity: 3 }, newId(), own);
    expect(made).toMatchObject({ code: 'ok', body: { account: accountId, balance: { after: 197 } } });
  });

  it("a product server's key has to name it", async () => {
    const refused = await charge(newContext(), { feature: 'ai-ads', quantity: 3 });
    expect(refused).toMatchObject({ code: 'invalid_request', pointer: '/account' });
  });

  it('any other is not found, and looks like one that does not exist', async () => {
    const context = newContext();
    const [one, two] = [await newSubscriber(context), await newSubscriber(context)];
    const strange = await newSubscriber(context, { catalogId: 'ai-studios' });
    const before = await accountRows(test.owner.sql, [one.accountId, two.accountId, strange.accountId]);
    const own = { ...server, owner: { kind: 'account', accountId: one.accountId } as const };
    const refusals = [
      await charge(context, ads(two.accountId, 1), newId(), own),
      await charge(context, ads(strange.accountId, 1)),
      await charge(context, ads(newId(), 1)),
    ];
    expect(refusals[0]).toMatchObject({ code: 'not_found' });
    expect(refusals[1]).toEqual(refusals[0]);
    expect(refusals[2]).toEqual(refusals[0]);
    expect(await charge(context, ads('42', 1))).toMatchObject({ code: 'not_found' });
    expect(await accountRows(test.owner.sql, [one.accountId, two.accountId, strange.accountId])).toBe(before);
  });

  it('takes the scope generations:write', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const reader = catalogKey('captions', ['accounts:read']);
    expect(await charge(context, ads(accountId, 1), newId(), reader)).toMatchObject({ code: 'forbidden' });
    expect(await balanceOf(context, accountId)).toBe(200);
  });

  it('nobody else charges: not the signed out, not a person', async () => {
    const context = newContext();
    const { accountId, personId } = await newSubscriber(context);
    const owner = {
      kind: 'person',
      personId,
      sessionId: newId(),
      name: '',
      email: '',
      staff: 'none',
      memberships: [{ accountId, role: 'owner' }],
    } as const;
    for (const actor of [owner, { kind: 'nobody' } as const]) {
      const refused = await chargeGeneration(context, actor, ads(accountId, 1), newId());
      expect(refused).toMatchObject({ ok: false, error: { code: 'unauthenticated' } });
    }
  });
});

it('settles first: an ended grant can not pay, and its end is on record before the debit', async () => {
  const context = newContext();
  const { accountId } = await newSubscriber(context);
  await run(context, accountId, { type: 'grant', source: 'promotion', amount: 5_000_000n, expiresAt: NOW + 1000 });
  context.moveTo(NOW + 2000);
  await charge(context, ads(accountId, 1));
  const entries = await test.owner.sql`SELECT kind FROM entries WHERE account_id = ${accountId} ORDER BY seq`;
  expect(entries.map(({ kind }) => kind)).toEqual(['grant', 'grant', 'expire', 'debit']);
  expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
});
