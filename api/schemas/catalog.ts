import { z } from 'zod';
import type { PricePage } from '@/lib/catalog/price-page';
import { instant, name } from './described';
import { featureSchema } from './catalog-feature';
import { policySchema } from './catalog-policy';

const named = z.object({ id: name('Its id.'), name: name('Its name.') });

export const catalogSchema = z
  .object({
    id: name('Its id.'),
    name: name('Its name.'),
    version: z.int().meta({ description: 'The number of this version.' }),
    effectiveAt: instant('From when on this version holds.'),
    currency: name('ISO 4217 code of the currency of all its money.'),
    zone: name('IANA zone that new accounts start with.'),
    products: z.array(named).meta({ description: 'What its credits are spent in.' }),
    policy: policySchema,
    features: z.array(featureSchema).meta({ description: 'What work can be charged, and for how much.' }),
  })
  .meta({
    id: 'Catalog',
    description: 'Plans, prices and rules as they are published.',
  }) satisfies z.ZodType<PricePage>;
