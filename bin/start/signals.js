/** Ctrl-C and its relatives: the first one asks to stop, a second one insists. */
import { hardStopAll } from './children.js';
import { whenOrphaned } from './orphaned.js';
import { say } from './progress.js';

/** One Ctrl-C may come twice: from the terminal, and again from the npm that started us. */
const SAME_PRESS_MS = 1000;

/**
 * @param {string} words said at the first signal
 * @returns {AbortSignal} fires when everything is to be stopped
 */
export function onStopSignals(words) {
  const stop = new AbortController();
  let firstAt = 0;
  const onSignal = () => {
    if (!stop.signal.aborted) {
      firstAt = Date.now();
      say(`\n${words}`);
      stop.abort();
    } else if (Date.now() - firstAt > SAME_PRESS_MS) {
      say('Stopping at once.');
      hardStopAll();
      process.exit(130);
    }
  };
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, onSignal);
  whenOrphaned(onSignal);
  if (process.channel) {
    // Started by a program that wants us to end with it. It sends nothing; the channel alone must not keep us alive.
    process.on('disconnect', onSignal);
    process.channel.unref();
  }
  // The terminal may be gone before we are.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return stop.signal;
}
