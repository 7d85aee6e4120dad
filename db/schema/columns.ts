import { sql, type SQL } from 'drizzle-orm';
import { customType, type AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Instant } from '@/lib/time';

/** An instant as timestamptz(3): milliseconds since 1970 in the program. Sessions run in UTC (db/client.ts). */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  toDriver: (at) => new Date(at).toISOString(),
  fromDriver: (text) => instantFromText(text),
});

/** Reads PostgreSQL's text of a timestamptz in a UTC session: "2026-03-15 12:00:00.5+00". */
export function instantFromText(text: string): Instant {
  const at = Date.parse(`${text.slice(0, -3).replace(' ', 'T')}Z`);
  if (Number.isNaN(at)) throw new Error(`not an instant: ${text}`);
  return at;
}

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/**
 * The condition that a text is one of a closed list's words. The list is one constant: PostgreSQL reads a condition anew for
 * every statement that writes, and each word by itself would be one more thing to read.
 */
export function oneOf(column: AnyPgColumn, words: readonly string[]): SQL {
  return sql`${column} = ANY(${sql.raw(`'{${words.join(',')}}'::text[]`)})`;
}
