import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { openDoor, type Door, type DoorOptions } from '../door';
import { openMetrics } from '../metrics';

/** A server on a port of its own, on this machine. */
export function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export interface OpenedDoor {
  door: Door;
  port: number;
  /** Stands where Next would. */
  pages: Server;
}

/** Opens front doors before pretended pages; all are closed after each test. */
export function useDoors(): (pages: RequestListener, more?: Partial<DoorOptions>) => Promise<OpenedDoor> {
  const opened: Server[] = [];
  afterEach(async () => {
    for (const server of opened.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
  return async (listener, more = {}) => {
    const pages = createServer(listener);
    const door = openDoor({
      getContext: () => Promise.reject(Object.assign(new Error('no database'), { code: 'ECONNREFUSED' })),
      pages: { host: '127.0.0.1', port: await listening(pages) },
      metrics: openMetrics(),
      metricsToken: undefined,
      trustProxy: false,
      dev: false,
      ...more,
    });
    opened.push(pages, door.server);
    return { door, port: await listening(door.server), pages };
  };
}

export interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Got {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
}

/** Sends a request on a connection of its own; a path goes out as it is written. */
export function send(port: number, { method = 'GET', path = '/', headers = {}, body }: Sent = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request({ port, host: '127.0.0.1', method, path, agent: false, headers: { ...length, ...headers } });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
    });
    sent.end(body);
  });
}
