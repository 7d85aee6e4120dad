import { expect } from 'vitest';
import type { TestDatabase } from '@/db/testing/database';
import type { KeyOwner, KeyScope } from '@/lib/access/actor';
import { keyScopes } from '@/lib/access/actor';
import { newId } from '@/lib/ids';
import type { Context } from '@/services/context';
import { createKey } from '@/services/keys/create-key';
import { handleApi } from '../handle';
import type { ApiResponse } from '../http';

/** An answer with its JSON. */
export interface Answer extends ApiResponse {
  // Whatever the API answered: tests say what they expect of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** Somebody with an API key, who asks the API directly. */
export interface Client {
  key: string;
  get(path: string): Promise<Answer>;
  /** @param body a text as it is; anything else as JSON */
  post(path: string, body: unknown, idempotencyKey?: string): Promise<Answer>;
}

export function clientOf(context: Context, key: string): Client {
  const send = async (method: string, target: string, body: string, idempotencyKey?: string): Promise<Answer> => {
    const [path, query = ''] = target.split('?') as [string, string?];
    const answer = await handleApi(() => Promise.resolve(context), {
      method,
      path,
      query,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      body: new TextEncoder().encode(body),
    });
    return { ...answer, body: JSON.parse(answer.text) };
  };
  return {
    key,
    get: (path) => send('GET', path, ''),
    post: (path, body, idempotencyKey = newId()) =>
      send('POST', path, typeof body === 'string' ? body : JSON.stringify(body), idempotencyKey),
  };
}

/** A client with a key of its own: a product's, unless told otherwise, with every scope. */
export async function newClient(
  context: Context,
  owner: KeyOwner = { kind: 'catalog', catalogId: 'captions' },
  scopes: readonly KeyScope[] = keyScopes,
): Promise<Client> {
  const { text } = await createKey(context, { owner, scopes: [...scopes], name: 'Test' });
  return clientOf(context, text);
}

/** Every table that the API changes, as one text, whatever the account: equal texts mean that nothing has changed. */
async function everything({ owner }: Pick<TestDatabase, 'owner'>): Promise<string> {
  const tables = [
    'accounts',
    'external_ids',
    'people',
    'memberships',
    'portal_links',
    'headers',
    'grants',
    'entries',
    'one_time_claims',
    'idempotent_answers',
  ];
  const parts: string[] = [];
  for (const table of tables) {
    const rows = await owner.sql`SELECT to_jsonb(t)::text AS row FROM ${owner.sql(table)} t ORDER BY 1`;
    parts.push(table, ...rows.map(({ row }) => row as string));
  }
  const keys = await owner.sql`SELECT (to_jsonb(t) - 'last_used_at')::text AS row FROM api_keys t ORDER BY 1`;
  return [...parts, ...keys.map(({ row }) => row as string)].join('\n');
}

/** Asks for what is not right, and expects to be told what, and that nothing has changed. */
export async function expectRefused(
  test: TestDatabase,
  ask: () => Promise<Answer>,
  status: number,
  wanted: Record<string, unknown>,
): Promise<void> {
  const before = await everything(test);
  const refused = await ask();
  expect(refused.body).toMatchObject(wanted);
  expect(refused.status).toBe(status);
  expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(await everything(test)).toBe(before);
}
