/**
 * Lists of texts and ids as PostgreSQL writes them. The client could ask the server for these types on every new
 * connection, but what goes wrong with that question is caught by nobody and ends the process.
 */

/** {"a","with \"quotes\""} */
export function arrayText(list: readonly (string | number | bigint)[]): string {
  return `{${list.map((each) => `"${String(each).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

/** Reads a list of one dimension without nulls. */
export function listOfArray(text: string): string[] {
  const items = text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^",]+)/gs);
  return [...items].map(([, quoted, plain]) => (quoted === undefined ? plain! : quoted.replace(/\\(.)/gs, '$1')));
}
