/** Makes a cluster, whole or not at all, with the database in it; and changes its password from inside. */
import { chown, open, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runToEnd, describeEnding } from '../start/children.js';
import { programPath } from './binaries.js';
import { makeFolderFor } from './identity.js';

export const DATABASE = 'meterbook';

/**
 * @param {import('./place.js').Place} place
 * @param {{ password: string, durable: boolean, signal?: AbortSignal }} options
 */
export async function createCluster({ cluster, native, identity }, { password, durable, signal }) {
  const fresh = `${cluster}.new`; // renamed at the end: a kill half-way leaves nothing that looks finished
  const passwordFile = `${cluster}.password`;
  await rm(fresh, { recursive: true, force: true });
  await makeFolderFor(fresh, identity);
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (identity) await chown(passwordFile, identity.uid, identity.gid);
    const args = ['-D', fresh, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    args.push('--encoding=UTF8', '--locale=C', ...(durable ? [] : ['--no-sync']));
    await mustSucceed(programPath(native, 'initdb'), args, { ...surroundings(cluster, identity), signal });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await runSql({ cluster: fresh, native, identity }, `CREATE DATABASE ${DATABASE}`, signal);
  await rmdir(cluster).catch(() => {}); // an empty folder in its place is fine, anything else is not ours
  await rename(fresh, cluster);
  if (durable) await syncFolder(dirname(cluster));
}

/**
 * For a data folder whose secrets were lost and made anew.
 * @param {import('./place.js').Place} place
 * @param {string} password
 * @param {AbortSignal} [signal]
 */
export async function setPassword(place, password, signal) {
  await runSql(place, `ALTER ROLE postgres PASSWORD '${password.replaceAll("'", "''")}'`, signal);
}

/**
 * Runs one statement while no server runs (PostgreSQL's single-user mode, which asks for no password).
 * @param {import('./place.js').Place} place
 * @param {string} statement
 * @param {AbortSignal} [signal]
 */
async function runSql({ cluster, native, identity }, statement, signal) {
  const args = ['--single', '-j', '-D', cluster, '-c', 'exit_on_error=on', 'template1'];
  const options = { ...surroundings(cluster, identity), input: `${statement};\n\n`, signal };
  await mustSucceed(programPath(native, 'postgres'), args, options);
}

/**
 * What every PostgreSQL program is started with: never our own folder, which its user may be unable to see.
 * @param {string} cluster
 * @param {import('./identity.js').Identity} identity
 */
export function surroundings(cluster, identity) {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  const env = { PATH, SystemRoot, TEMP, TMP, HOME: dirname(cluster), LC_ALL: 'C', TZ: 'UTC' };
  return { cwd: dirname(cluster), env, ...identity };
}

/** @param {string} program @param {string[]} args @param {Parameters<typeof runToEnd>[2]} options */
async function mustSucceed(program, args, options) {
  const ending = await runToEnd(program, args, options);
  if (ending.code !== 0) throw new Error(`${program} failed (${describeEnding(ending)}):\n${ending.output.trim()}`);
}

/** @param {string} folder */
async function syncFolder(folder) {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Not every system can; the rename then reaches the disk a little later.
  }
}
