/** Starts Next, which makes the pages, on a port of this machine alone. */
import { fileURLToPath } from 'node:url';
import { nodeFlags, startServer } from './serve.js';

/** What Next says of its own address and version: the start says the right address itself. */
const BANNER = /^\s*(▲|- (Local|Network|Environments?|Experiments)\b|✓ (Starting|Ready|Running next\.config)|$)/;

/** @param {{ root: string, dev: boolean, env: NodeJS.ProcessEnv }} options */
export async function startPages({ root, dev, env }) {
  const program = fileURLToPath(new URL('../web.js', import.meta.url));
  const wanted = (/** @type {string} */ line) => (dev ? line.trim() !== '' : !BANNER.test(line));
  return startServer([...nodeFlags, program, ...(dev ? ['--dev'] : [])], { cwd: root, env, wanted });
}
