import { isoText, type Instant } from '@/lib/time';
import type { Queryable } from '../client';

/** A catalog version as its file said it. */
export interface StoredCatalog {
  catalogId: string;
  version: number;
  source: string;
}

/** Every catalog version ever loaded, oldest first. */
export async function readCatalogs(sql: Queryable): Promise<StoredCatalog[]> {
  const rows = await sql`SELECT catalog_id, version, source FROM catalog_versions ORDER BY catalog_id, version`;
  return rows.map((row) => ({ catalogId: row.catalog_id, version: row.version, source: row.source }));
}

/** Keeps a new version. */
export async function insertCatalog(
  sql: Queryable,
  catalog: StoredCatalog & { effectiveAt: Instant },
  loadedAt: Instant,
): Promise<void> {
  await sql`
    INSERT INTO catalog_versions (catalog_id, version, effective_at, source, loaded_at)
    VALUES (${catalog.catalogId}, ${catalog.version}, ${isoText(catalog.effectiveAt)}, ${catalog.source},
            ${isoText(loadedAt)})`;
}
