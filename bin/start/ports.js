/** Which TCP ports are free. */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** @param {number} port @param {string} host */
export function isPortFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port on the loopback that was free a moment ago. @returns {Promise<number>} */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * Whether the web server can have this port; what was killed a moment ago gets a little time to let go of it.
 * @param {number} port
 * @param {number} patienceMs
 */
export async function canListen(port, patienceMs) {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    // Both: on some systems another program's 127.0.0.1 does not collide with our 0.0.0.0, and would get our visitors.
    if ((await isPortFree(port, '0.0.0.0')) && (await isPortFree(port, '127.0.0.1'))) return true;
    if (Date.now() > giveUpAt) return false;
    await sleep(200);
  }
}
