/** A test, by where it is and by words of its full name. A table's cases may share them. */
export interface NamedTest {
  project: 'unit' | 'db';
  file: string;
  /** Words that its full name contains; only such tests are run. */
  words: string;
  /**
   * Words of the error by which it fails, where that is not an assertion: what a helper of the tests finds wrong, or a
   * guard of the program itself.
   */
  says?: string;
}

/** One promise, broken on purpose, and the test that must notice. */
export interface Mutation {
  /** What the program would do wrong. */
  name: string;
  /** From the project's root. */
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replace: string;
  caughtBy: NamedTest;
}

export function inUnit(file: string, words: string, says?: string): NamedTest {
  return { project: 'unit', file, words, says };
}

export function inDatabase(file: string, words: string): NamedTest {
  return { project: 'db', file, words };
}

/** The file's text with the mutation in it. @throws where `find` does not stand in it exactly once */
export function mutate(text: string, { file, find, replace }: Mutation): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined) throw new Error(`${file} no longer holds this: ${find}`);
  if (more.length > 0) throw new Error(`${file} holds this ${more.length + 1} times: ${find}`);
  return `${before}${replace}${after}`;
}
