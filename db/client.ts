import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** A pool of connections to one database, and Drizzle over the same pool. */
export interface Database {
  sql: postgres.Sql<{ bigint: bigint }>;
  orm: PostgresJsDatabase;
  close(): Promise<void>;
}

/** Inside a transaction: one connection of the pool. */
export type Transaction = postgres.TransactionSql<{ bigint: bigint }>;

/** Anything that SQL can be sent through. */
export type Queryable = postgres.Sql<{ bigint: bigint }> | Transaction;

export interface DatabaseOptions {
  /** The role that every connection acts as (SET ROLE); absent: the one that logged in. */
  role?: string | undefined;
  max?: number;
}

/** Opens a pool. Sessions run in UTC and speak bigint. Nothing connects until the first query. */
export function openDatabase(url: string, { role, max = 10 }: DatabaseOptions = {}): Database {
  const sql = postgres(url, {
    max,
    onnotice: () => undefined,
    connect_timeout: 10,
    // bigint and sum(bigint) arrive exact, never as floats.
    types: { bigint: { ...postgres.BigInt, from: [20, 1700] } },
    connection: { TimeZone: 'UTC', application_name: 'meterbook', ...(role ? { role } : {}) },
  });
  // Drizzle turns the client's date parsers off; instants therefore come as text everywhere (schema/columns.ts).
  return { sql, orm: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}
