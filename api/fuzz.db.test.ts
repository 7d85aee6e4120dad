import fc from 'fast-check';
import { expect, inject, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { keyScopes, type KeyOwner } from '@/lib/access/actor';
import { reconcile } from '@/services/audit/reconcile';
import { createKey } from '@/services/keys/create-key';
import { openBatcher } from '@/services/ledger/batch';
import { newSubscriber, testContext } from '@/services/testing/context';
import { give } from '@/services/testing/credits';
import { findRoutes } from './find-route';
import { handleApi } from './handle';
import type { ApiRequest, ApiResponse } from './http';
import { routes } from './routes';
import { openContract } from './testing/contract';
import { everyMemberWith, recipes, requestOf, type Asker, type Known, type Recipe } from './testing/fuzz-requests';

/**
 * Random requests, made from the document and then spoilt: whatever is sent, the answer is one that the document
 * describes, it is never our fault, and what is refused has changed nothing. `FUZZ_REQUESTS` sends more than usual,
 * `FUZZ_SEED` the same again.
 */

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent', PUBLIC_URL: 'http://localhost:3000' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const { requests, seed = Date.now() % 2 ** 31 } = inject('fuzz');
const test = useTestDatabase();
const contract = openContract();
const unused = () => ({ accounts: [], generations: [], held: [], keys: [], quotes: [], used: [] }) as Known;

it(
  `${requests} random requests: answered as documented, and what is refused changes nothing`,
  async () => {
    console.info(`fuzz: ${requests} requests, FUZZ_SEED=${seed}`);
    const usual = testContext(test.db, NOW);
    const context = { ...usual, batcher: openBatcher(usual) };
    const known = unused();
    const keys = await makeKeys();
    const served = new Map(routes.map(({ id }) => [id, 0]));
    const refused = new Map<number, number>();
    const rowsOf = await readerOfRows();
    /** As they were after the last request; null: not known. */
    let rows: string | null = null;

    await fc.assert(
      fc.asyncProperty(recipes, (recipe) => expectAsPromised(recipe)),
      { numRuns: requests, seed, endOnFailure: false },
    );
    expect(await reconcile(test.owner.sql)).toEqual([]);
    console.info([...served, ...refused].map(([what, count]) => `${what} ${count}`).join(', '));
    // It proves little unless much of it is served.
    for (const [id, count] of served) expect(count, id).toBeGreaterThan(0);
    const servedInAll = [...served.values()].reduce((sum, count) => sum + count);
    expect(servedInAll).toBeGreaterThan(requests / 4);
    expect(servedInAll).toBeLessThan((requests * 3) / 4);

    /** Keys of all kinds, and two accounts with more than can be spent: one is the keys', the other somebody else's. */
    async function makeKeys(): Promise<Record<Asker, string>> {
      const product: KeyOwner = { kind: 'catalog', catalogId: 'captions' };
      const [{ accountId }, { accountId: poor }] = [await newSubscriber(context), await newSubscriber(context)];
      await give(context, accountId, 900_000_000);
      known.accounts.push(accountId, poor, (await newSubscriber(context, { catalogId: 'ai-studios' })).accountId);
      const make = async (owner: KeyOwner, scopes = [...keyScopes]) =>
        createKey(context, { owner, scopes, name: 'Fuzz' });
      const revoked = await make(product);
      await test.owner.sql`UPDATE api_keys SET revoked_at = created_at WHERE id = ${revoked.id}`;
      const texts = {
        all: await make(product),
        reader: await make(product, ['accounts:read']),
        nothing: await make(product, []),
        account: await make({ kind: 'account', accountId: poor }),
        elsewhere: await make({ kind: 'catalog', catalogId: 'ai-studios' }),
        revoked,
      };
      return Object.fromEntries(Object.entries(texts).map(([name, { text }]) => [name, text])) as Record<Asker, string>;
    }

    async function expectAsPromised(recipe: Recipe): Promise<void> {
      if (known.held.length === 0) {
        known.held.push(await hold());
        rows = null;
      }
      const request = requestOf(recipe, known, keys);
      const before = rows ?? (await rowsOf());
      rows = null;
      const answer = await handleApi(() => Promise.resolve(context), request);
      const found = findRoutes(request.path);
      const route = found.find((each) => each.route.method === request.method)?.route;

      expect(answer.status, answer.text).toBeLessThan(500);
      // What has no operation is refused as every operation would refuse it.
      if (!route) expect([401, 404, 405]).toContain(answer.status);
      expect(contract.complaints(route ?? found[0]?.route ?? routes[0]!, answer), answer.text).toEqual([]);
      const body = JSON.parse(answer.text) as { items?: { status: number; idempotentReplayed: boolean }[] };
      const isBatch = route?.id === 'createGenerationBatch' && answer.status === 200;
      const parts = isBatch ? body.items! : [{ status: answer.status, idempotentReplayed: isReplay(answer) }];
      for (const { status } of parts) expect(status, answer.text).toBeLessThan(500);

      const mayChange = route?.idempotency && parts.some((part) => part.status < 300 && !part.idempotentReplayed);
      if (!mayChange) {
        expect(await rowsOf(), answer.text).toBe(before);
        rows = before;
      }
      if (route && answer.status < 300) {
        served.set(route.id, served.get(route.id)! + 1);
        learn(route.id, request, answer);
      } else refused.set(answer.status, (refused.get(answer.status) ?? 0) + 1);
    }

    async function hold(): Promise<{ account: string; id: string }> {
      const plain = { operation: 'createGeneration', asker: 'all', pick: 1, query: [], twists: [] };
      const body = { account: '@account', feature: 'ai-ads', quantity: 3, mode: 'hold' };
      const { text } = await handleApi(async () => context, requestOf({ ...plain, body }, known, keys));
      return JSON.parse(text);
    }

    /** Notes what there is now to ask for. */
    function learn(id: string, request: ApiRequest, { text }: ApiResponse): void {
      const body = JSON.parse(text);
      const drop = () => (known.held = known.held.filter((each) => each.id !== body.id));
      if (id === 'createAccount') known.accounts.push(body.id);
      if (id === 'createKey' || id === 'rotateKey') known.keys.push(body.id);
      if (id === 'createQuotes')
        known.quotes.push(...body.items.flatMap((each: { quote?: string }) => each.quote ?? []));
      if (id === 'createGeneration') (body.status === 'held' ? known.held : known.generations).push(body);
      if (id === 'captureGeneration') known.generations.push(body);
      if (id === 'captureGeneration' || id === 'voidGeneration') drop();
      if (request.headers['idempotency-key']) known.used.push(request.headers['idempotency-key']);
    }
  },
  60_000 + requests * 60,
);

/** What the database refuses, where it gets that far; and what is too long or too much for any member. */
const NEVER = ['a\0b', '\ud800', 'x'.repeat(40_000), -1, 2 ** 53, 1e308, ['\0'], { a: '\0' }, { '\0': 'a' }];

it('each member of each body once with what the database would not take: refused, naming no fault of ours', async () => {
  const usual = testContext(test.db, NOW);
  const context = { ...usual, batcher: openBatcher(usual) };
  const { accountId } = await newSubscriber(context);
  await give(context, accountId, 900);
  const key = await createKey(context, {
    owner: { kind: 'catalog', catalogId: 'captions' },
    scopes: [...keyScopes],
    name: 'F',
  });
  const known = { ...unused(), accounts: [accountId], keys: [key.id] };
  const failed: string[] = [];
  for (const recipe of everyMemberWith(NEVER)) {
    const request = requestOf(recipe, known, { all: key.text } as Record<Asker, string>);
    const { status, text } = await handleApi(() => Promise.resolve(context), request);
    if (status >= 500) failed.push(`${recipe.operation} ${JSON.stringify(recipe.body).slice(0, 200)}: ${text}`);
  }
  expect(failed).toEqual([]);
  expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
});

function isReplay({ headers }: ApiResponse): boolean {
  return headers['idempotent-replayed'] === 'true';
}

/**
 * Reads, at little cost, what tells whether any row of any table has been written: how many there are, and which
 * transactions wrote them. Keys note their last use at every request, so of them all else is read.
 */
async function readerOfRows(): Promise<() => Promise<string>> {
  const { sql } = test.owner;
  const tables = await sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
  const parts = tables.map(({ name }) => {
    const row =
      name === 'api_keys' ? `hashtextextended((to_jsonb(t) - 'last_used_at')::text, 0)` : 't.xmin::text::bigint';
    return `SELECT '${name} ' || count(*) || ' ' || coalesce(sum(${row}), 0) AS rows FROM "${name}" t`;
  });
  const text = parts.join(' UNION ALL ');
  return async () => (await sql.unsafe(text)).map(({ rows }) => rows as string).join('\n');
}
