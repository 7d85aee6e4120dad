import type { Catalog, CatalogAt } from './schema';

/** All catalogs that are loaded, each in all its versions. */
export interface CatalogBook {
  /** The versions of one catalog by the instant they start to hold, or null when there is no such catalog. */
  at(catalogId: string): CatalogAt | null;
  /** The ids of all catalogs, sorted. */
  ids(): string[];
  /** The version that starts last, even if that is still to come; null when there is no such catalog. */
  latest(catalogId: string): Catalog | null;
  /** One version, whether or not it holds now; null when there is none of that number. */
  version(catalogId: string, number: number): Catalog | null;
}

/**
 * Puts catalog versions in order, so that the one in force at an instant can be found: the one that started last by
 * then. Before the first version starts the first one holds, so that an account's history is never without a price.
 * Versions that start at the same instant: the higher number holds.
 * @throws Error when a version of a catalog is there twice; which one holds would hang on the order of files
 */
export function catalogBook(catalogs: readonly Catalog[]): CatalogBook {
  const versions = new Map<string, Catalog[]>();
  for (const each of catalogs) {
    const known = versions.get(each.id) ?? [];
    if (known.some(({ version }) => version === each.version)) {
      throw new Error(`catalog "${each.id}" has version ${each.version} twice`);
    }
    versions.set(each.id, [...known, each]);
  }
  for (const known of versions.values()) {
    known.sort((a, b) => a.effectiveAt - b.effectiveAt || a.version - b.version);
  }
  return {
    at(catalogId) {
      const known = versions.get(catalogId);
      return known ? (at) => known.findLast(({ effectiveAt }) => effectiveAt <= at) ?? known[0]! : null;
    },
    ids: () => [...versions.keys()].sort(),
    latest: (catalogId) => versions.get(catalogId)?.at(-1) ?? null,
    version: (catalogId, number) => versions.get(catalogId)?.find(({ version }) => version === number) ?? null,
  };
}
