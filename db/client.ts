import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { arrayText, listOfArray } from './arrays';

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

const RECONNECT_SECONDS = 0.1;

/**
 * Makes a connection's first message longer than 1 kB, which the client (postgres 3.4) writes at once. A shorter one waits
 * for a timer that a connection lost at the wrong moment has left behind, and then that place in the pool is never
 * connected again.
 */
const GREETING = '.'.repeat(1024);

/** PostgreSQL's own numbers of text[] and uuid[]. */
const TEXT_ARRAY = 1009;
const UUID_ARRAY = 2951;

/** Opens a pool. Sessions run in UTC and speak bigint. Nothing connects until the first query. */
export function openDatabase(url: string, { role, max = 10 }: DatabaseOptions = {}): Database {
  const sql = postgres(url, {
    max,
    onnotice: () => undefined,
    connect_timeout: 10,
    // bigint and sum(bigint) arrive exact, never as floats.
    types: {
      bigint: { ...postgres.BigInt, from: [20, 1700] },
      texts: { to: TEXT_ARRAY, from: [TEXT_ARRAY], serialize: arrayText, parse: listOfArray },
      ids: { to: UUID_ARRAY, from: [UUID_ARRAY], serialize: arrayText, parse: listOfArray },
    },
    fetch_types: false,
    // Without this, tries come up to 20 seconds apart, and whoever asks meanwhile waits as long.
    backoff: () => RECONNECT_SECONDS,
    connection: {
      TimeZone: 'UTC',
      application_name: 'meterbook',
      'meterbook.greeting': GREETING,
      ...(role ? { role } : {}),
    },
  });
  // Drizzle turns the client's date parsers off; instants therefore come as text everywhere (schema/columns.ts).
  return { sql, orm: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}
