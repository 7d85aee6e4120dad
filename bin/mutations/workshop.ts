import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runToEnd } from '../start/children.js';
import { mutate, type Mutation, type NamedTest } from './mutation';
import { verdictOf, type Report, type Verdict } from './verdict';

/** A mutated program may never come to an end. */
const RUN_MS_MAX = 3 * 60_000;

/** A copy of the project in which things may be broken. */
export interface Workshop {
  /** Runs tests, and only these, on the copy as it is. One verdict each, in their order. */
  run(tests: readonly NamedTest[]): Promise<Verdict[]>;
  /** Runs the mutation's test on the copy with the mutation in it, and takes it out again. */
  runBroken(mutation: Mutation): Promise<Verdict>;
  close(): Promise<void>;
}

/**
 * Copies what belongs to the project, committed or new, and nothing that is made from it; the packages are shared.
 * @param databaseUrl of a PostgreSQL for the tests that need one
 */
export async function openWorkshop(root: string, databaseUrl: string): Promise<Workshop> {
  const folder = await mkdtemp(path.join(tmpdir(), 'meterbook-mutations-'));
  const copy = path.join(folder, 'project');
  for (const file of await filesOf(root)) {
    await mkdir(path.dirname(path.join(copy, file)), { recursive: true });
    await cp(path.join(root, file), path.join(copy, file));
  }
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');

  const env = { ...withoutVitest(process.env), TEST_DATABASE_URL: databaseUrl };
  const run = (tests: readonly NamedTest[]) => runTests({ copy, report: path.join(folder, 'report.json'), env }, tests);
  return {
    run,
    async runBroken(mutation) {
      const file = path.join(copy, mutation.file);
      // Test databases are cloned from one that is named for the migrations: the broken program gets one of its own.
      const marker = path.join(copy, 'db/migrations/broken.sql');
      const text = await readFile(file, 'utf8');
      try {
        await writeFile(file, mutate(text, mutation));
        await writeFile(marker, `-- ${mutation.name}\n`);
        const [verdict] = await run([mutation.caughtBy]);
        return verdict!;
      } finally {
        await writeFile(file, text);
        await rm(marker, { force: true });
      }
    },
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Committed files and new ones that are not ignored, without those that have been deleted. */
async function filesOf(root: string): Promise<string[]> {
  const list = async (...which: string[]) => {
    const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)('git', ['ls-files', '-z', '--exclude-standard', ...which], options);
    return stdout.split('\0').filter(Boolean);
  };
  const gone = new Set(await list('--deleted'));
  return (await list('--cached', '--others')).filter((file) => !gone.has(file));
}

/** A run inside of a run must not take itself for a worker of the outer one. */
function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST'))) as NodeJS.ProcessEnv;
}

async function runTests(
  { copy, report, env }: { copy: string; report: string; env: NodeJS.ProcessEnv },
  tests: readonly NamedTest[],
): Promise<Verdict[]> {
  const projects = new Set(tests.map(({ project }) => project));
  const words = new Set(tests.map((test) => test.words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  await rm(report, { force: true });
  await runToEnd(
    process.execPath,
    [
      path.join(copy, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...[...projects].flatMap((project) => ['--project', project]),
      ...new Set(tests.map(({ file }) => file)),
      ...['--testNamePattern', [...words].join('|'), '--reporter=json', `--outputFile=${report}`],
    ],
    { cwd: copy, env, timeoutMs: RUN_MS_MAX },
  );
  const written = await readFile(report, 'utf8').then(
    (text) => JSON.parse(text) as Report,
    () => undefined,
  );
  return tests.map((test) => verdictOf(written, test));
}
