import { expect, it } from 'vitest';
import { arrayText, listOfArray } from './arrays';

it.each([
  [[], '{}'],
  [['a', '2026-03-15T12:00:00.5Z', '-1'], '{a,2026-03-15T12:00:00.5Z,-1}'],
  [['NULL', 'null', 'nullify'], '{"NULL","null",nullify}'],
  [['with space', 'a,b', '{}', ''], '{"with space","a,b","{}",""}'],
  [['"quoted"', 'back\\slash', 'line\nbreak'], '{"\\"quoted\\"","back\\\\slash","line\nbreak"}'],
])('%j is written as %s and read back', (list, text) => {
  expect(arrayText(list)).toBe(text);
  expect(listOfArray(text)).toEqual(list);
});

it('reads what PostgreSQL leaves without quotes', () => {
  expect(listOfArray('{accounts:read,generations:write}')).toEqual(['accounts:read', 'generations:write']);
  expect(listOfArray('{a,"b c",d}')).toEqual(['a', 'b c', 'd']);
});
