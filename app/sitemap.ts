import type { MetadataRoute } from 'next';
import { env } from '@/lib/env';
import { nobody } from '@/lib/access/actor';
import { listCatalogs } from '@/services/catalogs/list-catalogs';
import { getContext } from '@/services/runtime';

/** Made for each request: the catalogs are in the database. */
export const dynamic = 'force-dynamic';

/** The pages that anybody may read, as nobody in particular sees them. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const catalogs = await listCatalogs(await getContext(), nobody);
  if (!catalogs.ok) return [];
  return ['/prices', ...catalogs.value.map(({ id }) => `/prices/${id}`)].map((path) => ({
    url: new URL(path, env.PUBLIC_URL).href,
  }));
}
