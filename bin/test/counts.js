/** How many tests passed and failed, from the reports that the runners write. */
import { readFile } from 'node:fs/promises';

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * A skipped test counts as failed: nothing may be skipped. A file that could not even be loaded counts as one failed
 * test, and so does a runner that ends badly although all its tests passed, or that ran none.
 * @param {Counts} counts
 * @param {{ endedWell: boolean, mayBeEmpty?: boolean }} run
 * @returns {Counts}
 */
export function settleCounts({ passed, failed }, { endedWell, mayBeEmpty = false }) {
  if (failed > 0) return { passed, failed };
  if (!endedWell) return { passed, failed: 1 };
  if (passed === 0 && !mayBeEmpty) return { passed, failed: 1 };
  return { passed, failed };
}

/** @param {string} file @returns {Promise<Counts>} nothing if the report is missing */
export async function countVitest(file) {
  const report = await readReport(file);
  let passed = 0;
  let failed = 0;
  for (const { status, assertionResults } of report?.testResults ?? []) {
    const passedHere = assertionResults.filter((/** @type {{ status: string }} */ test) => test.status === 'passed');
    const othersHere = assertionResults.length - passedHere.length;
    passed += passedHere.length;
    failed += othersHere > 0 || status === 'passed' ? othersHere : 1;
  }
  return { passed, failed };
}

/** @param {string} file @returns {Promise<Counts>} nothing if the report is missing */
export async function countPlaywright(file) {
  const report = await readReport(file);
  if (!report) return { passed: 0, failed: 0 };
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {};
  return { passed: expected, failed: unexpected + flaky + skipped };
}

/** @param {string} file */
async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
