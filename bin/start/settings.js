/** What the person can set for `npm start`, from the environment or from .env files in the project. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * @typedef {object} Settings
 * @property {string} root the project's folder
 * @property {boolean} dev hot reload
 * @property {number} port
 * @property {number | undefined} pagesPort of Next, on this machine alone; undefined: any that is free
 * @property {string} dataDir
 * @property {string} publicUrl where people reach it, without a slash at the end
 * @property {string | undefined} databaseUrl undefined: the built-in PostgreSQL
 * @property {string | undefined} migrationDatabaseUrl
 * @property {string | undefined} authSecret
 * @property {boolean} demo
 * @property {boolean} verbose
 */

/**
 * @param {{ root: string, dev: boolean }} options
 * @returns {Settings}
 */
export function readSettings({ root, dev }) {
  for (const name of ['.env.local', '.env']) {
    const file = join(root, name);
    if (existsSync(file)) process.loadEnvFile(file); // what is set already stays
  }
  // An empty variable means: as if it were not there (and keeps a .env file's value out).
  /** @param {string} name */
  const read = (name) => process.env[name]?.trim() || undefined;

  const port = readPort('PORT', read('PORT') ?? '3000');
  const pagesPort = read('PAGES_PORT');
  const databaseUrl = read('DATABASE_URL');
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new Error('DATABASE_URL must begin with postgres:// or postgresql://');
  }
  return {
    root,
    dev,
    port,
    pagesPort: pagesPort === undefined ? undefined : readPort('PAGES_PORT', pagesPort),
    dataDir: resolve(read('DATA_DIR') ?? join(root, 'data')),
    publicUrl: (read('PUBLIC_URL') ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    databaseUrl,
    // Without DATABASE_URL this would migrate one database and serve another.
    migrationDatabaseUrl: databaseUrl ? read('MIGRATION_DATABASE_URL') : undefined,
    authSecret: read('NEXTAUTH_SECRET'),
    demo: databaseUrl ? read('DEMO') === '1' : read('DEMO') !== '0',
    verbose: read('VERBOSE') === '1',
  };
}

/** @param {string} name @param {string} text */
function readPort(name, text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`${name} must be a number from 1 to 65535, not "${text}"`);
  }
  return port;
}
