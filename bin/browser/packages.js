/** Getting a Chromium from the system's package manager. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describeEnding, runToEnd } from '../start/children.js';

const PATIENCE_MS = 15 * 60_000;

/** @type {{ manager: string, asRoot: boolean, steps: string[][] }[]} */
const MANAGERS = [
  {
    manager: 'apt-get',
    asRoot: true,
    steps: [
      ['apt-get', 'update'],
      // Waits for another apt that is at work, rather than failing.
      ['apt-get', '-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  },
  { manager: 'dnf', asRoot: true, steps: [['dnf', 'install', '-y', 'chromium']] },
  { manager: 'apk', asRoot: true, steps: [['apk', 'add', '--no-cache', 'chromium']] },
  { manager: 'pacman', asRoot: true, steps: [['pacman', '-Sy', '--noconfirm', 'chromium']] },
  { manager: 'brew', asRoot: false, steps: [['brew', 'install', '--cask', 'chromium']] },
];

function ourManager() {
  return MANAGERS.find(({ manager }) => isOnPath(manager));
}

/** The one command that a person would type. @returns {string | undefined} */
export function commandToType() {
  const found = ourManager();
  if (!found) return undefined;
  const sudo = found.asRoot && process.getuid?.() !== 0 ? 'sudo ' : '';
  return found.steps.map((step) => sudo + step.join(' ')).join(' && ');
}

/**
 * @param {{ signal?: AbortSignal, onLine: (line: string) => void }} options
 * @returns {Promise<string | undefined>} why it did not work, or undefined
 */
export async function installFromPackages({ signal, onLine }) {
  const found = ourManager();
  if (!found) return 'this system has no package manager that we know';
  /** @type {string[]} */
  let prefix = [];
  if (found.asRoot && process.getuid?.() !== 0) {
    const mayBecomeRoot = isOnPath('sudo') && (await runToEnd('sudo', ['-n', 'true'], { signal })).code === 0;
    if (!mayBecomeRoot) return `${found.manager} needs root's rights`;
    prefix = ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'];
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of found.steps) {
    const [command = '', ...args] = [...prefix, ...step];
    const { output, ...ending } = await runToEnd(command, args, { env, signal, onLine, timeoutMs: PATIENCE_MS });
    if (ending.code !== 0) {
      return `${step.join(' ')}: ${describeEnding(ending)}; ${output.trim().split('\n').slice(-3).join(' / ')}`;
    }
  }
  return undefined;
}

/** @param {string} command */
function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, command)));
}
