/** Builds the pages when their sources have changed since the last build that was finished. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aloneInCheckout } from './checkout.js';
import { describeEnding, runToEnd } from './children.js';
import { beginStep } from './progress.js';

const SOURCES = [
  ...['api', 'app', 'catalogs', 'components', 'db', 'lib', 'messages', 'public', 'services'],
  ...['instrumentation.ts', 'next.config.js', 'package-lock.json', 'postcss.config.mjs', 'proxy.ts', 'tsconfig.json'],
];

/**
 * @param {string} root
 * @param {{ signal?: AbortSignal, verbose?: boolean }} [options]
 */
export async function buildIfChanged(root, { signal, verbose = false } = {}) {
  if (await isBuilt(root)) return;
  await aloneInCheckout(root, 'building', signal, async () => {
    if (await isBuilt(root)) return; // another command did, while we waited
    const step = beginStep('Building the pages (only when the sources have changed)');
    const hash = await hashSources(root);
    await rm(stampFile(root), { force: true }); // a build that is killed from here on must not count
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
    const ending = await runToEnd(process.execPath, [next, 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      output: verbose ? 'show' : 'keep',
      signal,
      onLine: (line) => step.at(line.replace(/\x1b\[[0-9;]*m/g, '').slice(0, 60)),
    }).catch((error) => {
      step.failed();
      throw error;
    });
    if (ending.code !== 0) {
      step.failed();
      throw new Error(`the build failed (${describeEnding(ending)}):\n${ending.output.trim()}`);
    }
    await mkdir(join(root, '.next'), { recursive: true });
    await writeFile(stampFile(root), hash);
    step.at('');
    step.done('Built the pages');
  });
}

/** @param {string} root */
async function isBuilt(root) {
  if (!existsSync(join(root, '.next', 'BUILD_ID'))) return false;
  const stamp = await readFile(stampFile(root), 'utf8').catch(() => undefined);
  return stamp !== undefined && stamp === (await hashSources(root));
}

/** @param {string} root */
function stampFile(root) {
  return join(root, '.next', 'meterbook-sources');
}

/**
 * Over names and contents of all that a build reads; tests are left out, since they change what is checked only.
 * @param {string} root
 * @returns {Promise<string>}
 */
async function hashSources(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesOf(root, source)) {
      hash
        .update(`${file}\0`)
        .update(await readFile(join(root, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} source a file or a folder, which may be missing
 * @returns {Promise<string[]>} paths from the root, in a fixed order
 */
async function filesOf(root, source) {
  const found = await stat(join(root, source)).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [source];
  const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.[a-z]+$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
