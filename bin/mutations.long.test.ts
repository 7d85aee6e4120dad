import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { mutations } from './mutations/table';
import { openWorkshop, type Workshop } from './mutations/workshop';

/** The proof of the proofs: each promise is broken once, in a copy of the project, and its test must fail. */

const root = fileURLToPath(new URL('..', import.meta.url));
let workshop: Workshop;
const lines: string[] = [];
let caught = 0;

beforeAll(async () => {
  workshop = await openWorkshop(root, inject('databaseUrl'));
});

afterAll(async () => {
  await workshop.close();
  console.log([...lines, `${caught} of ${mutations.length} mutations caught`].join('\n'));
});

test('as it is, the project passes every test that is named', async () => {
  const verdicts = await workshop.run(mutations.map(({ caughtBy }) => caughtBy));
  const wrong = mutations.flatMap(({ caughtBy }, index) => {
    const { outcome, reason } = verdicts[index]!;
    return outcome === 'passed' ? [] : [`${caughtBy.file}, "${caughtBy.words}": ${outcome}: ${reason}`];
  });
  expect(wrong).toEqual([]);
});

test.each(mutations)('it is noticed where $name', async (mutation) => {
  const { outcome, reason } = await workshop.runBroken(mutation);
  if (outcome === 'failed') caught += 1;
  const noticed = outcome === 'failed' ? '✓' : '✗';
  lines.push(`${noticed} ${mutation.name} (${mutation.file})${outcome === 'failed' ? '' : `: ${outcome} ${reason}`}`);
  expect({ outcome, reason }).toEqual({ outcome: 'failed', reason });
});
