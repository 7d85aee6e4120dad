/**
 * Rows as PostgreSQL's lists, one for each column, for `unnest(…)`: it reads them in half the time that JSON takes, and
 * fewer bytes are sent. The client's own lists know neither nulls nor instants, so they go as texts: `${list}::text::uuid[]`.
 * @returns the list of a column, by its name
 */
export function columnsOf(rows: readonly object[]): (name: string) => string {
  const records = rows as readonly Readonly<Record<string, unknown>>[];
  return (name) => `{${records.map((row) => element(row[name])).join()}}`;
}

/** What needs quotes has them: any text may hold a comma, a brace or the word NULL. */
function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${SPECIAL.test(text) ? text.replaceAll(/[\\"]/g, '\\$&') : text}"`;
}

const SPECIAL = /[\\"]/;
