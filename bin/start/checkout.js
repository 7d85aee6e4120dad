/** Only one process at a time may install into or build in a checkout; the others wait their turn. */
import { join } from 'node:path';
import { withClaim } from './claim.js';
import { beginStep } from './progress.js';

/**
 * @template T
 * @param {string} root
 * @param {string} what what we are about to do, as "installing"
 * @param {AbortSignal | undefined} signal
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function aloneInCheckout(root, what, signal, work) {
  // `next build` empties .next except for its cache.
  const file = join(root, '.next', 'cache', 'meterbook-checkout.json');
  /** @type {ReturnType<typeof beginStep> | undefined} */
  let waiting;
  const onWait = (/** @type {import('./claim.js').Claim} */ { what: theirs, pid }) => {
    waiting ??= beginStep(`Waiting for another Meterbook command, which is ${theirs} (process ${pid})`);
  };
  try {
    return await withClaim(file, { facts: { what }, signal, onWait }, () => {
      waiting?.done('The other Meterbook command is ready');
      waiting = undefined;
      return work();
    });
  } finally {
    waiting?.failed();
  }
}
