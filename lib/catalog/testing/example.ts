import { readFileSync } from 'node:fs';
import { parseCatalog } from '../parse';
import type { Catalog } from '../schema';

const page = readFileSync(new URL('../../../docs/catalogs.md', import.meta.url), 'utf8');
/** Its last chapter, cut at the fences: words, the example, words, what the check tells of it. */
const blocks = page.slice(page.indexOf('\n## A whole example\n')).split(/^```.*\n/m);

/** The made-up vendor of docs/catalogs.md, as its file would be: the page's example without its comments. */
export function exampleText(): string {
  return blocks[1]!.replace(/^\s*\/\/.*\n/gm, '');
}

export function exampleCatalog(): Catalog {
  const parsed = parseCatalog(exampleText());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

/** What the page says that the check tells of it, line by line. */
export function exampleReport(): string[] {
  return blocks[3]!.split('\n').filter(Boolean);
}
