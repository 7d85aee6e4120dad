import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from './client';
import { migrateDatabase } from './migrate';
import { roles, usableAppRole } from './roles';

let admin: Database;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(() => {
  admin = openDatabase(inject('databaseUrl'), { max: 1 });
});
afterAll(async () => {
  for (const each of undo.reverse()) await each();
  await admin.close();
});

/** A new and empty database; with an owner, that login's own. */
async function emptyDatabase(owner?: { name: string; password: string }): Promise<string> {
  const name = `migrate_${process.pid}_${Date.now()}_${undo.length}`;
  await admin.sql`CREATE DATABASE ${admin.sql(name)} ${owner ? admin.sql`OWNER ${admin.sql(owner.name)}` : admin.sql``}`;
  undo.push(() => admin.sql`DROP DATABASE IF EXISTS ${admin.sql(name)} WITH (FORCE)`);
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  if (owner) Object.assign(url, { username: owner.name, password: owner.password });
  return url.href;
}

/** A login without any right of its own. */
async function newLogin(attributes = ''): Promise<{ name: string; password: string }> {
  const name = `login_${process.pid}_${Date.now()}_${undo.length}`;
  await admin.sql.unsafe(`CREATE ROLE ${name} LOGIN PASSWORD 'only-for-tests' NOSUPERUSER ${attributes}`);
  undo.push(() => admin.sql`DROP ROLE IF EXISTS ${admin.sql(name)}`);
  return { name, password: 'only-for-tests' };
}

async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>, role?: string): Promise<T> {
  const db = openDatabase(url, { role, max: 2 });
  return work(db).finally(() => db.close());
}

/** Everything that a migration leaves: columns, constraints, indexes, rights, and what it notes of itself. */
function shape({ sql }: Database) {
  return sql`
    SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT relname || ' ' || coalesce(relacl::text, '') FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT hash || created_at FROM drizzle.__drizzle_migrations ORDER BY 1`;
}

const migrations = readdirSync(new URL('migrations', import.meta.url)).filter((file) => file.endsWith('.sql')).length;
const notes = ({ sql }: Database) => sql`SELECT count(*)::int AS count FROM drizzle.__drizzle_migrations`;

it('brings an empty database up to date, and a second time changes nothing', async () => {
  const url = await emptyDatabase();
  expect(await migrateDatabase(url)).toEqual([]);
  await withDatabase(url, async (db) => {
    const before = await shape(db);
    expect(before.length).toBeGreaterThan(100);
    expect(await migrateDatabase(url)).toEqual([]);
    expect(await shape(db)).toEqual(before);
    expect(await usableAppRole(db)).toBe(roles.app);
  });
});

it('three programs that start at once: one migrates, the others wait', async () => {
  const url = await emptyDatabase();
  expect(await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)])).toEqual([[], [], []]);
  await withDatabase(url, async (db) => expect(await notes(db)).toEqual([{ count: migrations }]));
});

it('puts rights back as they belong, whatever was done to them by hand', async () => {
  const url = await emptyDatabase();
  await migrateDatabase(url);
  await withDatabase(url, async (db) => {
    const before = await shape(db);
    await db.sql`GRANT UPDATE, DELETE ON entries TO ${db.sql(roles.app)}`;
    await db.sql`REVOKE INSERT ON entries FROM ${db.sql(roles.app)}`;
    expect(await shape(db)).not.toEqual(before);
    await migrateDatabase(url);
    expect(await shape(db)).toEqual(before);
  });
});

describe('a login that may not make roles, nor act as the ones there are,', () => {
  it('is told which walls are missing, in words, and the program works without them', async () => {
    const url = await emptyDatabase(await newLogin());
    const missing = await migrateDatabase(url);
    expect(missing).toHaveLength(3);
    for (const role of Object.values(roles))
      expect(missing.join('\n')).toMatch(new RegExp(`${role}\\b.*wall.*missing`));
    await withDatabase(url, async (db) => {
      expect(await usableAppRole(db)).toBeUndefined();
      await db.sql`SELECT * FROM entries`;
      await db.sql`INSERT INTO external_ids VALUES ('captions', 'x', gen_random_uuid())`;
    });
    expect(await migrateDatabase(url)).toEqual(missing);
  });
});

it('a login that only administers the roles, as one that made them does, is let act as them', async () => {
  // Since PostgreSQL 16, making a role gives the maker its administration, but not the right to act as it.
  const login = await newLogin('CREATEROLE');
  const [{ version }] = await admin.sql<[{ version: number }]>`
    SELECT current_setting('server_version_num')::int AS version`;
  const how = version >= 160_000 ? 'WITH ADMIN TRUE, INHERIT FALSE, SET FALSE' : 'WITH ADMIN OPTION';
  for (const role of Object.values(roles)) await admin.sql.unsafe(`GRANT ${role} TO ${login.name} ${how}`);
  const url = await emptyDatabase(login);
  expect(await migrateDatabase(url)).toEqual([]);
  const role = await withDatabase(url, usableAppRole);
  expect(role).toBe(roles.app);
  await withDatabase(
    url,
    async (db) => {
      expect(await db.sql`SELECT current_user::text AS name`).toEqual([{ name: roles.app }]);
      await expect(db.sql`DELETE FROM entries`).rejects.toMatchObject({ code: '42501' });
    },
    role,
  );
});

it('a login of its own for serving is let act as the application, and owns nothing', async () => {
  const login = await newLogin();
  const url = await emptyDatabase();
  const appUrl = Object.assign(new URL(url), { username: login.name, password: login.password }).href;
  expect(await migrateDatabase(url, appUrl)).toEqual([]);
  expect(await withDatabase(appUrl, usableAppRole)).toBe(roles.app);
  await withDatabase(
    appUrl,
    async (db) => {
      await db.sql`SELECT * FROM headers`;
      await expect(db.sql`UPDATE entries SET amount = 1`).rejects.toMatchObject({ code: '42501' });
    },
    roles.app,
  );
});

it('serves as the application where somebody else has made the roles, and the owner of the tables may not act as them', async () => {
  const [owner, serving] = [await newLogin(), await newLogin()];
  await admin.sql.unsafe(`GRANT ${roles.app} TO ${serving.name}`);
  const url = await emptyDatabase(owner);
  const appUrl = Object.assign(new URL(url), { username: serving.name, password: serving.password }).href;
  expect(await migrateDatabase(url, appUrl)).not.toEqual([]);
  const role = await withDatabase(appUrl, usableAppRole);
  expect(role).toBe(roles.app);
  await withDatabase(appUrl, (db) => db.sql`SELECT * FROM headers`, role);
});
