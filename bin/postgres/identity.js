/**
 * Who runs PostgreSQL. It refuses to run as root, so for root that is a system user made for it, or else `nobody`; for
 * anyone else it is they themselves.
 */
import { execFileSync } from 'node:child_process';
import { chown, lchown, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from '../start/children.js';

/** @typedef {{ uid: number, gid: number } | undefined} Identity `undefined`: the one who runs this program */

const USER = 'meterbook';

export function isRoot() {
  return process.getuid?.() === 0;
}

/** @returns {Promise<NonNullable<Identity>>} */
export async function databaseUser() {
  const known = lookUp(USER);
  if (known) return known;
  const makers = [
    ['useradd', '--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', USER],
    ['adduser', '-S', '-D', '-H', USER],
  ];
  for (const [command, ...args] of makers) {
    await runToEnd(/** @type {string} */ (command), args);
    const made = lookUp(USER); // also when two starts tried at once and the other one made it
    if (made) return made;
  }
  return lookUp('nobody') ?? { uid: 65534, gid: 65534 };
}

/** @param {string} name @returns {Identity} */
function lookUp(name) {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    );
    return uid && gid ? { uid, gid } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether this identity can make files in the folder: tried, not concluded from rights, since a parent's rights, a
 * mount's options or a security module may each forbid it.
 * @param {string} folder
 * @param {NonNullable<Identity>} identity
 */
export async function canWriteIn(folder, identity) {
  const probe = 'cd "$0" && : > .probe && rm .probe';
  const { code } = await runToEnd('/bin/sh', ['-c', probe, folder], { ...identity, cwd: '/' });
  return code === 0;
}

/** @param {string} folder @param {Identity} identity */
export async function makeFolderFor(folder, identity) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (identity) await chown(folder, identity.uid, identity.gid);
}

/** @param {string} folder @param {NonNullable<Identity>} identity */
export async function giveFolderTo(folder, identity) {
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), identity.uid, identity.gid);
  }
  await chown(folder, identity.uid, identity.gid);
}
