import type { IncomingMessage, ServerResponse } from 'node:http';
import { message } from '@/lib/messages/message';

const RETRY_AFTER_SECONDS = 2;

/**
 * What is answered while the pages are away: 503 where nobody listens (they are being started again), 502 where the
 * answer broke off. A page for people, which asks again by itself; a problem document for programs.
 */
export function answerAway(request: IncomingMessage, response: ServerResponse, status: 502 | 503): void {
  const forPeople = request.headers.accept?.includes('text/html') ?? false;
  const text = forPeople ? page() : problem(status);
  response.writeHead(status, {
    'content-type': forPeople ? 'text/html; charset=utf-8' : 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'retry-after': String(RETRY_AFTER_SECONDS),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function problem(status: number): string {
  const [title, detail] = [message('en', 'away.title'), message('en', 'away.text')];
  return JSON.stringify({ type: 'urn:meterbook:problem:unavailable', title, status, code: 'unavailable', detail });
}

function page(): string {
  const [title, text] = [message('en', 'away.title'), message('en', 'away.text')];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<meta http-equiv="refresh" content="${RETRY_AFTER_SECONDS}">`,
    `<title>${title}</title></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`,
  ].join('');
}
