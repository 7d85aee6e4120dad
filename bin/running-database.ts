import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase, type Database } from '@/db/client';
import { usableAppRole } from '@/db/roles';

/** The database of a Meterbook that is running: DATABASE_URL, or the embedded one of DATA_DIR; as the application's role. */
export async function openRunningDatabase(): Promise<Database> {
  const url = process.env.DATABASE_URL || embeddedUrl(process.env.DATA_DIR || 'data');
  const login = openDatabase(url, { max: 1 });
  const role = await usableAppRole(login).finally(() => login.close());
  return openDatabase(url, { role, max: 2 });
}

/** What to tell a person when a command did not work. */
export function wordsFor(error: unknown): string {
  const gone = (error as { code?: string }).code === 'ECONNREFUSED';
  return gone ? 'Meterbook is not running here. Start it with npm start.' : (error as Error).message;
}

/** The embedded database that `npm start` keeps in this data folder. */
function embeddedUrl(dataDir: string): string {
  const [address, secrets] = ['postgres.json', 'secrets.json'].map((file) => path.join(dataDir, file));
  if (!existsSync(address!) || !existsSync(secrets!)) {
    throw new Error(`There is no Meterbook in ${dataDir}. Start it with npm start, or set DATA_DIR or DATABASE_URL.`);
  }
  const { port } = JSON.parse(readFileSync(address!, 'utf8')) as { port: number };
  const { databasePassword } = JSON.parse(readFileSync(secrets!, 'utf8')) as { databasePassword: string };
  return `postgres://postgres:${databasePassword}@127.0.0.1:${port}/meterbook`;
}
