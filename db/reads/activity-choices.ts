import type { Id } from '@/lib/ids';
import type { EntryKind } from '@/lib/ledger/entry';
import type { Queryable } from '../client';
import { MOST, rareKinds, SCAN_MAX } from './activity';

/** What an account's list can be narrowed to: only what would show something. */
export interface ActivityChoices {
  kinds: EntryKind[];
  features: string[];
  models: string[];
  /** In the database's order; at most CHOICES_MAX of them. */
  projects: string[];
  members: string[];
}

const CHOICES_MAX = 100;

/**
 * Reads the values that occur by jumping from one to the next along each index: as many rows as there are values. Debits
 * are in no index of kinds: whether there are any is asked of the newest entries, as far back as one page would look.
 */
export async function readActivityChoices(sql: Queryable, accountId: Id): Promise<ActivityChoices> {
  const values = async (
    table: 'entries' | 'generations',
    column: 'kind' | 'feature' | 'model' | 'project' | 'member',
  ) => {
    const [from, name] = [sql(table), sql(column)];
    const indexed = column === 'kind' ? rareKinds(sql) : sql`${name} IS NOT NULL`;
    const rows = await sql`
      WITH RECURSIVE step(value) AS (
        (SELECT ${name} FROM ${from} WHERE account_id = ${accountId} AND ${indexed} ORDER BY ${name} LIMIT 1)
        UNION ALL
        SELECT (SELECT ${name} FROM ${from} WHERE account_id = ${accountId} AND ${indexed} AND ${name} > step.value
                ORDER BY ${name} LIMIT 1)
        FROM step WHERE step.value IS NOT NULL)
      SELECT value FROM step WHERE value IS NOT NULL LIMIT ${CHOICES_MAX}`;
    // A name that is empty is none.
    return rows.map((row) => row.value as string).filter((value) => value !== '');
  };
  const debits = sql`
    SELECT kind FROM (SELECT kind FROM entries WHERE account_id = ${accountId} ORDER BY seq DESC LIMIT ${SCAN_MAX}) e
    WHERE kind = ${MOST} LIMIT 1`;
  const [common, kinds, features, models, projects, members] = await Promise.all([
    debits,
    values('entries', 'kind'),
    values('entries', 'feature'),
    values('entries', 'model'),
    values('generations', 'project'),
    values('generations', 'member'),
  ]);
  const all = [...common.map((row) => row.kind as string), ...kinds];
  return { kinds: all as EntryKind[], features, models, projects, members };
}
