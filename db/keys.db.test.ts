import { expect, it } from 'vitest';
import { useTestDatabase } from './testing/database';

/*
 * What lets the tables be spread over machines by account one day, read from the system catalog, so that a table that is
 * added later is held to it too.
 */

const test = useTestDatabase();

it('every primary key, unique constraint and unique index of account data begins with account_id', async () => {
  const rows = await test.owner.sql`
    SELECT i.indrelid::regclass::text AS table, i.indexrelid::regclass::text AS key,
           pg_get_indexdef(i.indexrelid, 1, true) AS first_column
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace
      AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id')
    ORDER BY 1, 2`;
  expect(rows.length).toBeGreaterThanOrEqual(9);
  expect(rows.filter((row) => row.first_column !== 'account_id')).toEqual([]);
});

it('every table has a primary key', async () => {
  const rows = await test.owner.sql`
    SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)`;
  expect(rows).toEqual([]);
});

it('every foreign key between account data begins with account_id on both sides', async () => {
  const rows = await test.owner.sql`
    SELECT c.conname, c.confrelid::regclass::text AS target, own.attname AS own, theirs.attname AS theirs,
           EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.confrelid AND a.attname = 'account_id') AS inner
    FROM pg_constraint c
    JOIN pg_attribute own ON own.attrelid = c.conrelid AND own.attnum = c.conkey[1]
    JOIN pg_attribute theirs ON theirs.attrelid = c.confrelid AND theirs.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
      AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'account_id')`;
  const between = rows.filter((row) => row.inner);
  expect(between.length).toBeGreaterThanOrEqual(9);
  expect(between.filter((row) => row.own !== 'account_id' || row.theirs !== 'account_id')).toEqual([]);
  // Out of account data, only to tables that every machine would hold whole.
  expect([...new Set(rows.filter((row) => !row.inner).map((row) => row.target))]).toEqual(['people']);
});

it('ids of accounts in tables that are not account data go by another name', async () => {
  const rows = await test.owner.sql`
    SELECT DISTINCT t.table_name FROM information_schema.tables t
    WHERE t.table_schema = 'public' AND NOT EXISTS (
      SELECT 1 FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND c.table_name = t.table_name AND c.column_name = 'account_id') ORDER BY 1`;
  // A new table without account_id has to be put here on purpose.
  expect(rows.map((row) => row.table_name)).toEqual([
    'api_keys',
    'catalog_versions',
    'external_ids',
    'idempotent_answers',
    'one_time_claims',
    'people',
    'portal_links',
    'sessions',
  ]);
});

it('there are no triggers, rules, sequences or generated values: ids and times come from the program', async () => {
  const { sql } = test.owner;
  const found = await sql`
    SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
      WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
    UNION ALL SELECT table_name || '.' || column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND (is_generated <> 'NEVER' OR is_identity = 'YES')
    UNION ALL SELECT table_name || '.' || column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_default ~ '\\('`;
  expect(found).toEqual([]);
});

it('instants are UTC milliseconds, credits and money whole numbers', async () => {
  const wrong = await test.owner.sql`
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND (
      data_type IN ('real', 'double precision', 'numeric', 'money', 'timestamp without time zone')
      OR (data_type = 'timestamp with time zone' AND datetime_precision <> 3))`;
  expect(wrong).toEqual([]);
});

it('no column holds a secret as plain text', async () => {
  const columns = await test.owner.sql`
    SELECT table_name || '.' || column_name AS name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type <> 'uuid'
      AND column_name ~ 'password|secret|token|key|hash' ORDER BY 1`;
  expect(columns.map(({ name, data_type }) => `${name} ${data_type}`)).toEqual([
    'api_keys.secret_hash bytea',
    'entries.hash bytea',
    'headers.hash bytea',
    'idempotent_answers.key text', // a name that the sender gives, no secret
    'idempotent_answers.request_hash bytea',
    'payment_methods.token text', // the provider's own name for a card: what it is good for, only the provider does
    'people.password_hash text',
    'portal_links.token_hash bytea',
  ]);
});
