import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { catalogBook } from '@/lib/catalog/catalogs';
import type { Catalog } from '@/lib/catalog/schema';
import { credits } from '@/lib/credits';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { moveClock } from '@/services/accounts/move-clock';
import { subscribeAccount } from '@/services/accounts/subscribe-account';
import { reconcile } from '@/services/audit/reconcile';
import { secretsFrom } from '@/services/secrets';
import { accountRows } from '@/services/testing/account-rows';
import { newSubscriber, shippedCatalogs, testContext } from '@/services/testing/context';
import { balanceOf, give, run } from '@/services/testing/credits';
import { clientOf, newClient, type Answer, type Client } from './testing/client';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const CHANGE = NOW + 5 * 60_000;
const test = useTestDatabase();
let server: Client;

beforeAll(async () => {
  server = await newClient(testContext(test.db, NOW));
});

const ads = (quantity: number) => ({ feature: 'ai-ads', quantity });

/** Captions, and from CHANGE on a version in which AI Ads cost the double and a script is not sold any more. */
function twoVersions(change: (first: Catalog) => Partial<Catalog> = () => ({})) {
  const shipped = shippedCatalogs().latest('captions')!;
  const first = { ...shipped, ...change(shipped) };
  const dearer = { type: 'perUnit', unit: 'second', credits: credits(2), fractions: false } as const;
  const features = first.features
    .filter(({ id }) => id !== 'mirage-script')
    .map((each) => (each.id === 'ai-ads' ? { ...each, price: dearer } : each));
  return catalogBook([first, { ...first, version: first.version + 1, effectiveAt: CHANGE, features }]);
}

/** A client, the clock that it lives by, and an account with the 200 of the free plan. */
async function newPlace(catalogs = shippedCatalogs()) {
  const context = { ...testContext(test.db, NOW), catalogs };
  const account = (await newSubscriber(context)).accountId;
  const client = clientOf(context, server.key);
  const quotes = (items: object[]) => client.post('/quotes', { account, items }, '');
  const quoteOf = async (item: object) => (await quotes([item])).body.items[0];
  const charge = (quote: string, more: object = {}, key?: string) =>
    client.post('/generations', { account, quote, ...more }, key);
  return { context, account, client, quotes, quoteOf, charge };
}

/** Asks for what is refused, and holds that nothing of the account has changed. */
async function expectRefused(account: Id, ask: () => Promise<Answer>, status: number, wanted: object) {
  const before = await accountRows(test.owner.sql, [account]);
  const answer = await ask();
  expect(answer.body).toMatchObject(wanted);
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(await accountRows(test.owner.sql, [account])).toBe(before);
}

describe('a quote', () => {
  it('says what it costs, what would pay, what that had cost, and changes nothing', async () => {
    const { context, account, quotes } = await newPlace();
    const plan = { accountId: account, planId: 'pro', intervalId: 'month', seats: 1 };
    expect((await subscribeAccount(context, theProgram, plan)).ok).toBe(true);
    const before = await accountRows(test.owner.sql, [account]);
    const answer = await quotes([{ ...ads(250), member: 'mara' }]);
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        account,
        asOf: '2026-03-10T09:30:00.001Z',
        spendable: 400,
        items: [
          {
            feature: 'ai-ads',
            model: null,
            credits: 250,
            catalog: { id: 'captions', version: 1 },
            formula: '1 × 250 seconds = 250',
            lines: [expect.objectContaining({ feature: 'ai-ads', unit: 'second', quantity: 250, credits: 250 })],
            quote: expect.stringMatching(/^[\w-]+\.[\w-]{43}$/),
            expiresAt: '2026-03-10T09:40:00.001Z',
            burns: [
              { grant: 2, credits: 200, costMinor: 999 },
              { grant: 1, credits: 50, costMinor: 0 },
            ],
            sufficient: true,
            refusal: null,
            alternatives: [],
          },
        ],
        total: { credits: 250, sufficient: true, refusal: null },
      },
    ]);
    expect(await accountRows(test.owner.sql, [account])).toBe(before);
  });

  it('is charged as it says, from the grants that it says', async () => {
    const { account, client, quoteOf, charge } = await newPlace();
    const quoted = await quoteOf({ feature: 'chat-based-editing', quantity: { message: 1, action: 3 } });
    const made = await charge(quoted.quote, { project: 'p' });
    expect(made.body).toMatchObject({ status: 'debited', feature: 'chat-based-editing', credits: quoted.credits });
    const { receipt } = made.body;
    expect([receipt.burns, receipt.lines, receipt.formula]).toEqual([quoted.burns, quoted.lines, quoted.formula]);
    const held = await charge(quoted.quote, { mode: 'hold' });
    expect(held.body).toMatchObject({ status: 'held', credits: quoted.credits });
    const path = `/accounts/${account}/generations/${held.body.id}`;
    expect((await client.post(`${path}/capture`, { quantity: { message: 2 } })).body.credits).toBe(4);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it('names what is missing, as the charge itself would', async () => {
    const { account, client, quotes } = await newPlace();
    const { items, total } = (await quotes([ads(201)])).body;
    const { body: problem } = await client.post('/generations', { account, ...ads(201) });
    const { code, detail, needed, available, shortfall, nextPlan, refreshesAt } = problem;
    expect(items[0].refusal).toMatchObject({ code, detail, needed, available, shortfall, nextPlan, refreshesAt });
    expect([items[0].sufficient, shortfall, total.refusal.item]).toEqual([false, 1, 0]);
    expect(items[0].burns).toEqual([{ grant: 1, credits: 200, costMinor: 0 }]);
  });

  it('knows limits of members', async () => {
    const { context, account, quotes } = await newPlace();
    const scope = { type: 'member', member: 'mara' } as const;
    await run(context, account, { type: 'setCap', scope, per: 'day', limit: credits(10) });
    const items = [
      ads(11),
      { ...ads(11), member: 'mara' },
      { ...ads(6), member: 'mara' },
      { ...ads(6), member: 'mara' },
    ];
    const { body } = await quotes(items);
    expect(body.items.map((item: { sufficient: boolean }) => item.sufficient)).toEqual([true, false, true, true]);
    expect(body.items[1].refusal.code).toBe('cap_reached');
    expect((await quotes(items.slice(2))).body.total).toMatchObject({
      credits: 12,
      sufficient: false,
      refusal: { item: 1, code: 'cap_reached' },
    });
  });

  it('adds its items up one after the other', async () => {
    const { quotes } = await newPlace();
    const { items, total } = (await quotes([ads(120), ads(90), ads(80)])).body;
    expect(items.map((item: { sufficient: boolean }) => item.sufficient)).toEqual([true, true, true]);
    expect(total).toMatchObject({ credits: 290, sufficient: false, refusal: { item: 1, shortfall: 10 } });
    expect((await quotes([ads(120), ads(80)])).body.total).toEqual({ credits: 200, sufficient: true, refusal: null });
  });

  it("names the feature's cheaper models, the cheapest first", async () => {
    const { quotes, client, account } = await newPlace();
    const asked = { feature: 'genai-image', model: 'gpt-4o-image', quantity: 4 };
    const { items } = (await quotes([asked])).body;
    const { credits: own, alternatives } = items[0];
    const prices = alternatives.map((each: { credits: number }) => each.credits);
    expect(own).toBe(12);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(prices.every((price: number) => price < own)).toBe(true);
    expect(alternatives).toContainEqual({
      model: 'photon',
      name: expect.any(String),
      credits: 4,
      formula: '1 × 4 images = 4',
    });
    const cheapest = { ...asked, model: alternatives[0].model };
    expect((await client.post('/generations', { account, ...cheapest })).body.credits).toBe(prices[0]);
    expect((await quotes([cheapest])).body.items[0].alternatives).toEqual([]);
  });

  it("is by a test account's own clock", async () => {
    const context = testContext(test.db, NOW);
    const clockAt = Date.parse('2027-01-01T00:00:00Z');
    const account = (await newSubscriber(context, { clockAt })).accountId;
    const client = clientOf(context, server.key);
    const { items } = (await client.post('/quotes', { account, items: [ads(1)] })).body;
    expect(items[0].expiresAt).toBe('2027-01-01T00:10:00.000Z');
    context.moveTo(NOW + 400 * DAY_MS);
    expect((await client.post('/generations', { account, quote: items[0].quote })).status).toBe(201);
    expect((await moveClock(context, theProgram, { accountId: account, to: clockAt + 10 * 60_000 })).ok).toBe(true);
    expect((await client.post('/generations', { account, quote: items[0].quote })).body.code).toBe('quote_lapsed');
  });
});

describe('what a quote binds', () => {
  it('is the price of its version, even where the next has begun', async () => {
    const { context, account, client, quoteOf, charge } = await newPlace(twoVersions());
    const [old, script] = [await quoteOf(ads(10)), await quoteOf({ feature: 'mirage-script' })];
    context.moveTo(CHANGE);
    expect((await quoteOf(ads(10))).credits).toBe(20);
    expect((await client.post('/generations', { account, ...ads(10) })).body.credits).toBe(20);
    const made = await charge(old.quote);
    expect(made.body).toMatchObject({ credits: 10, receipt: { catalog: { id: 'captions', version: 1 } } });
    expect((await charge(script.quote)).body).toMatchObject({ status: 'free', feature: 'mirage-script' });
    // A hold by it is captured by the price that held it, whichever is in force by then.
    const hold = (await charge(old.quote, { mode: 'hold' })).body;
    const captured = await client.post(`/accounts/${account}/generations/${hold.id}/capture`, { quantity: 12 });
    expect(captured.body).toMatchObject({ credits: 12, price: { catalog: { version: 1 } } });
    expect((await client.get(`/accounts/${account}/generations/${made.body.id}`)).body.catalog.version).toBe(1);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it('holds for ten minutes, and what was charged by it is answered for ever', async () => {
    const { context, account, quoteOf, charge } = await newPlace();
    const { quote } = await quoteOf(ads(10));
    context.moveTo(NOW + 10 * 60_000 - 1);
    const made = await charge(quote, {}, 'by-quote');
    expect(made.status).toBe(201);
    context.moveTo(NOW + 10 * 60_000);
    await expectRefused(account, () => charge(quote), 422, {
      code: 'quote_lapsed',
      pointer: '/quote',
      expiresAt: '2026-03-10T09:40:00.000Z',
    });
    const again = await charge(quote, {}, 'by-quote');
    expect([again.text, again.headers['idempotent-replayed']]).toEqual([made.text, 'true']);
  });

  it('is for its account and its member', async () => {
    const [one, two] = [await newPlace(), await newPlace()];
    const { quote } = await one.quoteOf({ ...ads(10), member: 'mara' });
    const anyone = (await one.quoteOf(ads(10))).quote;
    await expectRefused(two.account, () => two.charge(quote), 422, { code: 'quote_not_valid', pointer: '/quote' });
    for (const [text, member] of [
      [quote, 'ben'],
      [anyone, 'mara'],
    ] as const) {
      const wanted = { code: 'quote_not_valid', pointer: '/member' };
      await expectRefused(one.account, () => one.charge(text, { member }), 422, wanted);
    }
    for (const more of [{}, { member: 'mara' }]) {
      const { body } = await one.charge(quote, more);
      const [row] = await test.owner.sql`SELECT member FROM generations WHERE id = ${body.id}`;
      expect(row!.member).toBe('mara');
    }
  });

  it('is signed: what was changed, made up, or signed elsewhere is none', async () => {
    const { context, account, quoteOf, charge } = await newPlace();
    const { quote } = await quoteOf(ads(100));
    const [bound, signature] = quote.split('.');
    const work = JSON.parse(Buffer.from(bound, 'base64url').toString());
    const cheaper = Buffer.from(JSON.stringify({ ...work, request: ads(1) })).toString('base64url');
    const elsewhere = clientOf({ ...context, secrets: secretsFrom('another secret') }, server.key);
    const foreign = (await elsewhere.post('/quotes', { account, items: [ads(100)] })).body.items[0].quote;
    const texts = [
      `${cheaper}.${signature}`,
      bound,
      `${bound}.`,
      `.${signature}`,
      `${quote}x`,
      ` ${quote}`,
      foreign,
      'x',
    ];
    for (const text of texts) {
      await expectRefused(account, () => charge(text), 422, { code: 'quote_not_valid', pointer: '/quote' });
    }
    for (const text of ['', 7, {}, 'x'.repeat(32_769)]) {
      const ask = () => charge(text as string);
      await expectRefused(account, ask, 400, { code: 'invalid_request', pointer: '/quote' });
    }
    const both = { code: 'invalid_request', pointer: '/feature' };
    await expectRefused(account, () => charge(quote, ads(1)), 400, both);
    expect((await charge(quote)).status).toBe(201);
  });

  it('counts what is free when it is charged', async () => {
    const free = twoVersions(({ features }) => ({
      features: features.map((each) =>
        each.id === 'ai-ads' ? { ...each, firstFree: { units: 10, per: 'period' as const } } : each,
      ),
    }));
    const { context, account, quotes, quoteOf, charge } = await newPlace(free);
    const quoted = await quoteOf(ads(8));
    expect(quoted).toMatchObject({ credits: 0, sufficient: true, burns: [] });
    // Each by itself is free; one after the other they are not.
    expect((await quotes([ads(8), ads(8)])).body).toMatchObject({
      items: [{ credits: 0 }, { credits: 0 }],
      total: { credits: 6 },
    });
    expect((await charge(quoted.quote)).body).toMatchObject({ status: 'free' });
    // Two are left, and the price of the rest is that of the quote's version.
    context.moveTo(CHANGE);
    expect((await charge(quoted.quote)).body).toMatchObject({ credits: 6 });
    expect(await balanceOf(context, account)).toBe(194);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });
});

describe('whose quotes', () => {
  it("another catalog's account is not there; an account's own key need not name it", async () => {
    const { context, account } = await newPlace();
    const strange = await newSubscriber(context, { catalogId: 'ai-studios' });
    for (const named of [strange.accountId, newId(), 'x', 'ext:none']) {
      const refused = await server.post('/quotes', { account: named, items: [ads(1)] });
      expect([refused.status, refused.body.code, refused.body.pointer]).toEqual([404, 'not_found', '/account']);
    }
    const own = await newClient(context, { kind: 'account', accountId: account }, ['generations:write']);
    expect((await own.post('/quotes', { items: [ads(1)] })).body.account).toBe(account);
    const unnamed = await server.post('/quotes', { items: [ads(1)] });
    expect([unnamed.status, unnamed.body.pointer]).toEqual([400, '/account']);
    const reader = await newClient(context, { kind: 'catalog', catalogId: 'captions' }, ['accounts:read']);
    expect((await reader.post('/quotes', { account, items: [ads(1)] })).status).toBe(403);
  });

  it('settles first: what has ended pays for nothing', async () => {
    const { context, account, quotes } = await newPlace();
    await give(context, account, 50, NOW + 1_000);
    expect((await quotes([ads(201)])).body.items[0].sufficient).toBe(true);
    context.moveTo(NOW + 1_000);
    expect((await quotes([ads(201)])).body.items[0]).toMatchObject({ sufficient: false, refusal: { shortfall: 1 } });
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });
});

describe('a request for quotes that is not right is told where:', () => {
  const item = '{"feature": "ai-ads"}';
  const parts = (count: number) => Array.from({ length: count }, () => '{"feature": "ai-ads"}').join();
  const cases: [name: string, body: string, status: number, pointer: string][] = [
    ['no body', '', 400, '/'],
    ['a list', '[]', 400, '/'],
    ['no items', '{"account": "$"}', 400, '/items'],
    ['an empty list', '{"account": "$", "items": []}', 400, '/items'],
    ['51 items', `{"account": "$", "items": [${parts(51)}]}`, 400, '/items'],
    ['an item that is none', `{"account": "$", "items": [${item}, 7]}`, 400, '/items/1'],
    ['no feature', '{"account": "$", "items": [{}]}', 400, '/items/0/feature'],
    ['an unknown feature', `{"account": "$", "items": [${item}, {"feature": "x"}]}`, 422, '/items/1/feature'],
    ['a missing model', '{"account": "$", "items": [{"feature": "genai-image"}]}', 422, '/items/0/model'],
    ['an unknown field', '{"account": "$", "items": [{"feature": "ai-ads", "mode": "hold"}]}', 400, '/items/0/mode'],
    ['__proto__', '{"account": "$", "items": [{"feature": "ai-ads", "__proto__": {}}]}', 400, '/items/0/__proto__'],
    ['no number', '{"account": "$", "items": [{"feature": "ai-ads", "quantity": NaN}]}', 400, '/'],
    ['-1', '{"account": "$", "items": [{"feature": "ai-ads", "quantity": -1}]}', 422, '/items/0/quantity'],
    ['1e400', '{"account": "$", "items": [{"feature": "ai-ads", "quantity": 1e400}]}', 400, '/items/0/quantity'],
    [
      '2^53',
      '{"account": "$", "items": [{"feature": "ai-ads", "quantity": 9007199254740992}]}',
      422,
      '/items/0/quantity',
    ],
    ['a NUL', '{"account": "$", "items": [{"feature": "ai-ads", "member": "\\u0000"}]}', 400, '/items/0/member'],
    [
      'half a character',
      '{"account": "$", "items": [{"feature": "ai-ads", "member": "\\ud800"}]}',
      400,
      '/items/0/member',
    ],
    ['depth', `{"account": "$", "items": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400, '/items/0'],
    [
      'more than can be counted, together',
      `{"account": "$", "items": [${Array.from({ length: 30 }, () => '{"feature": "ai-twin-creation", "quantity": 1000000}').join()}]}`,
      422,
      '/items',
    ],
  ];
  it.each(cases)('%s', async (_, body, status, pointer) => {
    const { account, client } = await newPlace();
    const ask = () => client.post('/quotes', body.replace('$', account));
    await expectRefused(account, ask, status, { pointer });
  });

  it('fifty items, and one with a hundred parts, are priced and bound', async () => {
    const { quotes, quoteOf, charge } = await newPlace();
    expect((await quotes(Array.from({ length: 50 }, () => ads(1)))).body.items).toHaveLength(50);
    const includes = Array.from({ length: 100 }, () => ({ feature: 'genai-image', model: 'photon', quantity: 1 }));
    const quoted = await quoteOf({ feature: 'chat-based-editing', quantity: { message: 1 }, includes });
    expect((await charge(quoted.quote)).body.credits).toBe(102);
  });
});
