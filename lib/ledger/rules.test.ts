import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** Every rule of docs/ledger.md is proven somewhere: a test, or a group of tests, carries its number. */
it('the rules of the ledger are numbered, and each has tests that carry its number', () => {
  const page = readFileSync(path.join(root, 'docs/ledger.md'), 'utf8');
  const rules = [...page.matchAll(/^\*\*Rule (\d+)\.\*\*/gm)].map((match) => Number(match[1]));
  expect(rules).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));

  const named = new Set<number>();
  for (const room of ['lib', 'db', 'services', 'api', 'bin', 'e2e']) {
    for (const file of readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(test|spec)\.tsx?$/.test(file)) continue;
      const text = readFileSync(path.join(root, room, file), 'utf8');
      for (const match of text.matchAll(/\b(?:it|test|describe)(?:\.each\([\s\S]*?\))?\(\s*['"`]rule (\d+)/g)) {
        named.add(Number(match[1]));
      }
    }
  }
  // Rule 25 has nothing to prove before something has a side effect: the page says so.
  expect(page).toContain('Nothing has side effects');
  expect(rules.filter((rule) => !named.has(rule))).toEqual([25]);
});
