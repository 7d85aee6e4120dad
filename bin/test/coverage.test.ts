import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeCoverage } from './coverage.js';

const root = join(tmpdir(), 'some-project');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterbook-coverage-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is said of files with so many branches taken of so many. */
async function judge(branches: Record<string, [covered: number, total: number]>) {
  const files = Object.entries(branches).map(([file, [covered, total]]) => [
    join(root, file),
    { branches: { covered, total } },
  ]);
  const total = { branches: { covered: 0, total: 1_000 } };
  await writeFile(join(folder, 'coverage-summary.json'), JSON.stringify({ total, ...Object.fromEntries(files) }));
  return judgeCoverage({ root, folder });
}

describe('the branches that are covered', () => {
  test('are added up over the files of each folder, and of both', async () => {
    const { lines, enough } = await judge({
      'lib/ledger/debit.ts': [90, 90],
      'lib/ledger/holds.ts': [7, 10],
      'lib/plans/seats.ts': [48, 49],
      'lib/plans/deeper/terms.ts': [1, 1],
      'lib/ledger-like/other.ts': [0, 500],
    });
    expect(lines).toEqual([
      'branch coverage: lib/ledger 97.0 %, lib/plans 98.0 % (at least 95)',
      'branch coverage of both: 97.3 %',
    ]);
    expect(enough).toBe(true);
  });

  test.each<[string, [number, number], [number, number], string, boolean]>([
    ['just enough of both', [95, 100], [19, 20], 'lib/ledger 95.0 %, lib/plans 95.0 %', true],
    ['too few of one, never rounded up', [94_999, 100_000], [1, 1], 'lib/ledger 94.9 %, lib/plans 100.0 %', false],
    ['too few of the other', [1, 1], [9, 10], 'lib/ledger 100.0 %, lib/plans 90.0 %', false],
    ['a folder that was not measured', [1, 1], [0, 0], 'lib/ledger 100.0 %, lib/plans 0.0 %', false],
  ])('are judged: %s', async (_, ledger, plans, said, enough) => {
    const judged = await judge({ 'lib/ledger/debit.ts': ledger, 'lib/plans/seats.ts': plans });
    expect(judged.lines[0]).toBe(`branch coverage: ${said} (at least 95)`);
    expect(judged.enough).toBe(enough);
  });

  test('where they are too few, are said file by file, the worst first', async () => {
    const { lines } = await judge({
      'lib/ledger/debit.ts': [5, 5],
      'lib/ledger/holds.ts': [7, 10],
      'lib/plans/seats.ts': [1, 49],
    });
    expect(lines.slice(2)).toEqual([
      '  lib/plans/seats.ts: 48 of 49 branches are not taken',
      '  lib/ledger/holds.ts: 3 of 10 branches are not taken',
    ]);
  });

  test('are not enough where there is no report', async () => {
    const judged = await judgeCoverage({ root, folder: join(folder, 'missing') });
    expect(judged).toEqual({ lines: ['branch coverage: not measured'], enough: false });
  });
});
