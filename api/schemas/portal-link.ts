import { z } from 'zod';
import { instant } from './described';

export const portalLinkSchema = z
  .object({
    url: z.url().meta({ description: 'Send your customer there: it lets them in once. Shown this once.' }),
    expiresAt: instant('Until when it works.'),
  })
  .meta({ id: 'PortalLink', description: 'A link into the portal.' });
