import { z } from 'zod';
import { errorCodes } from '@/lib/errors';
import type { QuotedItem, Quotes } from '@/services/quotes/quote-generations';
import { credits, id, instant, name } from './described';
import { burns, priceFields } from './receipt';

const refusalFields = {
  code: z.enum(errorCodes).meta({ description: 'As in the problem that a charge would answer.' }),
  detail: z.string().optional().meta({ description: 'The same in a sentence.' }),
};

const item = z
  .object({
    feature: name('What was asked for.'),
    model: z.string().nullable().meta({ description: 'With which model; null: it has none.' }),
    credits: credits('What it would cost now.'),
    ...priceFields,
    quote: name('Send this in place of the work, and it is charged at this price.'),
    expiresAt: instant("Until when, by the account's time."),
    burns: burns('Which grants would pay, as far as they go.'),
    sufficient: z.boolean().meta({ description: 'It would be charged, were it asked for now.' }),
    refusal: z
      .looseObject(refusalFields)
      .nullable()
      .meta({ description: 'Why it would not be: with the shortfall, where that is the reason.' }),
    alternatives: z
      .array(
        z.object({
          model: name('Its id.'),
          name: name('Its name.'),
          credits: credits('What the same would cost.'),
          formula: name('How that was worked out.'),
        }),
      )
      .meta({ description: "The feature's cheaper models, the cheapest first." }),
  })
  .meta({ id: 'Quote', description: 'An itemised price that binds.' }) satisfies z.ZodType<QuotedItem>;

export const quotesSchema = z
  .object({
    account: id('The account, by our id.'),
    asOf: instant('The moment that all of this is true of.'),
    spendable: credits('Credits that can be spent now.'),
    items: z.array(item).meta({ description: 'In the order of the items, each by itself.' }),
    total: z
      .object({
        credits: credits('What they would cost one after the other.'),
        sufficient: z.boolean().meta({ description: 'All of them would be charged.' }),
        refusal: z
          .looseObject({ item: z.int().meta({ description: 'Which item, from 0.' }), ...refusalFields })
          .nullable()
          .meta({ description: 'The first that would not be, and why.' }),
      })
      .meta({ description: 'All items, charged one after the other.' }),
  })
  .meta({ id: 'Quotes', description: 'What generations would cost.' }) satisfies z.ZodType<Quotes>;
