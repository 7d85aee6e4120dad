import type { MetadataRoute } from 'next';
import { env } from '@/lib/env';

/** Made for each request: where the portal is reached is configuration, known when it runs. */
export const dynamic = 'force-dynamic';

/** Prices are for everybody; accounts are nobody else's business. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/prices', disallow: ['/accounts/', '/support', '/api/'] },
    sitemap: new URL('/sitemap.xml', env.PUBLIC_URL).href,
  };
}
