import { expect, it } from 'vitest';
import { streamOf } from './stream-of';

/** Pieces that note how many were made, and whether whoever makes them was let go. */
function pieces(count: number, failAt = Infinity) {
  const seen = { made: 0, over: false };
  async function* text() {
    try {
      for (let piece = 0; piece < count; piece += 1) {
        if (piece === failAt) throw new Error('the database is away');
        seen.made += 1;
        yield `piece ${piece}\n`;
      }
    } finally {
      seen.over = true;
    }
  }
  return { seen, text: text() };
}

const nobodyLeaves = new AbortController().signal;

it('sends every piece, and makes none ahead of who reads', async () => {
  const { seen, text } = pieces(3);
  const reader = streamOf(text, nobodyLeaves).getReader();
  await reader.read();
  expect(seen.made).toBeLessThanOrEqual(2);
  await reader.read();
  await reader.read();
  expect(await reader.read()).toMatchObject({ done: true });
  expect(seen).toEqual({ made: 3, over: true });
});

it('makes no more once its reader is gone', async () => {
  const { seen, text } = pieces(1_000);
  const reader = streamOf(text, nobodyLeaves).getReader();
  await reader.read();
  await reader.cancel();
  expect(seen.over).toBe(true);
  expect(seen.made).toBeLessThanOrEqual(2);
});

it('makes no more once the request is over', async () => {
  const left = new AbortController();
  const { seen, text } = pieces(1_000);
  const reader = streamOf(text, left.signal).getReader();
  await reader.read();
  left.abort();
  while (!(await reader.read()).done);
  expect(seen.over).toBe(true);
  expect(seen.made).toBeLessThanOrEqual(3);
});

it('breaks off where a piece fails', async () => {
  const { text } = pieces(3, 1);
  const reader = streamOf(text, nobodyLeaves).getReader();
  await reader.read();
  await expect(reader.read()).rejects.toThrow('the database is away');
});
