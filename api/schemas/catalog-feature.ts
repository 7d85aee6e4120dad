import { z } from 'zod';
import type { FeaturePrices } from '@/lib/catalog/price-figures';
import { name } from './described';

const most = z.number().nullable().meta({ description: 'The most of it; null: no limit worth naming.' });
const unit = name('What is counted.');
const minimum = z.number().nullable().meta({ description: 'The least credits that one generation costs; null: none.' });
const upTo = z.number().nullable().meta({ description: 'Up to so many, themselves included; null: without end.' });
const above = z.number().meta({ description: 'Above so many.' });

const per = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('time') }),
    z.object({ type: z.literal('unit'), unit, minimum }),
    z.object({ type: z.literal('product'), units: z.array(z.object({ unit, max: most })), minimum }),
    z.object({ type: z.literal('block'), unit, size: z.number().meta({ description: 'Units of one block.' }) }),
    z.object({ type: z.literal('band'), unit, above, upTo }),
    z.object({ type: z.literal('step'), unit, above, upTo }),
  ])
  .meta({
    description:
      'What the credits are for: each time, each unit, one of each unit multiplied, each started block, a whole generation of that size, or each unit of that range.',
  });

const mediaKinds = ['video', 'image', 'music', 'sound', 'audio', 'text'] as const;

const figure = z.object({
  model: z
    .object({
      id: name('The model.'),
      name: name('Its name.'),
      kind: z.enum(mediaKinds).meta({ description: 'What it makes.' }),
      tier: z.enum(['draft', 'standard', 'premium']).optional().meta({ description: 'How good it is.' }),
      detail: z.string().optional().meta({ description: 'What one unit is.' }),
    })
    .nullable()
    .meta({ description: 'With this model; null: the feature has none.' }),
  options: z
    .array(z.object({ option: name('An option.'), choice: name('What is chosen.') }))
    .meta({ description: 'With these choices.' }),
  line: z.string().nullable().meta({ description: 'Which part of the price, where several are added up.' }),
  credits: z.number().meta({ description: 'What it costs in credits.' }),
  per,
  max: most,
});

export const featureSchema = z
  .object({
    id: name('Its id.'),
    name: name('Its name.'),
    product: z.object({ id: name('Its id.'), name: name('Its name.') }).meta({ description: 'Where it is sold.' }),
    kind: z.enum([...mediaKinds, 'avatar', 'edit', 'chat', 'script']).meta({ description: 'What kind of work it is.' }),
    addition: z.boolean().meta({ description: "It is sold in addition to another feature's work." }),
    includes: z.boolean().meta({ description: 'A request for it may name further work to be charged with it.' }),
    firstFree: z
      .object({
        units: z.number().meta({ description: 'How many units.' }),
        unit,
        per: z.enum(['period', 'day', 'ever']).meta({ description: 'How often they are given.' }),
      })
      .nullable()
      .meta({ description: 'What costs nothing at first, for each account; null: there is no such thing.' }),
    figures: z.array(figure).meta({ description: 'Every figure that its price can come to.' }),
  })
  .meta({ id: 'CatalogFeature', description: 'Work that can be charged.' }) satisfies z.ZodType<FeaturePrices>;
