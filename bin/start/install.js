/** Installs the dependencies when they are missing or are not those of package-lock.json. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { aloneInCheckout } from './checkout.js';
import { describeEnding, runToEnd } from './children.js';
import { beginStep } from './progress.js';

/**
 * @param {string} root
 * @param {{ signal?: AbortSignal, verbose?: boolean }} [options]
 */
export async function installDependencies(root, { signal, verbose = false } = {}) {
  if (await isInstalled(root)) return;
  await aloneInCheckout(root, 'installing', signal, async () => {
    if (await isInstalled(root)) return; // another command did, while we waited
    const first = !existsSync(join(root, 'node_modules'));
    const label = first
      ? 'Installing the dependencies (only the first time; a minute or more)'
      : 'Installing the dependencies, which have changed';
    const step = beginStep(label);
    const { command, args } = npmCommand();
    const ending = await runToEnd(command, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: root,
      env: installEnvironment(),
      shell: command.endsWith('.cmd'),
      output: verbose ? 'show' : 'keep',
      signal,
    }).catch((error) => {
      step.failed();
      throw error;
    });
    if (ending.code !== 0) {
      step.failed();
      throw new Error(`npm ci failed (${describeEnding(ending)}):\n${ending.output.trim()}`);
    }
    await writeFile(stampFile(root), await lockHash(root));
    step.done('Installed the dependencies');
  });
}

/** @param {string} root */
async function isInstalled(root) {
  const hash = await lockHash(root);
  const stamp = await readFile(stampFile(root), 'utf8').catch(() => undefined);
  if (stamp === hash) return true;
  if (!(await matchesLock(root))) return false;
  await writeFile(stampFile(root), hash).catch(() => {});
  return true;
}

/**
 * Whether npm, run by hand, has already installed exactly what package-lock.json says. npm notes what it has installed
 * when it is through; what may be absent are packages for other platforms.
 * @param {string} root
 */
async function matchesLock(root) {
  try {
    const [wanted, installed] = await Promise.all(
      ['package-lock.json', join('node_modules', '.package-lock.json')].map(
        async (file) => JSON.parse(await readFile(join(root, file), 'utf8')).packages,
      ),
    );
    for (const [path, { version, optional }] of Object.entries(wanted)) {
      if (path === '') continue;
      if (installed[path] ? installed[path].version !== version : !optional) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.meterbook-lock');
}

/** @param {string} root */
async function lockHash(root) {
  return createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex');
}

/** The npm that belongs to the Node we run on, so that both agree on what they can install. */
function npmCommand() {
  const folder = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath, // may also be another package manager, which cannot read our lockfile
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const cli = candidates.find((path) => path && basename(path) === 'npm-cli.js' && existsSync(path));
  if (cli) return { command: process.execPath, args: [cli] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** Build tools are wanted whatever the environment says about production. */
function installEnvironment() {
  const env = { ...process.env };
  delete env.NODE_ENV;
  for (const name of ['production', 'omit', 'only']) delete env[`npm_config_${name}`];
  return env;
}
