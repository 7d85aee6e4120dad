/** One value of a page's query, trimmed and short; empty where there is none. */
export function askedText(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value.trim().slice(0, 100) : '';
}
