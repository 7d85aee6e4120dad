import { expect, it } from 'vitest';
import { newId } from './ids';
import { quoteToken, readQuoteToken, type QuotedWork } from './quote-token';

const secret = new Uint8Array(32).fill(7);
const work: QuotedWork = {
  account: newId(),
  catalog: { id: 'captions', version: 1 },
  request: { feature: 'ai-ads', quantity: 3 },
  member: 'Zoë',
  expiresAt: 1_000,
};

it('says what it binds, to whoever has the secret it was signed with', () => {
  const token = quoteToken(work, secret);
  expect(readQuoteToken(token, secret)).toEqual(work);
  expect(readQuoteToken(token, new Uint8Array(32).fill(8))).toBeNull();
  expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
});

it('is no quote any more with any one character changed, added or left out', () => {
  const token = quoteToken(work, secret);
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A';
    expect(readQuoteToken(token.slice(0, at) + other + token.slice(at + 1), secret)).toBeNull();
    expect(readQuoteToken(token.slice(0, at) + token.slice(at + 1), secret)).toBeNull();
    expect(readQuoteToken(token.slice(0, at) + other + token.slice(at), secret)).toBeNull();
  }
  // The last character of a signature has two bits that say nothing: even they may not differ.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const read = [...alphabet].map((last) => readQuoteToken(token.slice(0, -1) + last, secret));
  expect(read.filter(Boolean)).toHaveLength(1);
});

it.each(['', '.', 'a', 'a.b', '..', `${'x'.repeat(30_000)}.`, '\u0000.\ud800', 'e30.'])('%j is none', (text) => {
  expect(readQuoteToken(text, secret)).toBeNull();
});
