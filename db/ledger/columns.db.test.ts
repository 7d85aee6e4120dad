import { expect, it } from 'vitest';
import { useTestDatabase } from '../testing/database';
import { columnsOf, linesOf } from './columns';

const test = useTestDatabase();

it('texts, numbers and nulls arrive as they were sent', async () => {
  const texts = ['', 'null', 'NULL', '{a,b}', ' a ', 'a "quote" and a \\ and \\\\"', "it's", 'Zoë 🎬\n\t', null];
  const rows = texts.map((name, index) => ({
    name,
    amount: index % 2 === 0 ? 9_007_199_254_740_993n : null,
    open: index % 3 === 0,
    receipt: index === 4 ? null : { name, lines: [{ name: '"', credits: 0.5 }] },
    answer: index === 0 ? '' : `{"said":${JSON.stringify(name)}}`,
  }));
  const of = columnsOf(rows);
  const lines = linesOf(rows);
  const found = await test.db.sql`
    SELECT name, amount, open, receipt, answer
    FROM unnest(${of('name')}::text::text[], ${of('amount')}::text::bigint[], ${of('open')}::text::boolean[],
      (string_to_array(${lines('receipt')}, E'\\n', ''))[2:]::jsonb[],
      (string_to_array(${lines('answer')}, E'\\n'))[2:])
      WITH ORDINALITY AS r(name, amount, open, receipt, answer, number) ORDER BY number`;
  expect(found.map((row) => ({ ...row }))).toEqual(rows);
});

it('a text of several lines is refused, and never goes to another row', () => {
  expect(() => linesOf([{ answer: 'one' }, { answer: 'two\nthree' }])('answer')).toThrow('several lines');
});

it('a column that a row does not have is null in it', () => {
  expect(columnsOf([{ a: 1 }, {}])('a')).toBe('{1,NULL}');
});
