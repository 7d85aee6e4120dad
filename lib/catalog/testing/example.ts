import { readFileSync } from 'node:fs';
import { parseCatalog } from '../parse';
import type { Catalog } from '../schema';

const page = readFileSync(new URL('../../../docs/catalogs.md', import.meta.url), 'utf8');
const whole = page.slice(page.indexOf('\n## A whole example\n'));

/** The made-up vendor of docs/catalogs.md, as its file would be: the page's example without its comments. */
export function exampleText(): string {
  const block = /^```jsonc\n(.*?)^```/ms.exec(whole)![1]!;
  return block.replace(/^\s*\/\/.*\n/gm, '');
}

export function exampleCatalog(): Catalog {
  const parsed = parseCatalog(exampleText());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

/** What the page says that the check tells of it, line by line. */
export function exampleReport(): string[] {
  const block = /^```\n(.*?)^```/ms.exec(whole)![1]!;
  return block.split('\n').filter(Boolean);
}
