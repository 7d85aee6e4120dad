import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '@/db/client';
import { useTestDatabase } from '@/db/testing/database';
import { roles } from '@/db/roles';
import { newId, type Id } from '@/lib/ids';
import { createKey } from '@/services/keys/create-key';
import type { Context } from '@/services/context';
import { accountRows } from '@/services/testing/account-rows';
import { newSubscriber, testContext } from '@/services/testing/context';
import { balanceOf, give } from '@/services/testing/credits';
import { reconcile } from '@/services/audit/reconcile';
import { handleApi } from './handle';
import { routes } from './routes';
import { BODY_BYTES_MAX, type ApiResponse } from './http';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);
let key: string;
let readKey: string;
let writeKey: string;

beforeAll(async () => {
  const owner = { kind: 'catalog', catalogId: 'captions' } as const;
  const make = async (...scopes: ('accounts:read' | 'generations:write')[]) =>
    (await createKey(newContext(), { owner, scopes, name: 'Test' })).text;
  key = await make('accounts:read', 'generations:write');
  readKey = await make('accounts:read');
  writeKey = await make('generations:write');
});

interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string | undefined>;
  /** A text or bytes as they are; anything else as JSON. */
  body?: unknown;
}

async function send(sent: Sent, context: Context = newContext()): Promise<ApiResponse> {
  const { method = 'POST', path = '/generations', headers = {}, body } = sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return handleApi(() => Promise.resolve(context), {
    method,
    path: path.split('?')[0]!,
    query: path.split('?')[1] ?? '',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
      ...headers,
    },
    body: body instanceof Uint8Array ? body : new TextEncoder().encode(text),
  });
}

const get = (path: string, headers: Record<string, string | undefined> = {}, context?: Context) =>
  send({ method: 'GET', path, headers }, context);

/** Reads a problem document, which has to be whole. */
function problemOf(response: ApiResponse) {
  const problem = JSON.parse(response.text) as Record<string, unknown>;
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(response.headers['cache-control']).toBe('no-store');
  expect(problem).toMatchObject({ status: response.status, type: `urn:meterbook:problem:${String(problem.code)}` });
  expect(problem.title).toBeTypeOf('string');
  expect(problem.detail).toBeTypeOf('string');
  return problem;
}

async function newAccount(context: Context = newContext()): Promise<Id> {
  return (await newSubscriber(context)).accountId;
}

const ads = (account: Id, quantity: unknown = 1) => ({ account, feature: 'ai-ads', quantity });

describe('a generation', () => {
  it('is charged, answered in full, and answered again as it was', async () => {
    const account = await newAccount();
    const once = { 'idempotency-key': 'once' };
    const first = await send({ body: ads(account, 2.0), headers: once });
    expect(first).toMatchObject({
      status: 201,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    });
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    expect(JSON.parse(first.text)).toMatchObject({ account, credits: 2, balance: { before: 200, after: 198 } });
    const second = await send({ body: ads(account, 2), headers: once });
    expect(second).toEqual({ ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } });
    const third = await send({ body: ads(account, 3), headers: once });
    expect(third.status).toBe(422);
    expect(problemOf(third)).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('that costs too much is a 402 with what a client needs to go on', async () => {
    const account = await newAccount();
    const refused = await send({ body: ads(account, 201) });
    expect(refused.status).toBe(402);
    expect(problemOf(refused)).toMatchObject({
      code: 'insufficient_credits',
      needed: 201,
      available: 200,
      shortfall: 1,
      refreshesAt: null,
      nextPlan: { id: 'pro' },
    });
  });
});

it('a balance is read by its account, and follows the debits', async () => {
  const account = await newAccount();
  await send({ body: ads(account, 5) });
  const read = await get(`/accounts/${account}/balance`);
  expect(read).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  expect(JSON.parse(read.text)).toMatchObject({ account, available: 195, held: 0, plan: { id: 'free' } });
});

describe('who asks', () => {
  const wrong = [undefined, '', 'Bearer', 'Bearer mb_live_no', `Bearer mb_live_${'0'.repeat(38)}`, 'Basic YTpi'];
  it.each(wrong)('with the key %j is told so, on every route and off them', async (authorization) => {
    const account = await newAccount();
    for (const path of [...routes.map((route) => route.path.replace('{account}', account)), '/nothing', '']) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const refused = await send({ method, path, headers: { authorization }, body: ads(account) });
        expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="meterbook"']);
        expect(problemOf(refused)).toMatchObject({ code: 'unauthenticated' });
      }
    }
    expect(await balanceOf(newContext(), account)).toBe(200);
  });

  it('needs the scope of what is asked', async () => {
    const account = await newAccount();
    const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
    expect((await send({ body: ads(account), headers: bearer(readKey) })).status).toBe(403);
    expect((await get(`/accounts/${account}/balance`, bearer(writeKey))).status).toBe(403);
    expect((await send({ body: ads(account), headers: bearer(writeKey) })).status).toBe(201);
    expect((await get(`/accounts/${account}/balance`, bearer(readKey))).status).toBe(200);
  });

  it("is told of another's account what is told of none", async () => {
    const context = newContext();
    const [account, strange] = [await newAccount(), await newSubscriber(context, { catalogId: 'ai-studios' })];
    const owner = { kind: 'account', accountId: strange.accountId } as const;
    const scopes = ['accounts:read', 'generations:write'] as const;
    const { text } = await createKey(context, { owner, scopes: [...scopes], name: 'Own' });
    const own = { authorization: `Bearer ${text}` };
    const before = await accountRows(test.owner.sql, [account, strange.accountId]);
    const none = await get(`/accounts/${newId()}/balance`);
    expect(none.status).toBe(404);
    expect(await get(`/accounts/${strange.accountId}/balance`)).toEqual(none);
    expect(await get(`/accounts/${account}/balance`, own)).toEqual(none);
    const noCharge = await send({ body: ads(newId()) });
    expect(noCharge.status).toBe(404);
    expect(await send({ body: ads(strange.accountId) })).toEqual(noCharge);
    expect(await send({ body: ads(account), headers: own })).toEqual(noCharge);
    expect(await accountRows(test.owner.sql, [account, strange.accountId])).toBe(before);
  });
});

describe('what there is', () => {
  it.each(['', '/', '/nothing', '/generations/', '/generations/1', '/accounts//', '/accounts/x/y/z', '//'])(
    'is not at %j',
    async (path) => {
      const refused = await get(path);
      expect(refused.status).toBe(404);
      expect(problemOf(refused)).toMatchObject({ code: 'not_found' });
    },
  );

  it.each(['', 'x', '%', '%00', '%E0%A4%A', '..', "' OR true --", '%2e%2e%2f', 'a'.repeat(10_000), '\ud800'])(
    'is no account of the id %j',
    async (id) => {
      const refused = await get(`/accounts/${id}/balance`);
      expect(refused.status).toBe(404);
      problemOf(refused);
    },
  );

  it.each([
    ['GET', '/generations', 'POST'],
    ['DELETE', '/generations', 'POST'],
    ['post', '/generations', 'POST'],
    ['POST', `/accounts/${newId()}/balance`, 'GET'],
    ['PUT', `/accounts/${newId()}/balance`, 'GET'],
  ])('does not take %s %s', async (method, path, allow) => {
    const refused = await send({ method, path });
    expect([refused.status, refused.headers.allow]).toEqual([405, allow]);
    expect(problemOf(refused)).toMatchObject({ code: 'method_not_allowed' });
  });
});

describe('a request that is not right is told what, and changes nothing:', () => {
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  /** `$` stands for an account's id. */
  const bodies: [name: string, body: string | Uint8Array, status: number, wanted: Record<string, unknown>][] = [
    ['no body', '', 400, { code: 'invalid_request' }],
    ['half a body', '{"account": "$", "feature": "ai-ads"', 400, { code: 'invalid_request' }],
    ['no object', '"ai-ads"', 400, { code: 'invalid_request' }],
    ['null', 'null', 400, { code: 'invalid_request' }],
    ['a list', '[]', 400, { code: 'invalid_request' }],
    ['no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400, { code: 'invalid_request' }],
    ['NUL bytes', new Uint8Array(10), 400, { code: 'invalid_request' }],
    ['too much', `{"feature": "${'x'.repeat(BODY_BYTES_MAX)}"}`, 413, { code: 'payload_too_large' }],
    ['lists in lists', deep(30_000), 400, { code: 'invalid_request' }],
    ['lists in a field', `{"account": "$", "feature": ${deep(30_000)}}`, 400, { pointer: '/feature' }],
    [
      'a deep quantity',
      `{"account":"$","feature":"ai-ads","quantity":{"second":${deep(9000)}}}`,
      400,
      { pointer: '/quantity' },
    ],
    ['NaN', '{"account": "$", "feature": "ai-ads", "quantity": NaN}', 400, { code: 'invalid_request' }],
    ['1e400', '{"account": "$", "feature": "ai-ads", "quantity": 1e400}', 400, { pointer: '/quantity' }],
    ['-1e400', '{"account": "$", "feature": "ai-ads", "quantity": -1e400}', 400, { pointer: '/quantity' }],
    ['1e300', '{"account": "$", "feature": "ai-ads", "quantity": 1e300}', 422, { pointer: '/quantity' }],
    [
      'a huge number',
      '{"account": "$", "feature": "ai-ads", "quantity": 99999999999999999999}',
      422,
      { pointer: '/quantity' },
    ],
    ['a negative number', '{"account": "$", "feature": "ai-ads", "quantity": -1}', 422, { pointer: '/quantity' }],
    ['minus nothing', '{"account": "$", "feature": "ai-ads", "quantity": -0}', 422, { pointer: '/quantity' }],
    ['a fraction', '{"account": "$", "feature": "ai-ads", "quantity": 0.5}', 422, { pointer: '/quantity' }],
    ['a tiny number', '{"account": "$", "feature": "ai-ads", "quantity": 1e-9}', 422, { pointer: '/quantity' }],
    ['true', '{"account": "$", "feature": "ai-ads", "quantity": true}', 400, { pointer: '/quantity' }],
    ['no feature', '{"account": "$"}', 400, { pointer: '/feature' }],
    ['an unknown feature', '{"account": "$", "feature": "ai"}', 422, { code: 'unknown_feature', pointer: '/feature' }],
    ['a NUL in the feature', '{"account": "$", "feature": "ai-ads\\u0000"}', 422, { pointer: '/feature' }],
    ['a feature of the language', '{"account": "$", "feature": "constructor"}', 422, { pointer: '/feature' }],
    [
      'a model of the language',
      '{"account":"$","feature":"genai-image","model":"__proto__"}',
      422,
      { pointer: '/model' },
    ],
    ['an unknown field', '{"account": "$", "feature": "ai-ads", "price": 0}', 400, { pointer: '/price' }],
    [
      '__proto__',
      '{"account": "$", "feature": "ai-ads", "__proto__": {"quantity": 1}}',
      400,
      { pointer: '/__proto__' },
    ],
    [
      '__proto__ as a unit',
      '{"account":"$","feature":"ai-ads","quantity":{"second":1,"__proto__":9}}',
      400,
      { pointer: '/quantity' },
    ],
    [
      '__proto__ as an option',
      '{"account":"$","feature":"ai-ads","options":{"__proto__":"x"}}',
      400,
      { pointer: '/options' },
    ],
    [
      'constructor as an option',
      '{"account":"$","feature":"ai-ads","options":{"constructor":"x"}}',
      422,
      { pointer: '/options/constructor' },
    ],
    [
      'a NUL in the project',
      '{"account": "$", "feature": "ai-ads", "project": "\\u0000"}',
      400,
      { pointer: '/project' },
    ],
    ['half a character', '{"account": "$", "feature": "ai-ads", "project": "\\ud83d"}', 400, { pointer: '/project' }],
    ['the other half', '{"account": "$", "feature": "ai-ads", "project": "x\\udc00"}', 400, { pointer: '/project' }],
    [
      'a long project',
      `{"account": "$", "feature": "ai-ads", "project": "${'x'.repeat(121)}"}`,
      400,
      { pointer: '/project' },
    ],
    ['a project as a number', '{"account": "$", "feature": "ai-ads", "project": 7}', 400, { pointer: '/project' }],
    ['no account', '{"feature": "ai-ads"}', 400, { pointer: '/account' }],
    ['no such account', '{"account": "7", "feature": "ai-ads"}', 404, { pointer: '/account' }],
    ['an account as a list', '{"account": ["$"], "feature": "ai-ads"}', 400, { pointer: '/account' }],
    [
      'many parts',
      `{"account":"$","feature":"ai-ads","includes":[${'{"feature":"ai-ads"},'.repeat(100)}{"feature":"ai-ads"}]}`,
      400,
      { pointer: '/includes' },
    ],
    [
      'a part within a part',
      '{"account":"$","feature":"chat-based-editing","quantity":{"message":1},"includes":[{"feature":"ai-ads","includes":[]}]}',
      400,
      { pointer: '/includes/0/includes' },
    ],
    [
      'a wrong part',
      '{"account":"$","feature":"chat-based-editing","quantity":{"message":1},"includes":[{"feature":"no"}]}',
      422,
      { pointer: '/includes/0/feature' },
    ],
  ];
  it.each(bodies)('%s', async (_, body, status, wanted) => {
    const account = await newAccount();
    const before = await accountRows(test.owner.sql, [account]);
    const sent = typeof body === 'string' ? body.replace('$', account) : body;
    const refused = await send({ body: sent });
    expect(problemOf(refused)).toMatchObject(wanted);
    expect(refused.status).toBe(status);
    expect(await accountRows(test.owner.sql, [account])).toBe(before);
  });

  it.each([undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'application/json5'])(
    'sent as %j',
    async (type) => {
      const refused = await send({ body: ads(await newAccount()), headers: { 'content-type': type } });
      expect(refused.status).toBe(415);
      expect(problemOf(refused)).toMatchObject({ code: 'unsupported_media_type' });
    },
  );

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON ;charset=UTF-8'])(
    '%s is JSON',
    async (type) => {
      expect((await send({ body: ads(await newAccount()), headers: { 'content-type': type } })).status).toBe(201);
    },
  );

  it.each([
    [undefined, 'idempotency_key_missing'],
    ['', 'idempotency_key_missing'],
    ['   ', 'idempotency_key_missing'],
    ['two words', 'invalid_request'],
    ['x'.repeat(256), 'invalid_request'],
    ['schlüssel', 'invalid_request'],
    ['a\u0000b', 'invalid_request'],
    ['a, b', 'invalid_request'],
  ])('with the Idempotency-Key %j', async (name, code) => {
    const account = await newAccount();
    const refused = await send({ body: ads(account), headers: { 'idempotency-key': name } });
    expect(refused.status).toBe(400);
    const problem = problemOf(refused);
    expect(problem.code).toBe(code);
    expect(problem.detail).toContain('Idempotency-Key');
    expect(await balanceOf(newContext(), account)).toBe(200);
  });

  it('a body of exactly the largest size is still read', async () => {
    const body = JSON.stringify(ads(await newAccount())).padEnd(BODY_BYTES_MAX, ' ');
    expect((await send({ body })).status).toBe(201);
    expect((await send({ body: `${body} ` })).status).toBe(413);
  });
});

it('an error that nobody expected is a 500 that says nothing of itself', async () => {
  const broken = { ...newContext(), catalogs: undefined } as unknown as Context;
  const failed = await send({ body: ads(await newAccount()) }, broken);
  expect(failed.status).toBe(500);
  expect(problemOf(failed)).toMatchObject({ code: 'internal' });
  expect(failed.text).not.toMatch(/undefined|TypeError|\.ts/);
});

describe('while the database is away', () => {
  /** Fails the test where an answer does not come. */
  function inTime<T>(work: Promise<T>): Promise<T> {
    return Promise.race([
      work,
      new Promise<T>((_, reject) => setTimeout(() => reject(new Error('no answer in 12 seconds')), 12_000).unref()),
    ]);
  }

  it('every request is told to come again, in time', async () => {
    const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 3 });
    const context: Context = { ...newContext(), db: gone };
    const answers = await inTime(
      Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          index % 2 === 0 ? send({ body: ads(newId()) }, context) : get(`/accounts/${newId()}/balance`, {}, context),
        ),
      ),
    );
    for (const answer of answers) {
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
      expect(problemOf(answer)).toMatchObject({ code: 'unavailable' });
    }
    await gone.close();
  });

  it('so is the first request of a process that never reached it', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const answer = await handleApi(() => Promise.reject(away), {
      method: 'GET',
      path: '/accounts/x/balance',
      query: '',
      headers: {},
      body: new Uint8Array(),
    });
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  });

  it('a kill of every connection, again and again, loses no answered debit and makes none twice', async () => {
    const db = openDatabase(test.url, { role: roles.app, max: 8 });
    const context: Context = { ...newContext(), db };
    const account = await newAccount();
    await give(newContext(), account, 1000);
    const statuses = new Set<number>();
    let kills = 0;
    let charging = true;

    const charges = Promise.all(
      Array.from({ length: 120 }, async (_, index) => {
        const sent = { body: ads(account, 3), headers: { 'idempotency-key': `kill-${index}` } };
        for (;;) {
          const answer = await inTime(send(sent, context));
          statuses.add(answer.status);
          if (answer.status === 201) return answer;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }),
    ).finally(() => (charging = false));
    while (charging) {
      const killed = await test.owner.sql`
        SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'meterbook'
          AND state <> 'idle' AND query NOT LIKE '%pg_terminate_backend%'`;
      kills += killed[0]!.count as number;
      await new Promise((resolve) => setTimeout(resolve, kills > 40 ? 1000 : 30));
    }
    const answers = await charges;
    expect(kills).toBeGreaterThan(5);
    expect([...statuses].sort()).toEqual([201, 503]);
    expect(answers).toHaveLength(120);
    expect(await balanceOf(newContext(), account)).toBe(1200 - 360);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
    await db.close();
  });
});
