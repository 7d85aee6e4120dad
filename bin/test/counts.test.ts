import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countPlaywright, countVitest, settleCounts } from './counts.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterbook-counts-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function reportOf(content: unknown): Promise<string> {
  const file = join(folder, 'report.json');
  await writeFile(file, JSON.stringify(content));
  return file;
}

const vitestFile = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((testStatus) => ({ status: testStatus })),
});

describe("vitest's report", () => {
  test.each([
    ['passed and failed tests', [vitestFile('failed', 'passed', 'failed', 'passed')], { passed: 2, failed: 1 }],
    ['a skipped test as failed', [vitestFile('passed', 'passed', 'pending')], { passed: 1, failed: 1 }],
    ['a file that could not be loaded as one failed', [vitestFile('failed')], { passed: 0, failed: 1 }],
    ['nothing when there are no files', [], { passed: 0, failed: 0 }],
  ])('counts %s', async (_, testResults, expected) => {
    expect(await countVitest(await reportOf({ testResults }))).toEqual(expected);
  });
});

describe("playwright's report", () => {
  test('counts flaky and skipped tests as failed', async () => {
    const file = await reportOf({ stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 } });
    expect(await countPlaywright(file)).toEqual({ passed: 5, failed: 6 });
  });

  test('counts nothing when it was never written', async () => {
    expect(await countPlaywright(join(folder, 'missing.json'))).toEqual({ passed: 0, failed: 0 });
  });
});

describe('a runner', () => {
  test.each([
    ['that ended badly counts as one failed', { passed: 7, failed: 0 }, { endedWell: false }, { passed: 7, failed: 1 }],
    ['that ran nothing counts as one failed', { passed: 0, failed: 0 }, { endedWell: true }, { passed: 0, failed: 1 }],
    [
      'may run nothing if told so',
      { passed: 0, failed: 0 },
      { endedWell: true, mayBeEmpty: true },
      { passed: 0, failed: 0 },
    ],
    ['that named its failures adds none', { passed: 1, failed: 2 }, { endedWell: false }, { passed: 1, failed: 2 }],
  ])('%s', (_, counts, run, expected) => {
    expect(settleCounts(counts, run)).toEqual(expected);
  });
});
