/** Makes one file of a program of ours that is TypeScript, which Node 20 does not run. Takes a fraction of a second. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Our own code as one file; packages stay where they are installed.
 * @param {string} root
 * @param {string} program in bin/, without its ending
 * @returns {Promise<string>} the file
 */
export async function bundle(root, program) {
  const { build, stop } = await import('esbuild'); // here, since it is installed by the start
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`bin/${program}.ts`],
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
  const file = join(root, '.next', 'cache', `meterbook-${program}.mjs`);
  await mkdir(join(root, '.next', 'cache'), { recursive: true });
  // Aside and renamed: another start may be reading it.
  await writeFile(`${file}.${process.pid}`, outputFiles[0].contents);
  await rename(`${file}.${process.pid}`, file);
  return file;
}
