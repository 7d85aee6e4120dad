import type { IncomingMessage } from 'node:http';

/** Headers as Node gives and takes them raw: name, value, name, value. Order, case and repetition stay as they are. */
export type RawHeaders = readonly string[];

/** These are about one connection, and never go on to the next one. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What is passed on of headers: all but those of the connection, which "Connection" may name more of. */
export function passedOn(raw: RawHeaders): string[] {
  const named = valuesOf(raw, 'connection').flatMap((value) =>
    value
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  );
  return filter(raw, (name) => !HOP_BY_HOP.has(name) && !named.includes(name));
}

/**
 * A request's headers as Next is to see them. Who asked, and under which name, is what the front door saw; with
 * `trustProxy`, what a proxy before it wrote stays, and only what is missing is added.
 */
export function forwardedHeaders(request: IncomingMessage, trustProxy: boolean): string[] {
  const { remoteAddress, localPort } = request.socket;
  const seen: [name: string, value: string | undefined][] = [
    ['x-forwarded-for', remoteAddress?.replace(/^::ffff:/, '')],
    ['x-forwarded-proto', 'http'],
    ['x-forwarded-host', request.headers.host],
    ['x-forwarded-port', String(localPort)],
  ];
  const written = seen.filter(([name]) => !(trustProxy && request.headers[name] !== undefined));
  // "Expect: 100-continue" was met at the door.
  const kept = filter(
    passedOn(request.rawHeaders),
    (name) => name !== 'expect' && !written.some(([own]) => own === name),
  );
  // The body is sent on as it comes in, in pieces where it came in pieces.
  if (request.headers['transfer-encoding'] !== undefined) kept.push('transfer-encoding', 'chunked');
  return [...kept, ...written.flatMap(([name, value]) => (value === undefined ? [] : [name, value]))];
}

function valuesOf(raw: RawHeaders, wanted: string): string[] {
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]!.toLowerCase() === wanted);
}

function filter(raw: RawHeaders, keep: (name: string) => boolean): string[] {
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    if (keep(raw[index]!.toLowerCase())) kept.push(raw[index]!, raw[index + 1]!);
  }
  return kept;
}
