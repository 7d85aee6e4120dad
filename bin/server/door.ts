import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { belowApi, pathOf } from '@/api/api-path';
import { getDocument } from '@/api/document';
import { findRoutes } from '@/api/find-route';
import { getHealth, getReady } from '@/api/health';
import { problem } from '@/api/problems';
import { log } from '@/lib/log';
import type { Context } from '@/services/context';
import { answerApi, sendAnswer } from './answer-api';
import { answerMetrics } from './answer-metrics';
import type { Metrics } from './metrics';
import { openPassOn, type PagesAddress } from './pass-on';

export interface DoorOptions {
  getContext: () => Promise<Context>;
  pages: PagesAddress;
  metrics: Metrics;
  metricsToken: string | undefined;
  trustProxy: boolean;
  /** For development: Next answers the API too, so that a changed handler counts at once, and upgrades are passed on. */
  dev: boolean;
}

export interface Door {
  server: Server;
  /**
   * Takes no new connection, answers what is under way and closes. What is not answered after `patienceMs` is cut.
   * @returns how many requests were cut
   */
  drain(patienceMs: number): Promise<number>;
}

/** A server in front of us may keep an idle connection for a minute: closing it first would lose a request now and then. */
const KEEP_ALIVE_MS = 75_000;

/** A request has to be here, body included, within this time. */
const REQUEST_MS = 60_000;

/** The front door: answers programs itself, and passes what people ask on to Next. */
export function openDoor(options: DoorOptions): Door {
  const passOn = openPassOn(options);
  const underWay = new Set<ServerResponse>();
  /**
   * Connections without a request: browsers open some ahead of time, and upgraded ones never have any. Node does not
   * count them as idle, and would wait for them.
   */
  const unasked = new Set<Socket>();
  let draining = false;

  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS, noDelay: true },
    (request, response) => {
      const begun = performance.now();
      unasked.delete(request.socket);
      const path = pathOf(request.url ?? '');
      underWay.add(response);
      if (draining) response.shouldKeepAlive = false;
      response.on('close', () => {
        underWay.delete(response);
        if (draining) server.closeIdleConnections();
        const seconds = (performance.now() - begun) / 1000;
        // 499, as servers write down who did not wait for the answer.
        const status = response.writableFinished ? response.statusCode : 499;
        options.metrics.answered(routeName(path, options.dev), request.method ?? '', status, seconds);
      });
      answer(path, request, response).catch((error: unknown) => {
        log.error({ err: error, path }, 'the front door failed');
        if (response.headersSent) response.destroy();
        else sendAnswer(response, problem({ code: 'internal' }));
      });
    },
  );
  server.on('connection', (socket) => {
    unasked.add(socket);
    socket.on('close', () => unasked.delete(socket));
  });
  if (options.dev) server.on('upgrade', passOn.upgrade);

  async function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const below = options.dev ? null : belowApi(path);
    if (below !== null) return answerApi(options.getContext, request, response, below);
    if (path === '/api/health') return sendAnswer(response, getHealth());
    if (path === '/api/ready') return sendAnswer(response, await getReady(options.getContext));
    if (path === '/api/openapi.json' && !options.dev)
      return sendAnswer(response, getDocument(request.headers['if-none-match']));
    if (path === '/metrics')
      return sendAnswer(response, await answerMetrics(options.metrics, request, options.metricsToken));
    passOn.request(request, response);
  }

  async function drain(patienceMs: number): Promise<number> {
    draining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    for (const socket of unasked) socket.destroy();
    for (const response of underWay) response.shouldKeepAlive = false;
    let cut = 0;
    const timer = setTimeout(() => {
      cut = underWay.size;
      server.closeAllConnections();
    }, patienceMs);
    await closed;
    clearTimeout(timer);
    passOn.close();
    return cut;
  }

  return { server, drain };
}

/** A request's name in the figures: one of few. */
function routeName(path: string, dev: boolean): string {
  const below = dev ? null : belowApi(path);
  if (below !== null) return findRoutes(below)[0]?.route.path ?? 'no route';
  return ['/api/health', '/api/ready', '/api/openapi.json', '/metrics'].includes(path) ? path : 'pages';
}
