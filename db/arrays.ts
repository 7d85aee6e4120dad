/**
 * Lists of texts and ids as PostgreSQL writes them. The client could ask the server for these types on every new
 * connection, but what goes wrong with that question is caught by nobody and ends the process.
 */

/** {a,"with \"quotes\""} */
export function arrayText(list: readonly (string | number | bigint)[]): string {
  return `{${list.map((each) => arrayElement(String(each))).join(',')}}`;
}

/** Ids, numbers, instants, hashes and most names: what needs no quotes, but for the one word that would be no text. */
const BARE = /^[\w:.+-]+$/;
const NULL_WORD = /^null$/i;

/** A text in a list. What needs quotes has them: any text may hold a comma, a brace or the word NULL. */
export function arrayElement(text: string): string {
  if (BARE.test(text) && !NULL_WORD.test(text)) return text;
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}

/** Reads a list of one dimension without nulls. */
export function listOfArray(text: string): string[] {
  const items = text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^",]+)/gs);
  return [...items].map(([, quoted, plain]) => (quoted === undefined ? plain! : quoted.replace(/\\(.)/gs, '$1')));
}
