/** Ends a PostgreSQL that an earlier, killed run left behind on a cluster, so that a new one may open it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processExists } from '../start/claim.js';

/** Fast (end sessions, write a checkpoint), then immediate (recover at the next start), then by force. */
const STAGES = /** @type {const} */ ([
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
]);

/**
 * @param {string} cluster
 * @returns {Promise<boolean>} whether there was one
 */
export async function endLeftover(cluster) {
  const pid = await postmasterPid(cluster);
  if (pid === undefined) return false;
  if (!processExists(pid)) return false; // PostgreSQL itself clears the file away and recovers
  if (!servesCluster(pid, cluster)) {
    // The id belongs to some other program now. PostgreSQL could take that one for a server and refuse to start.
    await unlink(join(cluster, 'postmaster.pid')).catch(() => {});
    return false;
  }
  for (const [signal, patienceMs] of STAGES) {
    try {
      process.kill(pid, signal);
    } catch {
      return true;
    }
    const giveUpAt = Date.now() + patienceMs;
    while (servesCluster(pid, cluster) && Date.now() < giveUpAt) await sleep(50);
    if (!servesCluster(pid, cluster)) {
      // Gone, or dead and waiting for a parent that never asks: PostgreSQL would take that for alive.
      await unlink(join(cluster, 'postmaster.pid')).catch(() => {});
      return true;
    }
  }
  throw new Error(`a PostgreSQL of an earlier run (process ${pid}) on ${cluster} does not end`);
}

/** @param {string} cluster @returns {Promise<number | undefined>} */
async function postmasterPid(cluster) {
  try {
    const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A server works inside its cluster's folder and names it in its command line.
 * @param {number} pid
 * @param {string} cluster
 */
function servesCluster(pid, cluster) {
  try {
    if (process.platform === 'linux') {
      const isPostgres = readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
      return isPostgres && realpathSync(readlinkSync(`/proc/${pid}/cwd`)) === realpathSync(cluster);
    }
    if (process.platform === 'win32') return false;
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(cluster);
  } catch {
    return false;
  }
}
