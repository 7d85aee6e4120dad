import { expect, it } from 'vitest';
import { useTestDatabase } from '../testing/database';
import { columnsOf } from './columns';

const test = useTestDatabase();

it('texts, numbers and nulls arrive as they were sent', async () => {
  const texts = ['', 'null', 'NULL', '{a,b}', ' a ', 'a "quote" and a \\ and \\\\"', "it's", 'Zoë 🎬\n\t', null];
  const rows = texts.map((name, index) => ({
    name,
    amount: index % 2 === 0 ? 9_007_199_254_740_993n : null,
    open: index % 3 === 0,
    receipt: { name, lines: [{ name: '"', credits: 0.5 }] },
  }));
  const of = columnsOf(rows);
  const found = await test.db.sql`
    SELECT name, amount, open, receipt
    FROM unnest(${of('name')}::text::text[], ${of('amount')}::text::bigint[], ${of('open')}::text::boolean[],
      ${of('receipt')}::text::jsonb[]) WITH ORDINALITY AS r(name, amount, open, receipt, number) ORDER BY number`;
  expect(found.map((row) => ({ ...row }))).toEqual(rows);
});

it('a column that a row does not have is null in it', () => {
  expect(columnsOf([{ a: 1 }, {}])('a')).toBe('{1,NULL}');
});
