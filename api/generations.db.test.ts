import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { subscribeAccount } from '@/services/accounts/subscribe-account';
import { reconcile } from '@/services/audit/reconcile';
import { accountRows } from '@/services/testing/account-rows';
import { newSubscriber, testContext } from '@/services/testing/context';
import { balanceOf, give } from '@/services/testing/credits';
import { clientOf, newClient, type Answer, type Client } from './testing/client';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);
let server: Client;

beforeAll(async () => {
  server = await newClient(newContext());
});

const ads = (quantity: number) => ({ feature: 'ai-ads', quantity });
const newAccount = async () => (await newSubscriber(newContext())).accountId;

/** Makes a generation of so many credits, which has to work. */
async function made(account: Id, more: object = {}, quantity = 40): Promise<Answer['body']> {
  const answer = await server.post('/generations', { account, ...ads(quantity), ...more });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

const held = (account: Id, more: object = {}, quantity = 40) => made(account, { mode: 'hold', ...more }, quantity);
const path = (generation: { account: string; id: string }, verb = '') =>
  `/accounts/${generation.account}/generations/${generation.id}${verb && `/${verb}`}`;

/** Asks for what is refused, and holds that nothing of the account has changed. */
async function refused(account: Id, ask: () => Promise<Answer>): Promise<Answer> {
  const before = await accountRows(test.owner.sql, [account]);
  const answer = await ask();
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(await accountRows(test.owner.sql, [account])).toBe(before);
  return answer;
}

describe('a hold', () => {
  it('reserves the credits, says when it lapses, and is captured as it was held', async () => {
    const account = await newAccount();
    const hold = await held(account);
    expect(hold).toMatchObject({
      status: 'held',
      credits: 40,
      lapsesAt: '2026-03-10T09:45:00.000Z',
      balance: { before: 200, after: 160 },
      receipt: { burns: [{ grant: 1, credits: 40, costMinor: 0 }], cost: { minor: 0 } },
    });
    const captured = await server.post(path(hold, 'capture'), {});
    expect([captured.status, captured.body]).toEqual([
      200,
      {
        id: hold.id,
        account,
        step: 'capture',
        at: '2026-03-10T09:30:00.000Z',
        credits: 40,
        burns: [{ grant: 1, credits: 40, costMinor: 0 }],
        cost: { minor: 0, currency: 'USD' },
        balance: { before: 160, after: 160 },
      },
    ]);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it.each([
    [{ credits: 25.5 }, 25.5, 174.5],
    [{ credits: 0 }, 0, 200],
    [{ credits: 55 }, 55, 145],
    [{ quantity: 12 }, 12, 188],
  ])('captured with %j charges %d', async (body, credits, after) => {
    const account = await newAccount();
    const hold = await held(account);
    const captured = await server.post(path(hold, 'capture'), body);
    expect(captured.body).toMatchObject({ credits, balance: { before: 160, after } });
    expect('price' in captured.body).toBe('quantity' in body);
    expect((await server.get(path(hold))).body).toMatchObject({ status: 'captured', held: 40, credits });
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it('is captured with what it includes, priced with model and parts', async () => {
    const account = await newAccount();
    const hold = await made(account, { mode: 'hold', feature: 'chat-based-editing', quantity: { message: 1 } });
    const captured = await server.post(path(hold, 'capture'), {
      quantity: { message: 1, action: 3 },
      includes: [{ feature: 'genai-image', model: 'photon', quantity: 2 }],
    });
    expect(captured.body).toMatchObject({ credits: 7, price: { catalog: { id: 'captions', version: 1 } } });
    expect(captured.body.price.lines).toHaveLength(3);
  });

  it('gives everything back when it is voided, and is over then', async () => {
    const account = await newAccount();
    const hold = await held(account);
    const voided = await server.post(path(hold, 'void'), {});
    expect(voided.body).toMatchObject({ step: 'void', credits: 40, balance: { before: 160, after: 200 } });
    const again = await refused(account, () => server.post(path(hold, 'capture'), {}));
    expect([again.status, again.body.code]).toEqual([409, 'hold_not_open']);
    expect((await server.post(path(hold, 'void'), {})).status).toBe(409);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it('that takes more than there is stands, and the same key works once there is enough', async () => {
    const account = await newAccount();
    const hold = await held(account, {}, 150);
    const key = newId();
    const capture = () => server.post(path(hold, 'capture'), { credits: 201 }, key);
    const short = await refused(account, capture);
    expect([short.status, short.body.code, short.body.shortfall]).toEqual([402, 'insufficient_credits', 1]);
    await give(newContext(), account, 10);
    const charged = await capture();
    expect([charged.status, charged.headers['idempotent-replayed']]).toEqual([200, undefined]);
    const replayed = await capture();
    expect([replayed.text, replayed.headers['idempotent-replayed']]).toEqual([charged.text, 'true']);
    expect(await balanceOf(newContext(), account)).toBe(9);
  });

  it('lapses by itself', async () => {
    const context = newContext();
    const account = (await newSubscriber(context)).accountId;
    const here = clientOf(context, server.key);
    const hold = (await here.post('/generations', { account, ...ads(40), mode: 'hold', lapsesInSeconds: 60 })).body;
    const balance = async () => (await here.get(`/accounts/${account}/balance`)).body;
    context.moveTo(NOW + 59_999);
    expect(await balance()).toMatchObject({ available: 160, held: 40 });
    context.moveTo(NOW + 60_000);
    const late = await here.post(path(hold, 'capture'), {});
    expect([late.status, late.body.code]).toEqual([409, 'hold_not_open']);
    expect(await balance()).toMatchObject({ available: 200, held: 0 });
    const receipt = (await here.get(path(hold))).body;
    expect(receipt).toMatchObject({ status: 'lapsed', net: { credits: 0, minor: 0 } });
    expect(receipt.steps.at(-1)).toMatchObject({ kind: 'lapse', at: '2026-03-10T09:31:00.000Z' });
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it("of a test account lapses by the account's own clock", async () => {
    const context = newContext();
    const clockAt = Date.parse('2027-01-01T00:00:00Z');
    const account = (await newSubscriber(context, { clockAt })).accountId;
    const here = clientOf(context, server.key);
    const hold = (await here.post('/generations', { account, ...ads(5), mode: 'hold' })).body;
    expect(hold.lapsesAt).toBe('2027-01-01T00:15:00.000Z');
    context.moveTo(NOW + 30 * DAY_MS);
    expect((await here.post(path(hold, 'capture'), {})).status).toBe(200);
  });

  it('may be kept for thirty days', async () => {
    const account = await newAccount();
    expect(await held(account, { lapsesInSeconds: 2_592_000 })).toMatchObject({ lapsesAt: '2026-04-09T09:30:00.000Z' });
    for (const lapsesInSeconds of [0, -1, 1.5, 2_592_001, '900', null]) {
      const body = { account, ...ads(1), mode: 'hold', lapsesInSeconds };
      const wrong = await refused(account, () => server.post('/generations', body));
      expect([wrong.status, wrong.body.pointer]).toEqual([400, '/lapsesInSeconds']);
    }
  });
});

describe('a refund', () => {
  it('gives a part and then the rest back, with its reason, and never more', async () => {
    const context = newContext();
    const account = await newAccount();
    const plan = { accountId: account, planId: 'pro', intervalId: 'month', seats: 1 };
    expect((await subscribeAccount(context, theProgram, plan)).ok).toBe(true);
    const charge = await made(account, {}, 100);
    const part = await server.post(path(charge, 'refund'), { credits: 0.000001, reason: 'quality' });
    expect(part.body).toMatchObject({ step: 'refund', credits: 0.000001, balance: { before: 300, after: 300.000001 } });
    const rest = await server.post(path(charge, 'refund'), {});
    expect(rest.body).toMatchObject({ credits: 99.999999, balance: { after: 400 } });
    const over = await refused(account, () => server.post(path(charge, 'refund'), { credits: 1 }));
    expect([over.status, over.body.code, over.body.left]).toEqual([409, 'nothing_to_refund', 0]);
    const { steps, net } = (await server.get(path(charge))).body;
    expect(steps.map((step: { refundReason: string }) => step.refundReason)).toEqual([null, 'quality', null]);
    expect(net).toEqual({ credits: 0, minor: 0 });
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it.each(['held', 'voided', 'free'])('of what is %s has nothing to give', async (status) => {
    const account = await newAccount();
    const generation =
      status === 'free' ? await made(account, { feature: 'mirage-script', quantity: 1 }) : await held(account);
    if (status === 'voided') await server.post(path(generation, 'void'), {});
    const nothing = await refused(account, () => server.post(path(generation, 'refund'), {}));
    expect([nothing.status, nothing.body.code]).toEqual([409, 'nothing_to_refund']);
  });
});

describe('fifty at once', () => {
  const verbs = ['capture', 'void', 'refund'] as const;
  const fifty = <T>(work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: 50 }, (_, index) => work(index)));

  it.each(verbs)('that want the same %s: one wins', async (verb) => {
    const account = await newAccount();
    const generation = verb === 'refund' ? await made(account) : await held(account);
    const answers = await fifty(() => server.post(path(generation, verb), {}));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    expect(await balanceOf(newContext(), account)).toBe(verb === 'capture' ? 160 : 200);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it('that want all sorts of a hold: it is captured or voided, and refunded at most once', async () => {
    const account = await newAccount();
    const hold = await held(account);
    const answers = await fifty((index) => server.post(path(hold, verbs[index % 3]!), {}));
    const won = answers.filter(({ status }) => status === 200).map(({ body }) => body.step as string);
    expect([['void'], ['capture'], ['capture', 'refund']]).toContainEqual(won.sort());
    expect(await balanceOf(newContext(), account)).toBe(won.join() === 'capture' ? 160 : 200);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it('under one key: one capture and fifty equal answers', async () => {
    const account = await newAccount();
    const hold = await held(account);
    const key = newId();
    const answers = await fifty(() => server.post(path(hold, 'capture'), { credits: 30 }, key));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers['idempotent-replayed'])).toHaveLength(1);
    const other = await refused(account, () => server.post(path(hold, 'capture'), { credits: 31 }, key));
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    // The same body for another verb, or another generation, is another request.
    expect((await server.post(path(hold, 'refund'), { credits: 30 }, key)).status).toBe(422);
    expect((await server.post(path(await held(account), 'capture'), { credits: 30 }, key)).status).toBe(422);
  });
});

describe('what the vendor keeps with it', () => {
  it('is on its receipt, and in no answer that is stored and in no entry', async () => {
    const account = await newAccount();
    const first = await made(account);
    const notes = { metadata: { job: 'Geheim 7', 'ü k': '' }, member: 'Mara Geheim', project: 'Projekt Geheim' };
    const again = await made(account, { ...notes, regenerates: first.id });
    const receipt = (await server.get(path(again))).body;
    expect(receipt).toMatchObject({ ...notes, regenerates: first.id, outcome: null, outcomeAt: null });
    expect((await server.get(path(first))).body).toMatchObject({ metadata: null, member: null, regenerates: null });
    const stored = await test.owner.sql`SELECT answer FROM idempotent_answers`;
    const entries = await test.owner.sql`SELECT to_jsonb(e)::text AS row FROM entries e WHERE account_id = ${account}`;
    const [kept] = await test.owner.sql`
      SELECT receipt::text || steps::text AS row FROM generations WHERE id = ${again.id}`;
    expect(JSON.stringify([stored, entries, kept])).not.toContain('Geheim');
    expect(again).not.toHaveProperty('metadata');
  });

  it('is part of what was asked: the same key with other texts is another request', async () => {
    const account = await newAccount();
    const key = newId();
    const body = { account, ...ads(1), metadata: { a: '1' } };
    expect((await server.post('/generations', body, key)).status).toBe(201);
    expect((await server.post('/generations', { ...body, metadata: { a: '2' } }, key)).status).toBe(422);
  });

  it('does over only what the account has', async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const foreign = await made(other);
    for (const regenerates of [foreign.id, newId(), 'x', '', foreign.id.toUpperCase()]) {
      const wrong = await refused(account, () => server.post('/generations', { account, ...ads(1), regenerates }));
      expect([wrong.status, wrong.body.code, wrong.body.pointer]).toEqual([422, 'unknown_generation', '/regenerates']);
    }
    expect((await made(account, { regenerates: null, metadata: null, member: null })).status).toBe('debited');
  });

  const many = (count: number, name = 'k') =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, 'x']));
  it.each<[string, unknown, string]>([
    ['21 texts', many(21), '/metadata'],
    ['thousands of texts', many(3_000), '/metadata'],
    ['a long name', { ['k'.repeat(41)]: 'x' }, `/metadata/${'k'.repeat(41)}`],
    ['no name', { '': 'x' }, '/metadata/'],
    ['a name with a NUL', { 'a\u0000': 'x' }, '/metadata/a\u0000'],
    ['half a character in a name', { '\ud800': 'x' }, '/metadata/\ud800'],
    ['a long text', { a: 'x'.repeat(201) }, '/metadata/a'],
    ['a number', { a: 1 }, '/metadata/a'],
    ['null', { a: null }, '/metadata/a'],
    ['an object', { a: { b: 'x' } }, '/metadata/a'],
    ['a NUL', { a: '\u0000' }, '/metadata/a'],
    ['half a character', { a: '\udc00' }, '/metadata/a'],
    ['a list', ['x'], '/metadata'],
    ['a text', 'x', '/metadata'],
    ['__proto__', JSON.parse('{"__proto__": "x"}'), '/metadata'],
  ])('is refused with %s', async (_, metadata, pointer) => {
    const account = await newAccount();
    const wrong = await refused(account, () => server.post('/generations', { account, ...ads(1), metadata }));
    expect([wrong.status, wrong.body.code, wrong.body.pointer]).toEqual([400, 'invalid_request', pointer]);
  });

  it('may be twenty texts of the greatest length, in any writing', async () => {
    const account = await newAccount();
    const names = Array.from({ length: 20 }, (_, index) => String(index).padStart(40, 'ü'));
    const metadata = Object.fromEntries(names.map((name) => [name, '👩‍🎨'.repeat(40)]));
    expect((await server.get(path(await made(account, { metadata })))).body.metadata).toEqual(metadata);
  });
});

describe('an outcome', () => {
  it('is kept with its moment, may be said again, and moves no credits', async () => {
    const context = newContext();
    const here = clientOf(context, server.key);
    const account = await newAccount();
    const charge = await made(account);
    const key = newId();
    const kept = await here.post(path(charge, 'outcome'), { outcome: 'kept' }, key);
    expect([kept.status, kept.body]).toEqual([
      200,
      { id: charge.id, account, outcome: 'kept', outcomeAt: '2026-03-10T09:30:00.000Z' },
    ]);
    context.moveTo(NOW + 1_000);
    expect((await here.post(path(charge, 'outcome'), { outcome: 'discarded' })).status).toBe(200);
    const replayed = await here.post(path(charge, 'outcome'), { outcome: 'kept' }, key);
    expect([replayed.text, replayed.headers['idempotent-replayed']]).toEqual([kept.text, 'true']);
    expect((await here.post(path(charge, 'outcome'), { outcome: 'discarded' }, key)).status).toBe(422);
    expect((await here.get(path(charge))).body).toMatchObject({
      outcome: 'discarded',
      outcomeAt: '2026-03-10T09:30:01.000Z',
    });
    expect(await balanceOf(context, account)).toBe(160);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it('needs a charge: work that is held, voided or free has none', async () => {
    const account = await newAccount();
    const [hold, gone] = [await held(account), await held(account)];
    await server.post(path(gone, 'void'), {});
    const free = await made(account, { feature: 'mirage-script', quantity: 1 });
    for (const generation of [hold, gone, free]) {
      const wrong = await refused(account, () => server.post(path(generation, 'outcome'), { outcome: 'kept' }));
      expect([wrong.status, wrong.body.code]).toEqual([409, 'change_not_possible']);
    }
    await server.post(path(hold, 'capture'), {});
    expect((await server.post(path(hold, 'outcome'), { outcome: 'kept' })).status).toBe(200);
  });

  it('fifty times at once is said by each', async () => {
    const account = await newAccount();
    const charge = await made(account);
    const said = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        server.post(path(charge, 'outcome'), { outcome: index % 2 ? 'kept' : 'discarded' }, `said-${index % 10}`),
      ),
    );
    expect(said.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  });
});

describe('whose it is', () => {
  it("another account's, and none's, is not there, whatever is asked of it", async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const [hold, foreign] = [await held(account), await held(other)];
    const strange = await newClient(newContext(), { kind: 'catalog', catalogId: 'ai-studios' });
    const own = await newClient(newContext(), { kind: 'account', accountId: other }, [
      'accounts:read',
      'generations:write',
    ]);
    const asks: [Client, { account: string; id: string }][] = [
      [server, { account, id: foreign.id }],
      [server, { account, id: newId() }],
      [server, { account, id: 'x' }],
      [server, { account, id: '%00' }],
      [server, { account, id: hold.id.toUpperCase() }],
      [server, { account: newId(), id: hold.id }],
      [server, { account: 'ext:nobody', id: hold.id }],
      [strange, hold],
      [own, hold],
    ];
    for (const [client, target] of asks) {
      for (const [verb, body] of [
        ['capture', {}],
        ['void', {}],
        ['refund', {}],
        ['outcome', { outcome: 'kept' }],
      ] as const) {
        const wrong = await refused(account, () => client.post(path(target, verb), body));
        expect([verb, wrong.status, wrong.body.code]).toEqual([verb, 404, 'not_found']);
      }
      expect((await client.get(path(target))).status).toBe(404);
    }
    expect((await own.post(path(foreign, 'void'), {})).status).toBe(200);
  });

  it('is found by the vendor’s own id of the account', async () => {
    const opened = await server.post('/accounts', { externalId: 'Kunde 7', name: 'Kunde' });
    const account = 'ext:Kunde 7';
    const hold = (await server.post('/generations', { account, ...ads(3), mode: 'hold' })).body;
    expect(hold.account).toBe(opened.body.id);
    const target = { account: encodeURIComponent(account), id: hold.id };
    const key = newId();
    const captured = await server.post(path(target, 'capture'), {}, key);
    expect(captured.body.account).toBe(opened.body.id);
    expect((await server.post(path(hold, 'capture'), {}, key)).text).toBe(captured.text);
    expect((await server.get(path(target))).body.status).toBe('captured');
  });

  it('takes the scope', async () => {
    const account = await newAccount();
    const hold = await held(account);
    const owner = { kind: 'catalog', catalogId: 'captions' } as const;
    const reader = await newClient(newContext(), owner, ['accounts:read']);
    const writer = await newClient(newContext(), owner, ['generations:write']);
    for (const verb of ['capture', 'void', 'refund', 'outcome']) {
      expect((await refused(account, () => reader.post(path(hold, verb), { outcome: 'kept' }))).status).toBe(403);
    }
    expect((await reader.get(path(hold))).status).toBe(200);
    expect((await writer.get(path(hold))).status).toBe(403);
    expect((await writer.post(path(hold, 'void'), {})).status).toBe(200);
  });
});

describe('a body that is not right is told where, and changes nothing:', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const anywhere: [string, string][] = [
    ['', '/'],
    ['{', '/'],
    ['null', '/'],
    ['[]', '/'],
    ['"x"', '/'],
    ['7', '/'],
    [deep, '/'],
    ['{"x": 1}', '/x'],
    ['{"__proto__": {"credits": 1}}', '/__proto__'],
    [`{"x": ${deep}}`, '/x'],
  ];
  const credits = ['NaN', '-1', '1e400', '9007199254740992', '0.0000001', '"1"', 'true', 'null', '[]', '{}', deep];
  const pointerOf = (value: string) => (value === 'NaN' ? '/' : '/credits');
  const cases: [verb: string, body: string, pointer: string][] = [
    ...['capture', 'void', 'refund', 'outcome'].flatMap((verb) =>
      anywhere.map(([body, pointer]): [string, string, string] => [
        verb,
        body,
        verb === 'outcome' && pointer.length > 1 ? '/outcome' : pointer,
      ]),
    ),
    ...['capture', 'refund'].flatMap((verb) =>
      credits.map((value): [string, string, string] => [verb, `{"credits": ${value}}`, pointerOf(value)]),
    ),
    ['capture', '{"credits": 1, "quantity": 1}', '/credits'],
    ['capture', '{"quantity": "1"}', '/quantity'],
    ['capture', '{"quantity": 1e400}', '/quantity'],
    ['capture', '{"quantity": {"__proto__": 1}}', '/quantity'],
    ['capture', '{"options": {"__proto__": "x"}}', '/options'],
    ['capture', '{"options": {"a": 1}}', '/options/a'],
    ['capture', '{"feature": "ai-ads"}', '/feature'],
    ['capture', `{"includes": [${'{"feature":"ai-ads"},'.repeat(100)}{"feature":"ai-ads"}]}`, '/includes'],
    ['void', '{"credits": 1}', '/credits'],
    ['refund', '{"credits": 0}', '/credits'],
    ['refund', '{"reason": "because"}', '/reason'],
    ['refund', '{"reason": null}', '/reason'],
    ['outcome', '{"outcome": "lost"}', '/outcome'],
    ['outcome', '{"outcome": "kept", "note": "x"}', '/note'],
  ];
  it.each(cases)('%s %.60s', async (verb, body, pointer) => {
    const account = await newAccount();
    const generation = verb === 'refund' || verb === 'outcome' ? await made(account) : await held(account);
    const wrong = await refused(account, () => server.post(path(generation, verb), body));
    expect([wrong.status, wrong.body.code, wrong.body.pointer]).toEqual([400, 'invalid_request', pointer]);
  });

  it.each([
    [{ quantity: -1 }, 'invalid_quantity', '/quantity'],
    [{ quantity: 2 ** 53 }, 'invalid_quantity', '/quantity'],
    [{ quantity: 1.5 }, 'invalid_quantity', '/quantity'],
    [{ options: { constructor: 'x' } }, 'invalid_option', '/options/constructor'],
    [{ includes: [ads(1)] }, 'invalid_option', '/includes'],
  ])('captured with %j, which has no price', async (body, code, pointer) => {
    const account = await newAccount();
    const hold = await held(account);
    const wrong = await refused(account, () => server.post(path(hold, 'capture'), body));
    expect([wrong.status, wrong.body.code, wrong.body.pointer]).toEqual([422, code, pointer]);
  });

  it.each<[object, string]>([
    [{ mode: 'free' }, '/mode'],
    [{ mode: null }, '/mode'],
    [{ lapsesInSeconds: 60 }, '/lapsesInSeconds'],
    [{ mode: 'debit', lapsesInSeconds: 60 }, '/lapsesInSeconds'],
    [{ member: '' }, '/member'],
    [{ member: 'a\u0000' }, '/member'],
    [{ member: 'x'.repeat(121) }, '/member'],
    [{ member: 7 }, '/member'],
    [{ regenerates: 7 }, '/regenerates'],
    [{ regenerates: 'x'.repeat(81) }, '/regenerates'],
    [{ quote: 'x' }, '/feature'],
    [{ quote: null }, '/quote'],
  ])('a generation with %j', async (more, pointer) => {
    const account = await newAccount();
    const wrong = await refused(account, () => server.post('/generations', { account, ...ads(1), ...more }));
    expect([wrong.status, wrong.body.code, wrong.body.pointer]).toEqual([400, 'invalid_request', pointer]);
  });

  it('an Idempotency-Key is needed for each change', async () => {
    const account = await newAccount();
    const hold = await held(account);
    for (const verb of ['capture', 'void', 'refund', 'outcome']) {
      const wrong = await refused(account, () => server.post(path(hold, verb), {}, ''));
      expect([wrong.status, wrong.body.code]).toEqual([400, 'idempotency_key_missing']);
    }
  });
});
