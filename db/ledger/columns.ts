/**
 * Rows as PostgreSQL's lists, one for each column, for `unnest(…)`: it reads them in half the time that JSON takes, and
 * fewer bytes are sent. The client's own lists know neither nulls nor instants, so they go as texts: `${list}::text::uuid[]`.
 * @returns the list of a column, by its name
 */
export function columnsOf(rows: readonly object[]): (name: string) => string {
  const records = rows as readonly Readonly<Record<string, unknown>>[];
  return (name) => {
    let list = '';
    for (const row of records) list += `${list && ','}${element(row[name])}`;
    return `{${list}}`;
  };
}

/** What needs quotes has them: any text may hold a comma, a brace or the word NULL. */
function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') {
    return value.includes('"') || value.includes('\\') ? `"${value.replaceAll(/[\\"]/g, '\\$&')}"` : `"${value}"`;
  }
  if (typeof value !== 'object') return String(value);
  return element(JSON.stringify(value));
}

/**
 * A column of JSON, which is full of quotes: one value a line, for `string_to_array(${lines}, E'\\n', '')`. JSON never
 * holds a line feed itself; where there is none, the line is empty.
 * @throws Error for a text of several lines, which would belong to other rows
 */
export function linesOf(values: readonly unknown[]): string {
  const lines = values.map((value) => (typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value)));
  if (lines.some((line) => line.includes('\n'))) throw new Error('a text of several lines has no place in a list of lines');
  return lines.join('\n');
}
