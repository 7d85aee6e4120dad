import { microFromNumber } from '../credits';

export type Path = (string | number)[];

/** Something that is wrong with a catalog whose every field is right by itself. */
export interface Problem {
  path: Path;
  message: string;
}

export function* repeated(list: { id: string }[], path: Path): Generator<Problem> {
  const seen = new Set<string>();
  for (const [index, { id }] of list.entries()) {
    if (seen.has(id)) yield { path: [...path, index, 'id'], message: `"${id}" stands here twice` };
    seen.add(id);
  }
}

/** The same of a list of plain words. */
export function* repeatedWords(list: readonly string[], path: Path): Generator<Problem> {
  for (const [index, word] of list.entries()) {
    if (list.indexOf(word) < index) yield { path: [...path, index], message: `"${word}" stands here twice` };
  }
}

/** What credits are multiplied by is exact. */
export function* inexact(value: number, path: Path, what: string): Generator<Problem> {
  if (microFromNumber(value) === null) yield { path, message: `${what} has at most six decimals` };
}
