import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('.env.example names exactly the variables that the program reads', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
  const source = readFileSync(new URL('./env.ts', import.meta.url), 'utf8');
  const read = [...source.matchAll(/^ {4}([A-Z][A-Z_]+): /gm)].map((match) => match[1]);
  expect(named.sort()).toEqual(read.sort());
});
