import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '@/db/client';
import { useTestDatabase } from '@/db/testing/database';
import { keyScopes } from '@/lib/access/actor';
import type { ErrorCode } from '@/lib/errors';
import { newId } from '@/lib/ids';
import type { Context } from '@/services/context';
import { createKey } from '@/services/keys/create-key';
import { openBatcher } from '@/services/ledger/batch';
import { openLimits } from '@/services/limits/limits';
import { testContext } from '@/services/testing/context';
import { examples } from './examples';
import { handleApi } from './handle';
import { BODY_BYTES_MAX, type ApiResponse } from './http';
import { problemKinds } from './problems';
import type { Route } from './route';
import { routes } from './routes';
import { openContract } from './testing/contract';
import { exampleCall, type Asked } from './testing/example-calls';
import { namedProblems } from './testing/named-problems';

/**
 * Every route's real answers, refusals too, held against the document that clients are made from. A route without an
 * example call, or a named problem that nobody knows how to bring about, fails.
 */

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent', PUBLIC_URL: 'http://localhost:3000' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const contract = openContract();
let key: string;
let scopeless: string;

function usual(): Context {
  const context = testContext(test.db, NOW);
  return { ...context, batcher: openBatcher(context) };
}

beforeAll(async () => {
  const owner = { kind: 'catalog', catalogId: 'captions' } as const;
  key = (await createKey(usual(), { owner, scopes: [...keyScopes], name: 'Test' })).text;
  scopeless = (await createKey(usual(), { owner, scopes: [], name: 'Nothing' })).text;
});

function ask(asked: Asked, getContext: () => Promise<Context> = async () => usual()): Promise<ApiResponse> {
  const { headers, body, ...rest } = asked;
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  return handleApi(getContext, {
    ...rest,
    path: new URL(`http://any${asked.path}`).pathname,
    headers: { authorization: `Bearer ${key}`, ...headers },
    body: new TextEncoder().encode(text),
  });
}

const call = (route: Route) => exampleCall(ask, routes, route);

/** Holds an answer against the document, and says which one it was. */
function expectAsDocumented(route: Route, answer: ApiResponse, status: number, code?: ErrorCode): void {
  const found = JSON.parse(answer.text) as { code?: string };
  const what = { route: route.id, status: answer.status, code: answer.status < 400 ? undefined : found.code };
  expect(what, answer.text).toEqual({ route: route.id, status, code });
  expect(contract.complaints(route, answer), `${route.id} ${status}: ${answer.text}`).toEqual([]);
}

it('every route has an example call, and every example a route', () => {
  expect(Object.keys(examples).sort()).toEqual(routes.map(({ id }) => id).sort());
});

it('examples are what the document says of bodies', () => {
  for (const route of routes.filter(({ body }) => body)) {
    expect(contract.bodyComplaints(route, examples[route.id]!.body), route.id).toEqual([]);
    expect(contract.bodyComplaints(route, 'no object'), route.id).not.toEqual([]);
  }
});

describe.each(routes)('$id', (route) => {
  const { answer: success, idempotency, scope } = route;

  it('answers as documented, and again with the same key', async () => {
    const asked = await call(route);
    const first = await ask(asked);
    expectAsDocumented(route, first, success.status);
    if (idempotency !== 'header') return;
    const again = await ask(asked);
    if (route.problems.includes('shown_once')) return expectAsDocumented(route, again, 409, 'shown_once');
    expectAsDocumented(route, again, success.status);
    expect([again.text, again.headers['idempotent-replayed']]).toEqual([first.text, 'true']);
  });

  it('refuses who may not ask as documented', async () => {
    const asked = await call(route);
    const bearer = (text: string) => ({ ...asked, headers: { ...asked.headers, authorization: `Bearer ${text}` } });
    expectAsDocumented(route, await ask(bearer('mb_live_no')), 401, 'unauthenticated');
    if (scope) expectAsDocumented(route, await ask(bearer(scopeless)), 403, 'forbidden');
  });

  it('refuses what is not there, and what is asked in no known way, as documented', async () => {
    const asked = await call(route);
    const nowhere = route.path.replace(/\{\w+\}/g, newId());
    if (nowhere !== route.path) expectAsDocumented(route, await ask({ ...asked, path: nowhere }), 404, 'not_found');
    expectAsDocumented(route, await ask({ ...asked, method: 'DELETE' }), 405, 'method_not_allowed');
    if (route.query) expectAsDocumented(route, await ask({ ...asked, query: 'x=1' }), 400, 'invalid_request');
    if (!route.body) return;
    for (const body of ['', '{"', '[]', 'null', '{"__proto__": {}}', '{"no_such_field": 1}']) {
      expectAsDocumented(route, await ask({ ...asked, body }), 400, 'invalid_request');
    }
    const plain = { ...asked, headers: { ...asked.headers, 'content-type': 'text/plain' } };
    expectAsDocumented(route, await ask(plain), 415, 'unsupported_media_type');
    const large = ' '.repeat((route.bodyBytesMax ?? BODY_BYTES_MAX) + 1);
    expectAsDocumented(route, await ask({ ...asked, body: large }), 413, 'payload_too_large');
  });

  if (idempotency === 'header') {
    it('refuses a change without a name of its own as documented', async () => {
      const { headers, ...asked } = await call(route);
      const without = { ...asked, headers: { ...headers, 'idempotency-key': '' } };
      expectAsDocumented(route, await ask(without), 400, 'idempotency_key_missing');
      const used = await call(routes.find(({ id }) => id === 'createAccount')!);
      await ask({
        ...used,
        headers: { ...used.headers, 'idempotency-key': `used for ${route.id}`.replace(/ /g, '-') },
      });
      const reused = { ...headers, 'idempotency-key': `used-for-${route.id}` };
      expectAsDocumented(route, await ask({ ...asked, headers: reused }), 422, 'idempotency_key_reused');
    });
  }

  it('says as documented that it cannot answer now', async () => {
    const asked = await call(route);
    const limited = { ...usual(), limits: openLimits({ perKey: 1, perAccount: 1 }) };
    await ask(asked, async () => limited);
    expectAsDocumented(route, await ask(asked, async () => limited), 429, 'too_many_requests');
    const gone = { ...usual(), db: openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 }) };
    expectAsDocumented(route, await ask(asked, async () => gone), 503, 'unavailable');
    await gone.db.close();
    expectAsDocumented(route, await ask(asked, () => Promise.reject(new Error('a bug'))), 500, 'internal');
  });

  it.each(route.problems)('refuses with %s as documented', async (code) => {
    const bringAbout = namedProblems[route.id]?.[code];
    if (!bringAbout) throw new Error(`nobody knows how ${route.id} comes to ${code}: api/testing/named-problems.ts`);
    const asked = await bringAbout(await call(route), { ask, context: usual(), sql: test.owner.sql });
    const answer = await ask({ ...asked, headers: { ...asked.headers } });
    expectAsDocumented(route, answer, problemKinds[code].status, code);
  });
});

it("a batch's refused items are the problems that requests of their own would get", async () => {
  const route = routes.find(({ id }) => id === 'createGenerationBatch')!;
  const asked = await call(route);
  const [item] = (asked.body as { items: object[] }).items;
  const wrong = [{}, { quantity: 100_000 }, { feature: 'ai-things' }, { account: newId() }, { price: 0 }];
  const items = wrong.map((each, index) => ({ ...item, idempotencyKey: `wrong-${index}`, ...each }));
  const answer = await ask({ ...asked, body: { items: [...items, {}, null] } });
  expectAsDocumented(route, answer, 200);
  const { items: answers } = JSON.parse(answer.text) as { items: { status: number }[] };
  expect(answers.map(({ status }) => status)).toEqual([201, 402, 422, 404, 400, 400, 400]);
});
