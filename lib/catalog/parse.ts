import { catalogSchema, type Catalog } from './schema';

/** What is wrong with a catalog file: a JSON pointer to the place and the reason in one sentence. */
export interface CatalogProblem {
  path: string;
  reason: string;
}

/**
 * Turns a catalog file's text into a catalog.
 * @returns the catalog, or every problem found with its place (an unreadable file has one problem, at "/")
 */
export function parseCatalog(text: string): { ok: true; catalog: Catalog } | { ok: false; problems: CatalogProblem[] } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [{ path: '/', reason: `not JSON: ${(error as Error).message}` }] };
  }
  const parsed = catalogSchema.safeParse(data);
  if (parsed.success) return { ok: true, catalog: parsed.data };
  const problems = parsed.error.issues.map((issue) => ({ path: `/${issue.path.join('/')}`, reason: issue.message }));
  return { ok: false, problems };
}
