/**
 * Starts the front door. It is TypeScript, which Node 20 does not run: it is bundled first, which takes a fraction of a
 * second. (Compiled while it runs, each function would be made slower, and the door is what has to be fast.)
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFlags, startServer } from './serve.js';

/** @param {{ root: string, dev: boolean, env: NodeJS.ProcessEnv }} options */
export async function startDoor({ root, dev, env }) {
  const program = await bundle(root);
  return startServer([...nodeFlags, '--enable-source-maps', program, ...(dev ? ['--dev'] : [])], { cwd: root, env });
}

/**
 * Our own code as one file; packages stay where they are installed.
 * @param {string} root
 * @returns {Promise<string>} the file
 */
async function bundle(root) {
  const { build, stop } = await import('esbuild'); // here, since it is installed by the start
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['bin/server.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    sourcesContent: false,
    write: false,
    logLevel: 'silent',
  });
  await stop(); // it would stay, for more
  // Inside the checkout, where its packages are found; `next build` empties .next except for its cache.
  const file = join(root, '.next', 'cache', 'meterbook-server.mjs');
  await mkdir(join(root, '.next', 'cache'), { recursive: true });
  // Aside and renamed: another start may be reading it.
  await writeFile(`${file}.${process.pid}`, outputFiles[0].contents);
  await rename(`${file}.${process.pid}`, file);
  return file;
}
