/**
 * `npm test`, from nothing: installs what is missing, then checks everything. A step that fails does not keep the
 * later ones from running. The last line is `N passed, N failed`. With `--long`, the slow tests too.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stopped } from './start/children.js';
import { installDependencies } from './start/install.js';
import { refuseOldNode } from './start/node-version.js';
import { say } from './start/progress.js';
import { onStopSignals } from './start/signals.js';
import { LONG_STEPS, STEPS } from './test/steps.js';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const steps = process.argv.includes('--long') ? [...STEPS, ...LONG_STEPS] : STEPS;

refuseOldNode();
const signal = onStopSignals('Stopping the tests …');
/** @type {{ name: string, passed: number, failed: number, ms: number }[]} */
const results = [];
const scratch = await mkdtemp(join(tmpdir(), 'meterbook-test-'));
try {
  await installDependencies(root, { signal });
  for (const step of steps) await runStep(step);
} catch (error) {
  if (!(error instanceof Stopped)) say(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
  results.push({ name: signal.aborted ? 'stopped' : 'installation', passed: 0, failed: 1, ms: 0 });
}
await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
report();
process.exit();

/** @param {import('./test/steps.js').Step} step */
async function runStep({ name, run }) {
  say(`\n── ${name} ──`);
  const begun = Date.now();
  let counts = { passed: 0, failed: 1 };
  try {
    counts = await run({ root, env: testEnvironment(), signal });
  } catch (error) {
    if (error instanceof Stopped) throw error;
    say(`✗ ${error instanceof Error ? error.message : String(error)}`);
  }
  results.push({ name, ...counts, ms: Date.now() - begun });
  say(`── ${name}: ${counts.passed} passed, ${counts.failed} failed ──`);
}

/** A test must not depend on how the person who runs it has set up their own Meterbook. */
function testEnvironment() {
  /** @type {Record<string, string | undefined>} */
  const env = { ...process.env, TMPDIR: scratch, NEXT_TELEMETRY_DISABLED: '1' };
  for (const name of ['NODE_ENV', 'DATABASE_URL', 'MIGRATION_DATABASE_URL', 'DATA_DIR', 'PORT', 'PUBLIC_URL']) {
    delete env[name];
  }
  return /** @type {NodeJS.ProcessEnv} */ (env);
}

function report() {
  const width = Math.max(...results.map(({ name }) => name.length));
  say('');
  for (const { name, passed, failed, ms } of results) {
    const mark = failed ? '✗' : '✓';
    say(`${mark} ${name.padEnd(width)}  ${passed} passed, ${failed} failed · ${(ms / 1000).toFixed(1)} s`);
  }
  /** @param {'passed' | 'failed'} kind */
  const total = (kind) => results.reduce((sum, result) => sum + result[kind], 0);
  say(`\n${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = total('failed') ? 1 : 0;
}
