/** The secrets of one installation: made once, kept in the data folder, for its owner's eyes only. */
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {{ databasePassword: string, authSecret: string }} Secrets */

/**
 * @param {string} dataDir
 * @returns {Promise<Secrets>}
 */
export async function keepSecrets(dataDir) {
  const file = join(dataDir, 'secrets.json');
  /** @type {Partial<Secrets>} */
  let kept = {};
  try {
    kept = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') {
      throw new Error(`cannot read the secrets in ${file}: ${/** @type {Error} */ (error).message}`);
    }
  }
  const secrets = {
    databasePassword: kept.databasePassword || randomBytes(24).toString('hex'),
    authSecret: kept.authSecret || randomBytes(32).toString('hex'),
  };
  if (!kept.databasePassword || !kept.authSecret) {
    await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return secrets;
}
