/**
 * Starts the front door, bundled. (Compiled while it runs, each function would be made slower, and the door is what has
 * to be fast.)
 */
import { bundle } from './bundle.js';
import { nodeFlags, startServer } from './serve.js';

/** @param {{ root: string, dev: boolean, env: NodeJS.ProcessEnv }} options */
export async function startDoor({ root, dev, env }) {
  const program = await bundle(root, 'server');
  return startServer([...nodeFlags, '--enable-source-maps', program, ...(dev ? ['--dev'] : [])], { cwd: root, env });
}
