const LISTED_MAX = 10;
const COMPARED_MAX = 80;

/**
 * The names that someone may have meant, nearest first.
 * @returns at most ten of `known`; names equally near stay in the order given
 */
export function nearest(word: string, known: readonly string[]): string[] {
  // What is compared is cut short, so that a very long word costs no more than a long one.
  const wanted = word.slice(0, COMPARED_MAX).toLowerCase();
  return known
    .map((name) => ({ name, away: distance(wanted, name.slice(0, COMPARED_MAX)) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, LISTED_MAX)
    .map(({ name }) => name);
}

/** What a caller wrote, quoted and cut to a length that fits a sentence. */
export function quoted(text: unknown): string {
  const plain = String(text);
  return `"${plain.length > COMPARED_MAX ? `${plain.slice(0, COMPARED_MAX)}…` : plain}"`;
}

/** "a, b or c" with each in quotes. */
export function listed(names: readonly string[]): string {
  const all = names.map(quoted);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

/** A user's key as one step of a JSON pointer. */
export function escaped(key: string): string {
  return key.slice(0, COMPARED_MAX).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** How many letters must be put in, taken out or changed to get from one word to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
