import { expect, it } from 'vitest';
import type { TestDatabase } from '@/db/testing/database';
import { openDatabase } from '@/db/client';
import type { Id } from '@/lib/ids';
import { reconcile } from '@/services/audit/reconcile';
import type { Context } from '@/services/context';
import { createKey } from '@/services/keys/create-key';
import { openBatcher } from '@/services/ledger/batch';
import { openLimits } from '@/services/limits/limits';
import { newSubscriber, testContext } from '@/services/testing/context';
import { handleApi } from '../handle';
import { BODY_BYTES_MAX, type ApiResponse } from '../http';

/** The API is mounted twice, in the front door and in Next. What it is asked here is answered alike by both. */

const NOW = Date.parse('2026-03-10T09:30:00Z');

/** A request, whose path begins below /api/v1. */
export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Sends a request through the mount, which works with that context. */
export type Mount = (context: Context, asked: Asked) => Promise<ApiResponse>;

interface Case {
  name: string;
  method?: string;
  path?: string;
  /** undefined takes a usual header away. */
  headers?: Record<string, string | undefined>;
  body?: string | Uint8Array;
  status: number;
  /** Which context; the usual one if left out. */
  in?: 'limited' | 'away';
}

const ads = (quantity: number) => `{"account": "$", "feature": "ai-ads", "quantity": ${quantity}}`;
/** Of a body in which `$` stands for an account's id, 36 characters. */
const LARGEST = BODY_BYTES_MAX - 35;
const once = { 'idempotency-key': 'once' };
const balance = { method: 'GET', path: '/accounts/$/balance' };

/** In this order. `$` stands for the account's id. */
const cases: Case[] = [
  { name: 'a debit', body: ads(3), headers: once, status: 201 },
  { name: 'the same again', body: ads(3), headers: once, status: 201 },
  { name: 'the key of another request', body: ads(4), headers: once, status: 422 },
  { name: 'more than there is', body: ads(500), status: 402 },
  { name: 'a free script', body: '{"account": "$", "feature": "mirage-script"}', status: 201 },
  { name: 'a balance', ...balance, status: 200 },
  { name: 'a balance, with a query', method: 'GET', path: '/accounts/$/balance?x=1', status: 200 },
  { name: 'a balance, asked with a body', ...balance, method: 'POST', body: '{}', status: 405 },
  { name: 'no key', ...balance, headers: { authorization: undefined }, status: 401 },
  { name: 'a wrong key', ...balance, headers: { authorization: 'Bearer mb_live_x' }, status: 401 },
  { name: 'a key as a password', ...balance, headers: { authorization: 'Basic eDp5' }, status: 401 },
  { name: 'nothing there', method: 'GET', path: '/nothing', status: 404 },
  { name: 'a path with dots', method: 'GET', path: '/x/../accounts/$/balance', status: 200 },
  { name: 'a path with hidden dots', method: 'GET', path: '/x/%2e%2e/accounts/$/balance', status: 200 },
  { name: 'a path with an empty part', method: 'GET', path: '/accounts//balance', status: 404 },
  { name: 'a path with a broken escape', method: 'GET', path: '/accounts/%E0%A4%A/balance', status: 404 },
  { name: 'a path with a NUL', method: 'GET', path: '/accounts/%00/balance', status: 404 },
  { name: 'a path with spaces', method: 'GET', path: '/accounts/%20$%20/balance', status: 404 },
  { name: 'a long path', method: 'GET', path: `/accounts/${'a'.repeat(5_000)}/balance`, status: 404 },
  ...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => ({
    name: `${method} where POST is meant`,
    method,
    status: 405,
  })),
  { name: 'no body', status: 400 },
  { name: 'half a body', body: '{"account": "$"', status: 400 },
  { name: 'no UTF-8', body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe]), status: 400 },
  { name: 'NUL bytes', body: new Uint8Array(9), status: 400 },
  { name: 'the largest body', body: ads(1).padEnd(LARGEST), status: 201 },
  { name: 'a body one byte larger', body: ads(1).padEnd(LARGEST + 1), status: 413 },
  { name: 'a much larger body', body: ads(1).padEnd(5 * BODY_BYTES_MAX), status: 413 },
  { name: 'an unknown field', body: '{"account": "$", "feature": "ai-ads", "price": 0}', status: 400 },
  { name: 'an unknown feature', body: '{"account": "$", "feature": "ai-things"}', status: 422 },
  { name: '1e400', body: '{"account": "$", "feature": "ai-ads", "quantity": 1e400}', status: 400 },
  { name: 'letters of all kinds', body: '{"account": "$", "feature": "ai-ads", "project": "Zoë 🎬"}', status: 201 },
  { name: 'no content type', body: ads(1), headers: { 'content-type': undefined }, status: 415 },
  { name: 'a wrong content type', body: ads(1), headers: { 'content-type': 'text/plain' }, status: 415 },
  { name: 'no idempotency key', body: ads(1), headers: { 'idempotency-key': undefined }, status: 400 },
  { name: 'two idempotency keys', body: ads(1), headers: { 'idempotency-key': 'a, b' }, status: 400 },
  { name: 'a long idempotency key', body: ads(1), headers: { 'idempotency-key': 'x'.repeat(256) }, status: 400 },
  { name: 'an idempotency key with umlauts', body: ads(1), headers: { 'idempotency-key': 'schlüssel' }, status: 400 },
  { name: 'the first of a key with a limit of one', ...balance, in: 'limited', status: 200 },
  { name: 'the second of a key with a limit of one', ...balance, in: 'limited', status: 429 },
  { name: 'a debit while the database is away', body: ads(1), in: 'away', status: 503 },
  { name: 'a balance while the database is away', ...balance, in: 'away', status: 503 },
];

/** Asks everything once through the mount and once of the API itself, of two accounts that are alike. */
export function itAnswersLikeTheApi(test: TestDatabase, mount: Mount): void {
  it('answers, byte for byte, what the API answers', async () => {
    const usual = testContext(test.db, NOW);
    const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
    /** The contexts of one side: limits and batches are its own. */
    const contexts = () => ({
      usual: { ...usual, batcher: openBatcher(usual) },
      limited: { ...usual, limits: openLimits({ perKey: 1, perAccount: 1 }) },
      away: { ...usual, db: gone, batcher: openBatcher({ ...usual, db: gone }) },
    });
    const owner = { kind: 'catalog', catalogId: 'captions' } as const;
    const { text: key } = await createKey(usual, {
      owner,
      scopes: ['accounts:read', 'generations:write'],
      name: 'Test',
    });
    const account = async () => (await newSubscriber(usual)).accountId;
    const direct: Mount = (context, { path, ...asked }) =>
      handleApi(() => Promise.resolve(context), {
        ...asked,
        path: new URL(`http://any/api/v1${path}`).pathname.slice('/api/v1'.length),
        query: new URL(`http://any/api/v1${path}`).search.slice(1),
      });
    const sides = [
      { name: 'direct', send: direct, account: await account(), contexts: contexts() },
      { name: 'mounted', send: mount, account: await account(), contexts: contexts() },
    ];
    for (const each of cases) {
      const [wanted, got] = await inTurn(sides, async (side) => {
        const asked = askedBy(each, side.account, key, side.name);
        return alike(await side.send(side.contexts[each.in ?? 'usual'], asked), side);
      });
      const shown = Object.fromEntries(Object.keys(wanted!.headers).map((name) => [name, got!.headers[name]]));
      // An answer to HEAD goes out without its text.
      const text = each.method === 'HEAD' ? wanted!.text : got!.text;
      expect({ name: each.name, status: got!.status, headers: shown, text }).toEqual({ name: each.name, ...wanted });
      expect([each.name, wanted!.status]).toEqual([each.name, each.status]);
    }
    expect(
      await reconcile(
        test.owner.sql,
        sides.map((side) => side.account),
      ),
    ).toEqual([]);
    await gone.close();
  });
}

async function inTurn<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const each of all) results.push(await work(each));
  return results;
}

function askedBy(
  { name, method = 'POST', path = '/generations', ...sent }: Case,
  account: Id,
  key: string,
  side: string,
): Asked {
  const named = sent.headers?.['idempotency-key'];
  const headers: Record<string, string | undefined> = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': `${side}-${cases.findIndex((each) => each.name === name)}`,
    ...sent.headers,
    // The same name on both sides would be one change.
    ...(named === 'once' ? { 'idempotency-key': `${side}-once` } : {}),
  };
  const body = typeof sent.body === 'string' ? sent.body.replace('$', account) : (sent.body ?? '');
  return {
    method,
    path: path.replace('$', account),
    headers: Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  };
}

/** An answer without what differs between two that are alike: the account, the generation's id. */
function alike(answer: ApiResponse, { account }: { account: Id }): ApiResponse {
  const text = answer.text.replaceAll(account, 'ACCOUNT').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID');
  return { ...answer, text };
}
