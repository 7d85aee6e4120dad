/** Starts the worker, which does what falls due by itself. Bundled, as the front door is. */
import { bundle } from './bundle.js';
import { startServer } from './serve.js';

/** @param {{ root: string, env: NodeJS.ProcessEnv }} options */
export async function startWorker({ root, env }) {
  return startServer(['--enable-source-maps', await bundle(root, 'worker')], { cwd: root, env });
}
