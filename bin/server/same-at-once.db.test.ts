import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it, vi } from 'vitest';
import { openDatabase } from '@/db/client';
import { usableAppRole } from '@/db/roles';
import { useTestDatabase } from '@/db/testing/database';
import { reconcile } from '@/services/audit/reconcile';
import type { Context } from '@/services/context';
import { createKey } from '@/services/keys/create-key';
import { openBatcher } from '@/services/ledger/batch';
import { newSubscriber, testContext } from '@/services/testing/context';
import { balanceOf } from '@/services/testing/credits';
import { send, useDoors } from './testing/doors';

/** The API's two mounts as two processes on one database have them: each with a pool and batches of its own. */

// The log is the one thing here that reads the environment; Next's mount asks the process for its context.
const next = vi.hoisted(() => ({ context: null as unknown }));
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));
vi.mock('@/services/runtime', () => ({ getContext: () => Promise.resolve(next.context) }));

/** Nothing here may import a page, but this is what Next makes of the API. */
const ROUTE = ['@/app', 'api/v1/[...path]/route'].join('/');
const HALF = 25;

const test = useTestDatabase();
const openDoor = useDoors();
const noPages = (_: IncomingMessage, response: ServerResponse) => void response.writeHead(404).end();

it('fifty of one debit at once, through both mounts: one debit, and fifty times its answer', async () => {
  const usual = testContext(test.db, Date.parse('2026-03-10T09:30:00Z'));
  const context: Context = { ...usual, batcher: openBatcher(usual) };
  const db = openDatabase(test.url, { role: await usableAppRole(test.owner), max: 12 });
  next.context = { ...usual, db, batcher: openBatcher({ ...usual, db }) };
  const { POST } = (await import(ROUTE)) as { POST: (request: Request) => Promise<Response> };
  const { port } = await openDoor(noPages, { getContext: () => Promise.resolve(context) });

  const { accountId } = await newSubscriber(context);
  const owner = { kind: 'catalog', catalogId: 'captions' } as const;
  const { text: key } = await createKey(context, { owner, scopes: ['generations:write'], name: 'Test' });
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': 'fifty-at-once',
  };
  const body = JSON.stringify({ account: accountId, feature: 'ai-ads', quantity: 7 });
  const path = '/api/v1/generations';
  const throughDoor = async () => {
    const { status, headers: got, text } = await send(port, { method: 'POST', path, headers, body });
    return { status, replayed: got['idempotent-replayed'], text };
  };
  const throughNext = async () => {
    const answer = await POST(new Request(`http://localhost${path}`, { method: 'POST', headers, body }));
    const replayed = answer.headers.get('idempotent-replayed') ?? undefined;
    return { status: answer.status, replayed, text: await answer.text() };
  };
  const answers = await Promise.all(Array.from({ length: HALF }, () => [throughDoor(), throughNext()]).flat());

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ replayed }) => replayed === undefined)).toHaveLength(1);
  expect([answers.length, await balanceOf(context, accountId)]).toEqual([2 * HALF, 193]);
  const [count] = await test.owner.sql`SELECT count(*) AS debits FROM entries WHERE kind = 'debit'`;
  expect(Number(count!.debits)).toBe(1);
  expect(await reconcile(test.owner.sql)).toEqual([]);
  await db.close();
});
