import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { belowApi, pathOf } from '@/api/api-path';
import { itAnswersLikeTheApi } from '@/api/testing/mounts';
import { useTestDatabase } from '@/db/testing/database';
import { createKey } from '@/services/keys/create-key';
import { newSubscriber, testContext } from '@/services/testing/context';
import { balanceOf } from '@/services/testing/credits';
import { answerApi } from './answer-api';
import { listening, send, useDoors } from './testing/doors';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const openDoor = useDoors();

itAnswersLikeTheApi(test, async (context, { path, ...asked }) => {
  const server = createServer((request, response) => {
    const below = belowApi(pathOf(request.url!))!;
    void answerApi(() => Promise.resolve(context), request, response, below);
  });
  const port = await listening(server);
  const got = await send(port, { ...asked, path: `/api/v1${path}` });
  server.close();
  return { ...got, headers: got.headers as Record<string, string> };
});

describe('through the front door', () => {
  /** A door to the test's database, and a key of Captions'. */
  async function open() {
    const context = testContext(test.db, NOW);
    const owner = { kind: 'catalog', catalogId: 'captions' } as const;
    const { text } = await createKey(context, { owner, scopes: ['generations:write'], name: 'Test' });
    const { accountId } = await newSubscriber(context);
    const { port, door } = await openDoor((_, response) => response.end('NEXT'), {
      getContext: () => Promise.resolve(context),
    });
    const body = JSON.stringify({ account: accountId, feature: 'ai-ads', quantity: 5 });
    const headers = { authorization: `Bearer ${text}`, 'content-type': 'application/json' };
    return { port, door, context, accountId, body, headers };
  }

  it('a debit that is under way when the door is to close is answered', async () => {
    const { port, door, context, accountId, body, headers } = await open();
    const asked = send(port, {
      method: 'POST',
      path: '/api/v1/generations',
      headers: { ...headers, 'idempotency-key': 'drained' },
      body,
    });
    await new Promise<void>((resolve) => door.server.once('request', () => resolve()));
    expect(await door.drain(5_000)).toBe(0);
    expect(await asked).toMatchObject({ status: 201 });
    expect(await balanceOf(context, accountId)).toBe(195);
  });

  it('a body that comes in pieces is read whole', async () => {
    const { port, context, accountId, body, headers } = await open();
    const head = Object.entries({ ...headers, 'idempotency-key': 'pieces', 'transfer-encoding': 'chunked', host: 'x' });
    const socket = connect(port, '127.0.0.1');
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    socket.write(`POST /api/v1/generations HTTP/1.1\r\n${head.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`);
    for (const piece of [body.slice(0, 9), body.slice(9)]) {
      socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    socket.write('0\r\n\r\n');
    expect(await answer).toContain('201 Created');
    expect(await balanceOf(context, accountId)).toBe(195);
    socket.destroy();
  });

  it('a body that breaks off is charged to nobody', async () => {
    const { port, context, accountId, body, headers } = await open();
    const head = Object.entries({
      ...headers,
      'idempotency-key': 'broken',
      'content-length': body.length + 5,
      host: 'x',
    });
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /api/v1/generations HTTP/1.1\r\n${head.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n${body}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await balanceOf(context, accountId)).toBe(200);
  });
});
