import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '@/db/client';
import { insertCatalog, readCatalogs } from '@/db/reads/catalogs';
import { catalogBook, type CatalogBook } from '@/lib/catalog/catalogs';
import { parseCatalog, type CatalogProblem } from '@/lib/catalog/parse';
import type { Catalog } from '@/lib/catalog/schema';
import type { Clock } from '@/lib/clock';

/** A catalog file that can't be used: which file, where in it, and why. */
export interface CatalogFileProblem extends CatalogProblem {
  file: string;
}

export type LoadedCatalogs = { ok: true; catalogs: Catalog[] } | { ok: false; problems: CatalogFileProblem[] };

/**
 * Reads every catalog file of a folder and keeps its versions in the database. One bad file and nothing is kept.
 * A version that is kept already may not change: history is priced by it.
 */
export async function loadCatalogFiles(database: Database, folder: string, clock: Clock): Promise<LoadedCatalogs> {
  const files = (await readdir(folder))
    .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
    .sort();
  const kept = await readCatalogs(database.sql);
  const problems: CatalogFileProblem[] = [];
  const found: { catalog: Catalog; source: string; file: string }[] = [];

  for (const file of files) {
    const source = await readFile(path.join(folder, file), 'utf8');
    const parsed = parseCatalog(source);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map((problem) => ({ file, ...problem })));
      continue;
    }
    const { catalog } = parsed;
    const twin = found.find((each) => each.catalog.id === catalog.id && each.catalog.version === catalog.version);
    if (twin) problems.push({ file, path: '/version', reason: `${twin.file} is the same version of "${catalog.id}"` });
    const earlier = kept.find((each) => each.catalogId === catalog.id && each.version === catalog.version);
    if (earlier && !sameData(earlier.source, source)) {
      const reason = `version ${catalog.version} of "${catalog.id}" was loaded before with other content, and history is priced by it: raise the version, and set effectiveAt to when it starts`;
      problems.push({ file, path: '/version', reason });
    }
    found.push({ catalog, source, file });
  }
  if (found.length === 0 && problems.length === 0) {
    problems.push({ file: folder, path: '/', reason: 'there is no catalog file in this folder' });
  }
  if (problems.length > 0) return { ok: false, problems };

  for (const { catalog, source } of found) {
    if (kept.some((each) => each.catalogId === catalog.id && each.version === catalog.version)) continue;
    const { id: catalogId, version, effectiveAt } = catalog;
    await insertCatalog(database.sql, { catalogId, version, effectiveAt, source }, clock.now());
  }
  return { ok: true, catalogs: found.map((each) => each.catalog) };
}

/** Layout and spaces of a file may change; what it says may not. */
function sameData(a: string, b: string): boolean {
  return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
}

/**
 * All catalog versions that the database keeps.
 * @throws when one of them is not a catalog by this program's format: an older program would be needed to read it
 */
export async function loadCatalogBook(database: Database): Promise<CatalogBook> {
  const stored = await readCatalogs(database.sql);
  const catalogs = stored.map(({ catalogId, version, source }) => {
    const parsed = parseCatalog(source);
    if (parsed.ok) return parsed.catalog;
    const { path: place, reason } = parsed.problems[0]!;
    throw new Error(`catalog ${catalogId} version ${version}, as kept in the database: ${place}: ${reason}`);
  });
  return catalogBook(catalogs);
}
