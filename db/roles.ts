import type { Database } from './client';

/**
 * The walls inside the database. The tables belong to whoever migrates; the application acts as a role that owns
 * nothing and can't change or delete an entry. Reader and worker exist now so that their rights never come as a surprise.
 */
export const roles = { app: 'meterbook_app', reader: 'meterbook_reader', worker: 'meterbook_worker' } as const;

/** What could not be built, in one plain sentence each; empty: every wall stands. */
export type MissingWalls = string[];

/** Makes the roles and lets the login that migrates (and the one that serves) act as them. */
export async function ensureRoles({ sql }: Database, logins: string[]): Promise<MissingWalls> {
  const missing: MissingWalls = [];
  for (const role of Object.values(roles)) {
    const [existing] = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${role}`;
    try {
      if (!existing) await sql`CREATE ROLE ${sql(role)} NOLOGIN`;
    } catch (error) {
      // Another program may have made it in the meantime (databases of one server share their roles).
      if ((error as { code?: string }).code === '42710' || (error as { code?: string }).code === '23505') continue;
      missing.push(
        `The role ${role} does not exist and this login may not make it: the wall it stands for is missing.`,
      );
    }
  }
  if (missing.length > 0) return missing;
  const may = await actingPrivilege(sql);
  for (const login of new Set(logins)) {
    for (const role of Object.values(roles)) {
      const [member] = await sql`SELECT pg_has_role(${login}, ${role}, ${may}) AS yes`;
      if (member?.yes) continue;
      try {
        await sql`GRANT ${sql(role)} TO ${sql(login)}`;
      } catch {
        missing.push(`${login} may not act as ${role}: the wall it stands for is missing.`);
      }
    }
  }
  return missing;
}

/**
 * What pg_has_role calls "may SET ROLE to it". Since PostgreSQL 16 a login can be a member that only administers a role:
 * whoever makes one is.
 */
async function actingPrivilege(sql: Database['sql']): Promise<'SET' | 'MEMBER'> {
  const [row] = await sql`SELECT current_setting('server_version_num')::int >= 160000 AS distinguishes`;
  return row?.distinguishes ? 'SET' : 'MEMBER';
}

/** What the application's role may do with each table beyond reading it. A table that is not here it can only read. */
const appRights: Record<string, string> = {
  accounts: 'INSERT, UPDATE',
  external_ids: 'INSERT',
  memberships: 'INSERT, UPDATE, DELETE',
  outbox: 'INSERT',
  people: 'INSERT, UPDATE',
  portal_links: 'INSERT, UPDATE, DELETE',
  sessions: 'INSERT, UPDATE',
  api_keys: 'INSERT, UPDATE',
  one_time_claims: 'INSERT',
  idempotent_answers: 'INSERT',
  headers: 'INSERT, UPDATE',
  subscriptions: 'INSERT, UPDATE, DELETE',
  grants: 'INSERT, UPDATE',
  generations: 'INSERT, UPDATE',
  later_steps: 'INSERT',
  holds: 'INSERT, DELETE',
  entries: 'INSERT',
  usage_rollups: 'INSERT, UPDATE, DELETE',
  invoices: 'INSERT, UPDATE',
  payment_attempts: 'INSERT, UPDATE',
  payment_methods: 'INSERT, UPDATE',
  billing_details: 'INSERT, UPDATE',
  built_in_payments: 'INSERT, UPDATE',
  agenda: 'INSERT, UPDATE, DELETE',
};

/** The same for the worker's, which sends what the application has put into the outbox. Its jobs: queue/migrate.ts. */
const workerRights: Record<string, string> = { mails: 'INSERT', outbox: 'UPDATE' };

/**
 * Gives the roles that exist exactly their rights on the tables as they are now. Run after every migration, even where a
 * wall is missing: the login that serves may have been let act as the application by somebody else.
 */
export async function grantRights({ sql }: Database): Promise<void> {
  const found = await sql`SELECT rolname FROM pg_roles WHERE rolname = ANY(${Object.values(roles)}::text[])`;
  const existing = new Set(found.map(({ rolname }) => rolname as string));
  const { app, reader, worker } = roles;
  await sql.begin(async (tx) => {
    for (const role of [app, reader, worker].filter((each) => existing.has(each))) {
      await tx`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${tx(role)}`;
      await tx`GRANT USAGE ON SCHEMA public TO ${tx(role)}`;
      if (role !== reader) await tx`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${tx(role)}`;
    }
    if (existing.has(app)) {
      for (const [table, rights] of Object.entries(appRights)) {
        await tx`GRANT ${tx.unsafe(rights)} ON ${tx(table)} TO ${tx(app)}`;
      }
    }
    if (existing.has(worker)) {
      for (const [table, rights] of Object.entries(workerRights)) {
        await tx`GRANT ${tx.unsafe(rights)} ON ${tx(table)} TO ${tx(worker)}`;
      }
    }
  });
}

/** The application's role, if this login may act as it; undefined: connections stay what they logged in as. */
export function usableAppRole(login: Database): Promise<string | undefined> {
  return usableRole(login, roles.app);
}

/** The same for the worker's role. */
export function usableWorkerRole(login: Database): Promise<string | undefined> {
  return usableRole(login, roles.worker);
}

async function usableRole({ sql }: Database, role: string): Promise<string | undefined> {
  const [row] = await sql`
    SELECT pg_has_role(current_user, oid, ${await actingPrivilege(sql)}) AS yes FROM pg_roles WHERE rolname = ${role}`;
  return row?.yes ? role : undefined;
}
