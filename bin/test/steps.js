/** The steps of `npm test`. Each returns how many of its tests passed and failed. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from '../start/children.js';
import { buildIfChanged } from '../start/build.js';
import { findBrowser } from '../find-browser.js';
import { say } from '../start/progress.js';
import { countPlaywright, countVitest, settleCounts } from './counts.js';
import { coverageArguments, judgeCoverage } from './coverage.js';

/**
 * @typedef {import('./counts.js').Counts} Counts
 * @typedef {{ root: string, env: NodeJS.ProcessEnv, signal: AbortSignal }} Run
 * @typedef {{ name: string, run: (run: Run) => Promise<Counts> }} Step
 */

const STOP_GRACE_MS = 20_000; // for the runners to stop their databases and servers

/** @type {Step[]} */
export const STEPS = [
  { name: 'types', run: checkTypes },
  { name: 'lint', run: checkLint },
  { name: 'build', run: build },
  { name: 'unit and database tests', run: runUnitAndDatabase },
  { name: 'browser tests', run: runPlaywright },
];

/** @type {Step[]} */
export const LONG_STEPS = [
  { name: 'long browser tests', run: (run) => runPlaywright({ ...run, env: { ...run.env, E2E_LONG: '1' } }) },
  { name: 'long tests', run: (run) => runVitest(run, ['long'], { mayBeEmpty: true }) },
];

/** @param {Run} run */
async function checkTypes(run) {
  // The types of routes and pages come from the app's folders.
  const generated = !existsSync(join(run.root, 'app')) || (await runTool(run, 'next/dist/bin/next', ['typegen']));
  const checked = await runTool(run, 'typescript/bin/tsc', ['--noEmit']);
  return one(generated && checked);
}

/** @param {Run} run */
async function checkLint(run) {
  const results = [
    await runTool(run, 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
    await runTool(run, 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  ];
  const hasKnip = ['knip.json', 'knip.jsonc', 'knip.ts', 'knip.js'].some((file) => existsSync(join(run.root, file)));
  if (hasKnip) results.push(await runTool(run, 'knip/bin/knip.js', []));
  return one(results.every(Boolean));
}

/**
 * The tests look at what was built, and the browser tests serve it. Not a test of its own unless it fails.
 * @param {Run} run
 */
async function build({ root, signal }) {
  await buildIfChanged(root, { signal });
  return { passed: 0, failed: 0 };
}

/** @param {Run} run */
async function runUnitAndDatabase(run) {
  const tests = await runVitest(run, ['unit', 'db']);
  const covered = one(await isCovered(run));
  return { passed: tests.passed + covered.passed, failed: tests.failed + covered.failed };
}

/**
 * Measures how much of the ledger's rules their own tests take. A run of its own: what else comes by does not count.
 * @param {Run} run
 */
async function isCovered(run) {
  // The report goes where the run's other leavings go: nothing of it stays.
  const folder = await mkdtemp(join(run.env.TMPDIR ?? tmpdir(), 'coverage-'));
  await runTool(run, 'vitest/vitest.mjs', await coverageArguments(run.root, folder), 'keep');
  const { lines, enough } = await judgeCoverage({ root: run.root, folder });
  say(`${enough ? '✓' : '✗'} ${lines.join('\n')}`);
  return enough;
}

/**
 * @param {Run} run
 * @param {string[]} projects
 * @param {{ mayBeEmpty?: boolean }} [options]
 */
async function runVitest(run, projects, { mayBeEmpty = false } = {}) {
  const report = join(run.root, 'test-results', `vitest-${projects.join('-')}.json`);
  await mkdir(join(run.root, 'test-results'), { recursive: true });
  await rm(report, { force: true });
  const endedWell = await runTool(run, 'vitest/vitest.mjs', [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...(mayBeEmpty ? ['--passWithNoTests'] : []),
  ]);
  return settleCounts(await countVitest(report), { endedWell, mayBeEmpty });
}

/** @param {Run} run */
async function runPlaywright(run) {
  const report = join(run.root, 'test-results', 'playwright.json');
  await rm(report, { force: true });
  const env = { ...run.env, CHROMIUM_PATH: await findBrowser(run.signal) };
  const endedWell = await runTool({ ...run, env }, '@playwright/test/cli.js', ['test']);
  return settleCounts(await countPlaywright(report), { endedWell });
}

/**
 * @param {Run} run
 * @param {string} script in node_modules
 * @param {string[]} args
 * @param {'show' | 'keep'} [output]
 */
async function runTool({ root, env, signal }, script, args, output = 'show') {
  const { code } = await runToEnd(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env,
    signal,
    output,
    stopSignal: 'SIGINT', // as a Ctrl-C: on others the runners leave without tidying up
    stopGraceMs: STOP_GRACE_MS,
  });
  return code === 0;
}

/** @param {boolean} passed @returns {Counts} */
function one(passed) {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
