import { microFromNumber, parseMicro, type Micro } from '@/lib/credits';

/** The rows of a CSV file (RFC 4180), without the head. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(1, -1);
}

/** What a file's name of a column is, as its place in a row of entries. */
export const column = { number: 0, local: 2, feature: 5, model: 6, project: 7, change: 11, balance: 12 } as const;

export async function wholeText(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** Exact micro-credits of a decimal text or a JSON number, with its sign. */
export function microOf(amount: string | number): Micro {
  const plain = typeof amount === 'string' ? amount.replace('-', '') : Math.abs(amount);
  const size = typeof plain === 'string' ? parseMicro(plain) : microFromNumber(plain);
  if (size === null) throw new Error(`${amount} is no exact amount of credits`);
  return String(amount).startsWith('-') ? -size : size;
}
