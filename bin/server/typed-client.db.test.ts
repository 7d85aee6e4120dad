import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect, it, vi } from 'vitest';
import { createClient } from '@/api/client';
import { useTestDatabase } from '@/db/testing/database';
import { keyScopes } from '@/lib/access/actor';
import { newId } from '@/lib/ids';
import { createKey } from '@/services/keys/create-key';
import { balanceOf } from '@/services/testing/credits';
import { newSubscriber, testContext } from '@/services/testing/context';
import { listening, useDoors } from './testing/doors';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent', PUBLIC_URL: 'http://localhost:3000' } }));

const test = useTestDatabase();
const openDoor = useDoors();
const noPages = (_: IncomingMessage, response: ServerResponse) => void response.writeHead(404).end();

async function opened() {
  const context = testContext(test.db, Date.parse('2026-03-10T09:30:00Z'));
  const { port } = await openDoor(noPages, { getContext: async () => context });
  const owner = { kind: 'catalog', catalogId: 'captions' } as const;
  const { text: key } = await createKey(context, { owner, scopes: [...keyScopes], name: 'Test' });
  const { accountId: account } = await newSubscriber(context);
  return { context, port, key, account };
}

const named = (name: string) => ({ params: { header: { 'Idempotency-Key': name } } });

it('a hold, the work, and what it really took', async () => {
  const { context, port, key, account } = await opened();
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, key });
  const work = { account, feature: 'ai-ads', quantity: 10 };
  const held = await client.POST('/generations', { ...named('a-hold'), body: { ...work, mode: 'hold' } });
  expect(held.data).toMatchObject({ status: 'held', credits: 10 });
  const path = { account, generation: held.data!.id };
  const captured = await client.POST('/accounts/{account}/generations/{generation}/capture', {
    params: { path, header: { 'Idempotency-Key': 'a-capture' } },
    body: { quantity: 8 },
  });
  expect(captured.data).toMatchObject({ step: 'capture', credits: 8, balance: { after: 192 } });
  const { data: balance } = await client.GET('/accounts/{account}/balance', { params: { path: { account } } });
  expect(balance?.available).toBe(192);
  expect(await balanceOf(context, account)).toBe(192);
});

it('a refusal is a problem with a code, and is not repeated', async () => {
  const { port, key, account } = await opened();
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, key });
  const { data, error, response } = await client.POST('/generations', {
    ...named('too-much'),
    body: { account, feature: 'ai-ads', quantity: 500 },
  });
  expect([data, response.status]).toEqual([undefined, 402]);
  expect(error).toMatchObject({ code: 'insufficient_credits', shortfall: 300 });
});

it('answers that are lost on the way are fetched by repeating, and nothing is charged twice', async () => {
  const { context, port, key, account } = await opened();
  let lost = 0;
  // Lets every request through, and drops the first two answers after the ledger has committed them.
  const between = createServer((request, response) => {
    const { method, url, headers } = request;
    const onward = send({ port, host: '127.0.0.1', method, path: url, headers, agent: false }, (answer) => {
      if (lost < 2) {
        lost += 1;
        answer.resume().on('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  const client = createClient({
    baseUrl: `http://127.0.0.1:${await listening(between)}`,
    key,
    sleep: () => Promise.resolve(),
  });
  const body = { account, feature: 'ai-ads', quantity: 7 };
  const { data, response } = await client.POST('/generations', { ...named(newId()), body });
  expect([data?.credits, response.headers.get('idempotent-replayed'), lost]).toEqual([7, 'true', 2]);
  expect(await balanceOf(context, account)).toBe(193);
  between.closeAllConnections();
  between.close();
});

it('a key that nobody made is told so', async () => {
  const { port } = await opened();
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}/`, key: 'mb_live_no' });
  const { error, response } = await client.GET('/catalogs/{catalog}', { params: { path: { catalog: 'captions' } } });
  expect([response.status, error?.code]).toEqual([401, 'unauthenticated']);
});
