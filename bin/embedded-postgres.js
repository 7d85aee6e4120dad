/**
 * A real PostgreSQL, run by this program on the data folder: for `npm start` without DATABASE_URL, and for tests.
 * What is needed from the outside is only the dependencies in node_modules.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './postgres/binaries.js';
import { createCluster, DATABASE, setPassword } from './postgres/cluster.js';
import { isRoot } from './postgres/identity.js';
import { endLeftover } from './postgres/leftover.js';
import { findPlace, isCluster, readMemory, writeMemory } from './postgres/place.js';
import { runServer } from './postgres/server.js';
import { findFreePort, isPortFree } from './start/ports.js';

/**
 * @typedef {object} EmbeddedPostgres
 * @property {string} url of the database `meterbook`, as its superuser
 * @property {boolean} isNew whether the data was made by this call
 * @property {number} pid
 * @property {Promise<unknown>} ended resolves when the server is gone, for whatever reason
 * @property {() => Promise<void>} stop ends it and waits for that
 * @property {() => Promise<void>} destroy ends it and removes its data, wherever that lies
 */

/**
 * @param {object} options
 * @param {string} options.dataDir made if missing; as root, leave it to be made, so that it gets the right rights
 * @param {string} [options.password] for the superuser; random if not given
 * @param {boolean} [options.durable] false: faster, and what is committed may be lost with the machine
 * @param {(text: string) => void} [options.onProgress] what is going on right now
 * @param {(text: string) => void} [options.onNote] what the person should know, as where the data lies
 * @param {AbortSignal} [options.signal] gives up, and leaves nothing running
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startEmbeddedPostgres({
  dataDir: givenDataDir,
  password = randomBytes(16).toString('hex'),
  durable = true,
  onProgress = () => {},
  onNote = () => {},
  signal,
}) {
  const dataDir = resolve(givenDataDir);
  await makeDataDir(dataDir);
  const memory = await readMemory(dataDir);
  const binaries = await findBinaries();
  const place = await findPlace({ dataDir, binaries, remembered: memory.cluster, onNote });
  const { cluster } = place;

  if (await endLeftover(cluster)) onNote('Ended a PostgreSQL that an earlier, killed run had left');
  const isNew = !isCluster(cluster);
  const passwordSha256 = createHash('sha256').update(password).digest('hex');
  if (isNew) {
    onProgress('making the database');
    await createCluster(place, { password, durable, signal });
  } else {
    await refuseOtherVersion(cluster, binaries.version);
    if (memory.passwordSha256 !== passwordSha256) await setPassword(place, password, signal);
  }

  const logFile = join(dataDir, 'postgres.log');
  let port = memory.port && (await isPortFree(memory.port, '127.0.0.1')) ? memory.port : await findFreePort();
  for (let attempt = 1; ; attempt++) {
    await writeMemory(dataDir, { cluster, port, passwordSha256 });
    const server = await runServer(place, { port, logFile, durable, signal, onProgress });
    if (typeof server === 'object') {
      return {
        url: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`,
        isNew,
        pid: server.pid,
        ended: server.ended,
        stop: server.stop,
        async destroy() {
          await server.stop();
          await removeEmbeddedPostgres(dataDir);
        },
      };
    }
    if (attempt === 20) throw new Error(`PostgreSQL did not start (${server}). Its log is ${logFile}`);
    if (server === 'port taken') port = await findFreePort();
    else await sleep(500);
  }
}

/**
 * Removes a data folder and, if it lies elsewhere, its database. Nothing may run on it.
 * @param {string} dataDir
 */
export async function removeEmbeddedPostgres(dataDir) {
  const { cluster } = await readMemory(dataDir);
  const elsewhere = cluster && dirname(cluster) !== resolve(dataDir);
  if (elsewhere) await rm(dirname(cluster), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/**
 * Owner-only; but as root its database's user has to get through to a folder inside. (A folder that exists keeps the
 * rights that it was given.)
 * @param {string} dataDir
 */
export async function makeDataDir(dataDir) {
  if (existsSync(dataDir)) return;
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, isRoot() ? 0o711 : 0o700);
}

/** @param {string} cluster @param {string} programVersion */
async function refuseOtherVersion(cluster, programVersion) {
  const dataVersion = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const [wanted] = programVersion.split('.');
  if (dataVersion !== wanted) {
    throw new Error(
      `the data in ${cluster} was made by PostgreSQL ${dataVersion}, and this is ${wanted}: move it over with ` +
        'pg_dump and pg_restore, or set DATA_DIR to another folder',
    );
  }
}
