import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Context } from '@/services/context';
import { safetyHeaders } from './safety-headers';
import { listening, send, useDoors } from './testing/doors';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const openDoor = useDoors();
const echo = (request: IncomingMessage, response: ServerResponse) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
  });
};

describe('what people ask', () => {
  it('goes on to Next as it came, from whom the front door saw', async () => {
    const { port } = await openDoor(echo);
    const sent = {
      method: 'POST',
      path: '/a/../b%2Fc?x=1&x=2',
      body: 'hello',
      headers: { 'x-forwarded-for': '1.2.3.4' },
    };
    const got = await send(port, { ...sent, headers: { ...sent.headers, cookie: 'a=1', host: 'meterbook.example' } });
    expect(JSON.parse(got.text)).toMatchObject({
      method: 'POST',
      url: sent.path,
      body: 'hello',
      headers: {
        host: 'meterbook.example',
        cookie: 'a=1',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': 'meterbook.example',
        'x-forwarded-proto': 'http',
      },
    });
  });

  it('comes back as Next sent it: status, repeated headers, and no body where there is none', async () => {
    const { port } = await openDoor((_, response) => {
      response
        .writeHead(304, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'ETag', '"x"', 'Keep-Alive', 'timeout=1'])
        .end();
    });
    const got = await send(port);
    expect(got).toMatchObject({ status: 304, text: '', headers: { 'set-cookie': ['a=1', 'b=2'], etag: '"x"' } });
    expect(got.headers['keep-alive']).not.toBe('timeout=1');
  });

  it('comes back piece by piece, as it is made', async () => {
    let goOn = () => {};
    const { port } = await openDoor((_, response) => {
      response.write('first ');
      goOn = () => response.end('second');
    });
    const pieces: string[] = [];
    await new Promise<void>((resolve) => {
      get({ port, host: '127.0.0.1', agent: false }, (answer) => {
        answer.setEncoding('utf8').on('data', (piece: string) => {
          pieces.push(piece);
          goOn(); // only what has arrived lets the rest be made
        });
        answer.on('end', resolve);
      });
    });
    expect(pieces).toEqual(['first ', 'second']);
  });

  it('goes on piece by piece too', async () => {
    const { port } = await openDoor((request, response) => {
      request.once('data', (chunk: Buffer) => response.end(`had ${chunk.toString()} before the end`));
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    expect(answer).toContain('had hello before the end');
    socket.destroy();
  });

  it('is given up in Next when whoever asked goes away', async () => {
    let given = () => {};
    const givenUp = new Promise<void>((resolve) => (given = resolve));
    let began = () => {};
    const begun = new Promise<void>((resolve) => (began = resolve));
    const { port } = await openDoor((_, response) => {
      response.on('close', given);
      began();
    });
    const asked = get({ port, host: '127.0.0.1', agent: false });
    asked.on('error', () => undefined);
    await begun;
    asked.destroy();
    await givenUp;
  });

  it('is cut off where Next breaks off, so that nobody takes half a page for a whole one', async () => {
    const { port } = await openDoor((_, response) => {
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(send(port)).rejects.toThrow();
  });

  it('waits for a moment while Next is away: 503 where nobody listens, 502 where it breaks', async () => {
    const { port, pages } = await openDoor((request) => request.socket.destroy());
    const broken = await send(port, { headers: { accept: 'application/json' } });
    expect(broken).toMatchObject({ status: 502, headers: { 'retry-after': '2' } });
    expect(JSON.parse(broken.text)).toMatchObject({ status: 502, code: 'unavailable' });
    pages.closeAllConnections();
    await new Promise((resolve) => pages.close(resolve));
    const away = await send(port, { headers: { accept: 'text/html,*/*' } });
    expect(away).toMatchObject({ status: 503, headers: { 'retry-after': '2', 'cache-control': 'no-store' } });
    expect(away.headers['content-type']).toContain('text/html');
    expect(away.text).toContain('Back in a moment');
    expect(await send(port, { method: 'POST', body: 'x' })).toMatchObject({ status: 503 });
    // What it does itself, it still does.
    expect(await send(port, { path: '/api/health' })).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });

  it('is asked again where a kept connection closes just then', async () => {
    let requests = 0;
    const { port } = await openDoor((request, response) => {
      requests += 1;
      // The second request on a connection finds it closing.
      const socket = request.socket as typeof request.socket & { used?: boolean };
      if (socket.used) return void socket.destroy();
      socket.used = true;
      response.end('here');
    });
    expect((await send(port)).text).toBe('here');
    expect((await send(port)).text).toBe('here');
    expect(requests).toBe(3);
  });
});

describe('an upgrade', () => {
  /** Pages that echo, in capitals, on upgraded connections. */
  async function upgradingPages() {
    const pages = createServer((_, response) => response.end('plain'));
    pages.on('upgrade', (request, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${request.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`,
      );
      socket.on('data', (data: Buffer) => socket.write(data.toString().toUpperCase()));
      socket.on('error', () => undefined);
    });
    return { host: '127.0.0.1', port: await listening(pages), close: () => pages.close() };
  }
  const hello = 'GET /_next/hmr HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

  it('is passed on in development, and cut when the door closes', async () => {
    const pages = await upgradingPages();
    const { port, door } = await openDoor(echo, { dev: true, pages });
    const socket = connect(port, '127.0.0.1');
    const seen = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (data) => {
        text += data.toString();
        if (text.includes('\r\n\r\n') && !text.includes('PING')) socket.write('ping');
        if (text.includes('PING')) resolve(text);
      });
    });
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(hello);
    expect(await seen).toContain('101 Switching Protocols');
    expect(await door.drain(5_000)).toBe(0);
    await closed;
    pages.close();
  });

  it('is not taken otherwise: the request is answered as any other', async () => {
    const { port } = await openDoor((_, response) => response.end('a page'));
    const socket = connect(port, '127.0.0.1');
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    socket.write(hello);
    expect(await answer).toContain('200 OK');
    socket.destroy();
  });
});

describe('what programs ask', () => {
  it('never reaches Next, however it is written', async () => {
    const { port } = await openDoor((_, response) => response.end('NEXT'));
    for (const path of ['/api/v1/generations', '/api/v1', '/api/v1/', '/x/../api/v1/x', '/api/v1/%2e%2e/v1/x']) {
      expect((await send(port, { path })).headers['content-type']).toContain('problem+json');
    }
    expect((await send(port, { path: '/api/v1x' })).text).toBe('NEXT');
  });

  it('gets 503 while the database is away, and /api/ready says so', async () => {
    const { port } = await openDoor(echo);
    for (const path of ['/api/v1/generations', '/api/ready']) {
      expect(await send(port, { path })).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    }
  });

  it('goes to Next in development, where a changed handler counts at once', async () => {
    const { port } = await openDoor((_, response) => response.end('NEXT'), { dev: true });
    expect((await send(port, { path: '/api/v1/generations' })).text).toBe('NEXT');
    expect((await send(port, { path: '/api/health' })).text).toBe('{"status":"ok"}');
  });

  it('carries what next.config.js gives to the answers that Next sends', async () => {
    const file = new URL('../../next.config.js', import.meta.url).href;
    const { default: config } = (await import(file)) as { default: (phase: string) => { headers(): Promise<Rules> } };
    type Rules = { source: string; has?: unknown; headers: { key: string; value: string }[] }[];
    const given = (await config('phase-production-server').headers())
      .filter(({ source, has }) => !has && ['/:path*', '/api/:path*'].includes(source))
      .flatMap(({ headers }) => headers.map(({ key, value }) => [key.toLowerCase(), value]));
    expect(Object.fromEntries(given)).toEqual(safetyHeaders);
    const { port } = await openDoor(echo);
    expect((await send(port, { path: '/api/health' })).headers).toMatchObject(safetyHeaders);
  });
});

describe('/metrics', () => {
  it('counts requests by route and status, and no path that somebody made up', async () => {
    const { port } = await openDoor((_, response) => response.end('page'));
    for (const path of ['/a', '/b', '/api/v1/accounts/1/balance', '/api/v1/made/up', '/api/health'])
      await send(port, { path });
    const { text } = await send(port, { path: '/metrics' });
    expect(text).toContain('meterbook_requests_total{route="pages",method="GET",status="200"} 2');
    expect(text).toContain('meterbook_requests_total{route="/accounts/{account}/balance",method="GET",status="503"} 1');
    expect(text).toContain('meterbook_requests_total{route="no route",method="GET",status="503"} 1');
    expect(text).toContain('meterbook_request_seconds_count{route="pages"} 2');
    expect(text).not.toContain('made/up');
  });

  it('is for this machine alone, unless somebody brings the token', async () => {
    const { port } = await openDoor(echo);
    expect((await send(port, { path: '/metrics' })).status).toBe(200);
    expect((await send(port, { path: '/metrics', headers: { 'x-forwarded-for': '1.2.3.4' } })).status).toBe(404);
    const metricsToken = 'a-token-of-some-length';
    const guarded = await openDoor(echo, { metricsToken });
    expect((await send(guarded.port, { path: '/metrics' })).status).toBe(404);
    const wrong = { authorization: `Bearer ${metricsToken}x` };
    expect((await send(guarded.port, { path: '/metrics', headers: wrong })).status).toBe(404);
    const right = { authorization: `Bearer ${metricsToken}` };
    expect((await send(guarded.port, { path: '/metrics', headers: right })).status).toBe(200);
  });
});

describe('when it is to stop', () => {
  it('answers what is under way, takes nothing new, and is gone', async () => {
    let answer = () => {};
    let began = () => {};
    const begun = new Promise<void>((resolve) => (began = resolve));
    const { port, door } = await openDoor((_, response) => {
      answer = () => response.end('in time');
      began();
    });
    const idle = connect(port, '127.0.0.1');
    const idleClosed = new Promise((resolve) => idle.on('close', resolve));
    await new Promise((resolve) => idle.on('connect', resolve));
    const underWay = send(port, { headers: { connection: 'keep-alive' } });
    await begun;
    const drained = door.drain(5_000);
    await expect(send(port)).rejects.toThrow('ECONNREFUSED');
    answer();
    const got = await underWay;
    expect([got.text, got.headers.connection]).toEqual(['in time', 'close']);
    expect(await drained).toBe(0);
    await idleClosed;
  });

  it('lets programs have their answers too', async () => {
    let goOn = () => {};
    const slow = new Promise<Context>(
      (_, reject) => (goOn = () => reject(Object.assign(new Error(), { code: 'EPIPE' }))),
    );
    const { port, door } = await openDoor(echo, { getContext: () => slow });
    const underWay = send(port, { path: '/api/v1/generations', method: 'POST', body: '{}' });
    await sleep(50);
    const drained = door.drain(5_000);
    goOn();
    expect(await underWay).toMatchObject({ status: 503 });
    expect(await drained).toBe(0);
  });

  it('cuts what does not end in time', async () => {
    let began = () => {};
    const begun = new Promise<void>((resolve) => (began = resolve));
    const { port, door } = await openDoor(() => began());
    const underWay = send(port);
    const cut = expect(underWay).rejects.toThrow();
    await begun;
    expect(await door.drain(50)).toBe(1);
    await cut;
  });
});

it("the API's document is for anybody, needs no database, and crosses the wire once", async () => {
  const { port } = await openDoor(echo);
  const first = await send(port, { path: '/api/openapi.json' });
  expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } });
  expect(JSON.parse(first.text)).toMatchObject({ openapi: '3.1.1', paths: { '/generations': {} } });
  for (const known of [first.headers.etag!, `"other", W/${first.headers.etag}`]) {
    const again = await send(port, { path: '/api/openapi.json', headers: { 'if-none-match': known } });
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', first.headers.etag]);
  }
  const other = await send(port, { path: '/api/openapi.json', headers: { 'if-none-match': '"other"' } });
  expect(other.text).toBe(first.text);
});
