import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { forwardedHeaders, passedOn } from './forwarded-headers';

/** A request as Node hands it over, from an address of the outer world. */
function asked(raw: [name: string, value: string][]): IncomingMessage {
  const headers = Object.fromEntries(raw.map(([name, value]) => [name.toLowerCase(), value]));
  const socket = { remoteAddress: '::ffff:203.0.113.7', localPort: 3000 };
  return { rawHeaders: raw.flat(), headers, socket } as unknown as IncomingMessage;
}

/** Raw headers as pairs in lower case. */
const pairs = (raw: readonly string[]) =>
  raw.flatMap((text, index) => (index % 2 === 0 ? [`${text.toLowerCase()}: ${raw[index + 1]}`] : []));

const claimed: [string, string][] = [
  ['Host', 'meterbook.example'],
  ['X-Forwarded-For', '198.51.100.1, 198.51.100.2'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Host', 'evil.example'],
  ['x-forwarded-port', '443'],
];

describe('who asked', () => {
  it('is what the front door saw, whatever the request says', () => {
    expect(pairs(forwardedHeaders(asked(claimed), false))).toEqual([
      'host: meterbook.example',
      'x-forwarded-for: 203.0.113.7',
      'x-forwarded-proto: http',
      'x-forwarded-host: meterbook.example',
      'x-forwarded-port: 3000',
    ]);
  });

  it('is what a proxy of ours wrote, where there is one', () => {
    expect(pairs(forwardedHeaders(asked(claimed), true))).toEqual(
      pairs(claimed.map(([name, value]) => [name, value]).flat()),
    );
  });

  it('is added where that proxy wrote nothing', () => {
    expect(pairs(forwardedHeaders(asked([['Host', 'a']]), true))).toContain('x-forwarded-for: 203.0.113.7');
  });
});

it('what is about one connection stays there', () => {
  const raw = [
    ...['Connection', 'keep-alive, X-Mine', 'Keep-Alive', 'timeout=5', 'X-Mine', '1', 'TE', 'trailers'],
    ...['Upgrade', 'h2c', 'Proxy-Authorization', 'Basic x', 'Trailer', 'Expires', 'Proxy-Connection', 'close'],
    ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Other', '2'],
  ];
  expect(passedOn(raw)).toEqual(['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Other', '2']);
});

it('a body in pieces goes on in pieces, and nobody waits for leave to send it', () => {
  const sent = pairs(
    forwardedHeaders(
      asked([
        ['Transfer-Encoding', 'chunked'],
        ['Expect', '100-continue'],
      ]),
      false,
    ),
  );
  expect(sent).toContain('transfer-encoding: chunked');
  expect(sent.join()).not.toContain('expect');
});
