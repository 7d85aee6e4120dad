/**
 * Says "this is mine" about a folder, so that it holds for exactly as long as the claiming process lives.
 *
 * A process id in a file would not do: after a SIGKILL the id may belong to someone else. So the holder listens on a
 * loopback port and greets with a secret token that the file names; whoever gets that token has met the holder.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfStopped } from './children.js';

/**
 * @typedef {{ token: string, port: number, pid: number, [fact: string]: unknown }} Claim
 * @typedef {{ mine: true, tookOver: boolean, leave(): void, release(): Promise<void> }} Held `leave` tells those who
 *   ask that the claim will be given back soon
 * @typedef {{ mine: false, holder: Claim, leaving: boolean }} Refused
 */

/**
 * @param {string} file where the claim is written
 * @param {Record<string, unknown>} facts what others may want to know about the holder
 * @returns {Promise<Held | Refused>} `tookOver`: an earlier holder was killed without giving it back
 */
export async function claim(file, facts) {
  await mkdir(dirname(file), { recursive: true });
  const token = randomBytes(16).toString('hex');
  let greeting = token;
  const server = createServer((socket) => socket.on('error', () => {}).end(greeting));
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', () => resolve(null)));
  server.unref();
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const content = JSON.stringify({ token, port, pid: process.pid, ...facts }, null, 2);

  let tookOver = false;
  for (;;) {
    try {
      await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const found = await readClaim(file);
      if (found === 'gone') continue;
      const state = found === 'broken' ? 'dead' : await greet(found);
      if (found !== 'broken' && state !== 'dead') {
        server.close();
        return { mine: false, holder: found, leaving: state === 'leaving' };
      }
      tookOver = true;
      await clearAway(file, found);
      continue;
    }
    // Another process may have judged the file that we replaced and be about to clear away ours: it then puts it back.
    await sleep(60);
    if (await stillOurs(file, token)) break;
  }

  return {
    mine: true,
    tookOver,
    leave() {
      greeting = `${token} leaving`;
    },
    async release() {
      if (await stillOurs(file, token)) await unlink(file).catch(() => {});
      server.close();
    },
  };
}

/**
 * Waits for the claim, does the work, gives the claim back.
 * @template T
 * @param {string} file
 * @param {{ facts: Record<string, unknown>, signal?: AbortSignal, onWait?: (holder: Claim) => void }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClaim(file, { facts, signal, onWait }, work) {
  for (;;) {
    throwIfStopped(signal);
    const answer = await claim(file, facts);
    if (answer.mine) {
      try {
        return await work();
      } finally {
        await answer.release();
      }
    }
    onWait?.(answer.holder);
    await sleep(400);
  }
}

/** @param {string} file @returns {Promise<Claim | 'gone' | 'broken'>} */
async function readClaim(file) {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      return JSON.parse(await readFile(file, 'utf8'));
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return 'gone';
      if (!(error instanceof SyntaxError)) throw error;
      await sleep(50); // created and not yet filled
    }
  }
  return 'broken';
}

/** @param {string} file @param {string} token */
async function stillOurs(file, token) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const found = await readClaim(file);
    if (found !== 'gone') return found !== 'broken' && found.token === token;
    await sleep(20); // moved for a moment by one who is about to put it back
  }
  return false;
}

/**
 * Removes a dead claim; should a live one have taken its place meanwhile, puts that back.
 * @param {string} file
 * @param {Claim | 'broken'} dead
 */
async function clearAway(file, dead) {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(file, aside);
    const moved = await readFile(aside, 'utf8');
    if (dead !== 'broken' && !moved.includes(dead.token)) {
      await writeFile(file, moved, { flag: 'wx', mode: 0o600 }).catch(() => {});
    }
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error; // another one was quicker
  } finally {
    await unlink(aside).catch(() => {});
  }
}

/** @param {Claim} holder @returns {Promise<'alive' | 'leaving' | 'dead'>} */
function greet({ port, token, pid }) {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ port, host: '127.0.0.1' });
    /** @param {'alive' | 'leaving' | 'dead'} state */
    const answer = (state) => {
      socket.destroy();
      resolve(state);
    };
    // Accepted but silent: the holder may be suspended (Ctrl-Z); it is dead only if its process is.
    socket.setTimeout(3000, () => answer(processExists(pid) ? 'alive' : 'dead'));
    socket.on('error', () => answer('dead'));
    socket.on('data', (chunk) => (heard += chunk));
    socket.on('end', () => answer(heard === token ? 'alive' : heard === `${token} leaving` ? 'leaving' : 'dead'));
  });
}

/** @param {number} pid */
export function processExists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
