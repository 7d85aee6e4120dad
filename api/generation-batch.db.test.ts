import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '@/db/client';
import { useTestDatabase } from '@/db/testing/database';
import { newId, type Id } from '@/lib/ids';
import { reconcile } from '@/services/audit/reconcile';
import type { Context } from '@/services/context';
import { openBatcher } from '@/services/ledger/batch';
import { accountRows } from '@/services/testing/account-rows';
import { newSubscriber, testContext } from '@/services/testing/context';
import { balanceOf, give } from '@/services/testing/credits';
import { clientOf, newClient, type Answer, type Client } from './testing/client';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const PATH = '/generations/batch';
const test = useTestDatabase();
let context: Context;
let server: Client;

beforeAll(async () => {
  const usual = testContext(test.db, NOW);
  context = { ...usual, batcher: openBatcher(usual) };
  server = await newClient(context);
});

const newAccount = async () => (await newSubscriber(context)).accountId;
const ads = (account: Id, quantity: number, more: object = {}) => ({ account, feature: 'ai-ads', quantity, ...more });
const keyed = (item: object, idempotencyKey: string = newId()) => ({ idempotencyKey, ...item });
const batch = (...items: unknown[]) => server.post(PATH, { items });
const statuses = (answer: Answer) => answer.body.items.map(({ status }: { status: number }) => status);

/** What a generation left behind, but for its id and what hangs on that. */
async function entriesOf(account: Id) {
  return test.owner.sql`
    SELECT e.seq, e.at, e.kind, e.reason, e.grant_id, e.from_place, e.to_place, e.amount, e.balance_after, e.feature,
      e.model, g.receipt, g.steps, g.project, g.member, g.metadata
    FROM entries e LEFT JOIN generations g ON g.account_id = e.account_id AND g.id = e.generation_id
    WHERE e.account_id = ${account} ORDER BY e.seq`;
}

describe('a batch', () => {
  it('is answered item by item, in order, and a bad one does not touch the others', async () => {
    const [one, two] = [await newAccount(), await newAccount()];
    const answer = await batch(
      keyed(ads(one, 40)),
      keyed(ads(one, 1, { feature: 'ai-adds' })),
      keyed(ads(two, 201)),
      keyed(ads(two, 5, { mode: 'hold' })),
      keyed(ads(newId(), 1)),
      ads(one, 1),
      7,
      keyed(ads(one, 1, { price: 0 })),
      keyed(ads(one, 1), 'two words'),
      keyed({ account: one, feature: 'mirage-script' }),
    );
    expect([answer.status, statuses(answer)]).toEqual([200, [201, 422, 402, 201, 404, 400, 400, 400, 400, 201]]);
    const bodies = answer.body.items.map(({ body }: { body: unknown }) => body);
    expect(bodies).toMatchObject([
      { account: one, status: 'debited', credits: 40, balance: { before: 200, after: 160 } },
      { code: 'unknown_feature', pointer: '/feature' },
      { code: 'insufficient_credits', shortfall: 1 },
      { account: two, status: 'held', lapsesAt: '2026-03-10T09:45:00.000Z' },
      { code: 'not_found', pointer: '/account' },
      { code: 'idempotency_key_missing', pointer: '/idempotencyKey' },
      { code: 'invalid_request', pointer: '/' },
      { code: 'invalid_request', pointer: '/price' },
      { code: 'invalid_request', pointer: '/idempotencyKey' },
      { status: 'free', credits: 0 },
    ]);
    expect(await reconcile(test.owner.sql, [one, two])).toEqual([]);
  });

  it('says of each what a request of its own says, to the letter', async () => {
    const account = await newAccount();
    const good = ads(account, 3, { project: 'p' });
    const bad = ads(account, 500);
    const alone = [await server.post('/generations', good, 'alone-1'), await server.post('/generations', bad)];
    const together = await batch(keyed(good, 'alone-1'), keyed(bad));
    const [first, second] = alone.map(({ text }) => text);
    expect(together.text).toBe(
      `{"items":[{"status":201,"body":${first},"idempotentReplayed":true},{"status":402,"body":${second},"idempotentReplayed":false}]}`,
    );
    // The other way round too: an item that was lost sight of can be asked for by itself.
    const made = await batch(keyed(good, 'batched-1'));
    const again = await server.post('/generations', good, 'batched-1');
    expect([again.headers['idempotent-replayed'], again.body]).toEqual(['true', made.body.items[0].body]);
  });

  it('leaves the same entries as its items one by one', async () => {
    const [one, two] = [await newAccount(), await newAccount()];
    await Promise.all([one, two].map((account) => give(context, account, 7, NOW + 1_000)));
    const items = (account: Id) => [
      ads(account, 5, { project: 'p', member: 'm', metadata: { a: 'b' } }),
      ads(account, 500),
      ads(account, 9, { mode: 'hold' }),
      { account, feature: 'mirage-script' },
      { account, feature: 'genai-image', model: 'photon', quantity: 2 },
      ads(account, 300),
    ];
    const together = await batch(...items(one).map((item) => keyed(item)));
    const alone: number[] = [];
    for (const item of items(two)) alone.push((await server.post('/generations', item)).status);
    expect(statuses(together)).toEqual(alone);
    expect(await entriesOf(one)).toEqual(await entriesOf(two));
    expect(await reconcile(test.owner.sql, [one, two])).toEqual([]);
  });

  it('with one key twice is a request and its repetition, or its misuse', async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const twice = await batch(
      keyed(ads(account, 5), 'twice'),
      keyed(ads(account, 5), 'twice'),
      keyed(ads(account, 6), 'twice'),
    );
    expect(statuses(twice)).toEqual([201, 201, 422]);
    const [first, second, third] = twice.body.items;
    expect([first.idempotentReplayed, second.idempotentReplayed]).toEqual([false, true]);
    expect(second.body).toEqual(first.body);
    expect(third.body.code).toBe('idempotency_key_reused');
    expect(await balanceOf(context, account)).toBe(195);
    // Of two accounts, which may be in two transactions: one of them has the name.
    const apart = await batch(
      ...Array.from({ length: 6 }, () => keyed(ads(other, 5), 'apart')),
      keyed(ads(account, 5), 'apart'),
    );
    expect(statuses(apart).filter((status: number) => status === 422).length).toBeGreaterThan(0);
    expect((await balanceOf(context, account)) + (await balanceOf(context, other))).toBe(390);
    expect(await reconcile(test.owner.sql, [account, other])).toEqual([]);
  });

  it('of a thousand for ten accounts is done at once, and again for nothing', async () => {
    const accounts = await Promise.all(Array.from({ length: 10 }, newAccount));
    let transactions = 0;
    context.batcher!.watch(() => (transactions += 1));
    const items = Array.from({ length: 1_000 }, (_, index) => keyed(ads(accounts[index % 10]!, 2)));
    const first = await batch(...items);
    context.batcher!.watch(() => undefined);
    expect(statuses(first).every((status: number) => status === 201)).toBe(true);
    // 256 items a transaction, and up to three at once.
    expect(transactions).toBeLessThanOrEqual(6);
    const second = await batch(...items);
    expect(second.body.items.every((item: { idempotentReplayed: boolean }) => item.idempotentReplayed)).toBe(true);
    expect(second.text.replaceAll('"idempotentReplayed":true', '"idempotentReplayed":false')).toBe(first.text);
    for (const account of accounts) expect(await balanceOf(context, account)).toBe(0);
    expect(await reconcile(test.owner.sql, accounts)).toEqual([]);
  });

  it("does not reach other catalogs' accounts, nor without the scope", async () => {
    const [account, strange] = [
      await newAccount(),
      (await newSubscriber(context, { catalogId: 'ai-studios' })).accountId,
    ];
    expect(statuses(await batch(keyed(ads(strange, 1)), keyed(ads(account, 1))))).toEqual([404, 201]);
    const reader = await newClient(context, { kind: 'catalog', catalogId: 'captions' }, ['accounts:read']);
    const refused = await reader.post(PATH, { items: [keyed(ads(account, 1))] });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    const own = await newClient(context, { kind: 'account', accountId: account }, ['generations:write']);
    const answer = await own.post(PATH, { items: [keyed({ feature: 'ai-ads', quantity: 1 })] });
    expect(answer.body.items[0]).toMatchObject({ status: 201, body: { account } });
  });

  it('knows accounts by the vendor’s own ids, and what its items do over', async () => {
    const { body } = await server.post('/accounts', { externalId: 'batch 1', name: 'B' });
    await give(context, body.id, 50);
    const first = await batch(keyed(ads('ext:batch 1', 1)), keyed(ads('ext:none', 1)), keyed(ads(body.id, 1)));
    expect(statuses(first)).toEqual([201, 404, 201]);
    const regenerates = first.body.items[0].body.id;
    const foreign = await newAccount();
    const again = await batch(keyed(ads('ext:batch 1', 1, { regenerates })), keyed(ads(foreign, 1, { regenerates })));
    expect(statuses(again)).toEqual([201, 422]);
    expect(again.body.items[1].body).toMatchObject({ code: 'unknown_generation', pointer: '/regenerates' });
  });

  it('says of each item that the ledger can not be reached, where it is lost on the way', async () => {
    const account = await newAccount();
    const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
    const lost = { ...context, batcher: openBatcher({ ...context, db: gone }) };
    const answer = await clientOf(lost, server.key).post(PATH, { items: [keyed(ads(account, 1)), 7] });
    expect(answer.body.items).toMatchObject([
      { status: 503, body: { code: 'unavailable', retryAfterSeconds: 1 }, idempotentReplayed: false },
      { status: 400, body: { code: 'invalid_request' } },
    ]);
    await gone.close();
  });
});

describe('what is no batch changes nothing:', () => {
  const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`;
  it.each<[string, string, number, string | undefined]>([
    ['no body', '', 400, '/'],
    ['a list', '[]', 400, '/'],
    ['null', 'null', 400, '/'],
    ['nothing', '{}', 400, '/items'],
    ['no items', '{"items": []}', 400, '/items'],
    ['items that are no list', '{"items": {"0": {}}}', 400, '/items'],
    ['1,001 items', `{"items": [${'{},'.repeat(1_000)}{}]}`, 400, '/items'],
    ['an unknown field', '{"items": [{}], "account": "x"}', 400, '/account'],
    ['__proto__', '{"items": [{}], "__proto__": {}}', 400, '/__proto__'],
    ['depth', `{"items": ${deep}}`, 200, undefined],
    ['more than a megabyte', `{"items": [{"x": "${'x'.repeat(1024 * 1024)}"}]}`, 413, undefined],
  ])('%s', async (_, body, status, pointer) => {
    const account = await newAccount();
    const before = await accountRows(test.owner.sql, [account]);
    const answer = await server.post(PATH, body);
    expect([answer.status, answer.body.pointer]).toEqual([status, pointer]);
    // A list of one item, which is itself no more than lists in lists, is refused as an item.
    if (status === 200) expect(statuses(answer)).toEqual([400]);
    expect(await accountRows(test.owner.sql, [account])).toBe(before);
  });

  it('a megabyte is read to the last byte', async () => {
    const account = await newAccount();
    const body = JSON.stringify({ items: [keyed(ads(account, 1))] });
    expect((await server.post(PATH, body.padEnd(1024 * 1024))).status).toBe(200);
    expect((await server.post(PATH, body.padEnd(1024 * 1024 + 1))).status).toBe(413);
  });

  it.each([
    '{"__proto__": {"feature": "ai-ads"}}',
    '{"idempotencyKey": {}}',
    '{"idempotencyKey": ""}',
    '[]',
    '"x"',
    'null',
  ])('the item %s', async (item) => {
    const answer = await server.post(PATH, `{"items": [${item}]}`);
    expect([answer.status, statuses(answer)]).toEqual([200, [400]]);
  });
});
