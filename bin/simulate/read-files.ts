import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { catalogBook } from '@/lib/catalog/catalogs';
import { listed, nearest, quoted } from '@/lib/catalog/nearest';
import { parseCatalog } from '@/lib/catalog/parse';
import type { Catalog, CatalogAt } from '@/lib/catalog/schema';
import { parseScenario, type ScenarioProblem } from '@/lib/simulate/parse';
import type { Scenario } from '@/lib/simulate/scenario';
import type { Zone } from '@/lib/time';

/** The catalogs that come with Meterbook. */
const SHIPPED = path.relative('', path.resolve(import.meta.dirname, '../../catalogs'));

export interface FileProblem extends ScenarioProblem {
  file: string;
}

export interface ReadScenario {
  scenario: Scenario;
  zone: Zone;
  catalogAt: CatalogAt;
}

export type Read<T> = { ok: true; value: T } | { ok: false; problems: FileProblem[] };

/** Reads a scenario with its catalog in all its versions, or says everything that is wrong and in which file. */
export async function readScenario(file: string): Promise<Read<ReadScenario>> {
  const text = await readText(file);
  if (!text.ok) return text;
  // Its moments can be read only by the zone of its catalog, and its catalog only when it is known which.
  const named = parseScenario(text.value, 'UTC');
  if (!named.ok) return notRight(file, named.problems);
  const { catalog: wanted, versions } = named.scenario;
  const found = await readCatalogs(file, wanted);
  if (!found.ok) return found;
  const catalogs = found.value;
  for (const [index, version] of versions.entries()) {
    const next = await readCatalogFile(beside(file, version));
    if (!next.ok) return next;
    const problem = versionProblem(catalogs, next.value);
    if (problem) return notRight(file, [{ path: `/versions/${index}`, reason: problem }]);
    catalogs.push(next.value);
  }
  const { id, zone } = catalogs[0]!;
  const parsed = parseScenario(text.value, zone);
  if (!parsed.ok) return notRight(file, parsed.problems);
  const catalogAt = catalogBook(catalogs).at(id)!;
  return { ok: true, value: { scenario: parsed.scenario, zone: parsed.zone, catalogAt } };
}

/** A catalog by its path from the scenario, or by its id one that comes with Meterbook, in all its versions. */
async function readCatalogs(scenario: string, wanted: string): Promise<Read<Catalog[]>> {
  if (/[/\\]|\.json$/.test(wanted)) {
    const read = await readCatalogFile(beside(scenario, wanted));
    return read.ok ? { ok: true, value: [read.value] } : read;
  }
  const files = (await readdir(SHIPPED)).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
  const shipped: Catalog[] = [];
  for (const name of files) {
    const read = await readCatalogFile(path.join(SHIPPED, name));
    if (!read.ok) return read;
    shipped.push(read.value);
  }
  const versions = shipped.filter(({ id }) => id === wanted).sort((a, b) => a.version - b.version);
  if (versions.length > 0) return { ok: true, value: versions };
  const ids = [...new Set(shipped.map(({ id }) => id))];
  const reason = `no catalog is called ${quoted(wanted)}; did you mean ${listed(nearest(wanted, ids))}? Another one is named by its path, such as "vendors/acme.json"`;
  return notRight(scenario, [{ path: '/catalog', reason }]);
}

async function readCatalogFile(file: string): Promise<Read<Catalog>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const parsed = parseCatalog(text.value);
  return parsed.ok ? { ok: true, value: parsed.catalog } : notRight(file, parsed.problems);
}

function versionProblem(known: readonly Catalog[], next: Catalog): string | null {
  const { id } = known[0]!;
  if (next.id !== id) return `is a version of "${next.id}", not of "${id}"`;
  return known.some(({ version }) => version === next.version) ? `version ${next.version} is there already` : null;
}

function beside(scenario: string, named: string): string {
  return path.isAbsolute(named) ? named : path.join(path.dirname(scenario), named);
}

async function readText(file: string): Promise<Read<string>> {
  try {
    return { ok: true, value: await readFile(file, 'utf8') };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : `can't be read: ${message}`;
    return notRight(file, [{ path: '/', reason }]);
  }
}

function notRight(file: string, problems: readonly ScenarioProblem[]): { ok: false; problems: FileProblem[] } {
  return { ok: false, problems: problems.map((problem) => ({ file, ...problem })) };
}
