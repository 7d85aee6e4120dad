import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { arrayText, listOfArray } from './arrays';
import { steadySockets } from './socket';

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

/** A row as it comes, its columns by name. */
export type Row = postgres.Row;

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

/** The kinds of lists that statements may take and give, by PostgreSQL's own numbers. */
const lists = {
  texts: listType(1009, String), // text[]
  ids: listType(2951, String), // uuid[]
  numbers: listType(1016, BigInt), // bigint[]
};

function listType<T extends string | bigint>(type: number, read: (text: string) => T) {
  return { to: type, from: [type], serialize: arrayText, parse: (text: string) => listOfArray(text).map(read) };
}

/** Opens a pool. Sessions run in UTC and speak bigint. Nothing connects until the first query. */
export function openDatabase(url: string, { role, max = 10 }: DatabaseOptions = {}): Database {
  // The client's types do not know of the option.
  const sockets = { socket: steadySockets() } as object;
  const sql = postgres(url, {
    ...sockets,
    max,
    onnotice: () => undefined,
    connect_timeout: 10,
    // bigint and sum(bigint) arrive exact, never as floats.
    types: {
      bigint: { ...postgres.BigInt, from: [20, 1700] },
      ...lists,
    },
    // Asked on every new connection otherwise, and where that fails, nobody catches it.
    fetch_types: false,
    // Without this, tries come up to 20 seconds apart, and whoever asks meanwhile waits as long.
    backoff: () => RECONNECT_SECONDS,
    connection: {
      TimeZone: 'UTC',
      application_name: 'meterbook',
      'meterbook.greeting': GREETING,
      // What is looked up has an index. A plan that was made while a table was small would otherwise read all of it, and
      // be kept when it has grown.
      enable_seqscan: 'off',
      // The same few statements come again and again, and what they look up is always found by the same index: planning
      // them anew for each list of rows costs as much as doing them.
      plan_cache_mode: 'force_generic_plan',
      ...(role ? { role } : {}),
    },
  });
  // Drizzle turns the client's date parsers off; instants therefore come as text everywhere (schema/columns.ts).
  return { sql, orm: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}
