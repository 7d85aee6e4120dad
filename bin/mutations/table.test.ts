import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutate } from './mutation';
import { mutations } from './table';

/** Quick, beside the slow proof: a mutation whose place has moved away is noticed with the change that moved it. */

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('the table of mutations', () => {
  test.each(mutations)('still finds where $name', (mutation) => {
    const text = read(mutation.file);
    expect(mutate(text, mutation)).not.toBe(text);
  });

  test('calls each by a name of its own', () => {
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
  });

  test.each([
    ['stands nowhere', 'b', 'no longer holds'],
    ['stands twice', 'a', '2 times'],
  ])('takes nothing for its place that %s', (_, find, why) => {
    const broken = { name: 'x', file: 'x.ts', find, replace: 'c', caughtBy: mutations[0]!.caughtBy };
    expect(() => mutate('a a', broken)).toThrow(why);
  });
});
