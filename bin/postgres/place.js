/**
 * Where PostgreSQL's programs and its data ("cluster") lie. Usually: in node_modules and in the data folder. But the
 * user who must run it for root cannot look into, say, root's home; then both move to a place where that user can.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { runToEnd } from '../start/children.js';
import { copyBinaries, programPath } from './binaries.js';
import { canWriteIn, databaseUser, giveFolderTo, isRoot, makeFolderFor } from './identity.js';
import { endLeftover } from './leftover.js';

/**
 * @typedef {import('./identity.js').Identity} Identity
 * @typedef {{ cluster: string, native: string, identity: Identity }} Place
 */

/**
 * @param {{ dataDir: string, binaries: import('./binaries.js').Binaries, remembered: string | undefined,
 *   onNote: (text: string) => void }} options `remembered` is where this data folder's cluster was last time
 * @returns {Promise<Place>}
 */
export async function findPlace({ dataDir, binaries, remembered, onNote }) {
  const inDataDir = join(dataDir, 'postgres');
  const known = [remembered, inDataDir].find((folder) => folder && isCluster(folder));

  if (!isRoot()) {
    if (known) refuseForeignFolder(known);
    return { cluster: known ?? inDataDir, native: await runnable(binaries, undefined, dataDir), identity: undefined };
  }

  // A data folder that an ordinary user began stays that user's.
  const owner = known ? statSync(known) : undefined;
  const identity = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : await databaseUser();
  const cluster = await reachableCluster({ dataDir, known, inDataDir, identity, onNote });
  const native = await runnable(binaries, identity, await sharedFolder());
  if (dirname(cluster) !== dataDir) {
    onNote(`The database is kept in ${cluster}, because its user cannot look into ${dataDir}`);
  }
  return { cluster, native, identity };
}

/** @param {string} folder */
export function isCluster(folder) {
  return existsSync(join(folder, 'PG_VERSION'));
}

/** @param {string} folder */
function refuseForeignFolder(folder) {
  const uid = statSync(folder).uid;
  if (process.getuid && uid !== process.getuid()) {
    throw new Error(
      `the database in ${folder} belongs to another user (id ${uid}), who started it first. ` +
        'Start as that user (or as root), or set DATA_DIR to a folder of your own',
    );
  }
}

/**
 * The first of the package's own programs and a copy in `folder` that runs as this identity.
 * @param {import('./binaries.js').Binaries} binaries
 * @param {Identity} identity
 * @param {string} folder
 */
async function runnable(binaries, identity, folder) {
  /** @param {string} native */
  const tryIt = (native) => runToEnd(programPath(native, 'postgres'), ['--version'], { ...identity, cwd: '/' });
  if ((await tryIt(binaries.native)).code === 0) return binaries.native;
  const copy = await copyBinaries(binaries, folder);
  const { code, output, error } = await tryIt(copy);
  if (code === 0) return copy;
  throw new Error(`the built-in PostgreSQL does not run here: ${error?.message ?? output.trim()}`);
}

/**
 * @param {{ dataDir: string, known: string | undefined, inDataDir: string, identity: NonNullable<Identity>,
 *   onNote: (text: string) => void }} options
 */
async function reachableCluster({ dataDir, known, inDataDir, identity, onNote }) {
  const wanted = known ?? inDataDir;
  if (await reaches(wanted, identity)) return wanted;

  const key = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  const folder = join(await sharedFolder(), key);
  const cluster = join(folder, 'postgres');
  if (known === undefined) {
    if (existsSync(folder)) {
      // Of a data folder that was here before and has been removed. Not ours to use, and not ours to delete.
      const aside = `${folder}.left-over-${randomBytes(3).toString('hex')}`;
      await endLeftover(cluster);
      await rename(folder, aside);
      onNote(`The database of an earlier data folder at this path is kept in ${aside}`);
    }
    await makeTraversable(folder);
  } else {
    // The project has moved to where the database's user can't follow.
    await endLeftover(known);
    await makeTraversable(folder);
    await rm(`${cluster}.new`, { recursive: true, force: true });
    await cp(known, `${cluster}.new`, { recursive: true, verbatimSymlinks: true });
    await giveFolderTo(`${cluster}.new`, identity);
    await chmod(`${cluster}.new`, 0o700);
    await rename(`${cluster}.new`, cluster);
    await rm(known, { recursive: true, force: true });
  }
  await chmod(dataDir, 0o700).catch(() => {});
  return cluster;
}

/**
 * @param {string} cluster may not exist yet
 * @param {NonNullable<Identity>} identity
 */
async function reaches(cluster, identity) {
  if (isCluster(cluster)) return canWriteIn(cluster, identity);
  const trial = join(dirname(cluster), `.${basename(cluster)}-trial-${randomBytes(4).toString('hex')}`);
  try {
    await makeFolderFor(trial, identity);
    return await canWriteIn(trial, identity);
  } catch {
    return false; // a mount where root may not give files away
  } finally {
    await rmdir(trial).catch(() => {});
  }
}

/** A folder of root's that everyone may look into. */
async function sharedFolder() {
  for (const folder of ['/var/lib/meterbook', join(tmpdir(), 'meterbook-root')]) {
    try {
      await makeTraversable(folder);
      // In a folder open to all, another user could have made it first, to get at the data.
      const found = lstatSync(folder);
      if (found.isDirectory() && found.uid === 0) return folder;
    } catch {
      // Read-only or forbidden: the next one.
    }
  }
  throw new Error('found no folder that both root and an ordinary user can reach; set DATA_DIR to such a one');
}

/** @param {string} folder */
async function makeTraversable(folder) {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

/**
 * What is remembered of the cluster between runs.
 * @typedef {{ cluster?: string, port?: number, passwordSha256?: string }} Memory
 */

/** @param {string} dataDir @returns {Promise<Memory>} */
export async function readMemory(dataDir) {
  try {
    return JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** @param {string} dataDir @param {Memory} memory */
export async function writeMemory(dataDir, memory) {
  await writeFile(join(dataDir, 'postgres.json'), `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
}
