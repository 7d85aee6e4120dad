import { z } from 'zod';
import { usageBy, type Usage } from '@/services/accounts/read-usage';
import { count, credits, id, instant, name } from './described';

const sums = {
  credits: credits("What was used, less what was given back of the same period's charges."),
  refundedEarlier: credits("What was given back of earlier periods' charges: it does not make less used."),
  generations: count('How many generations were charged, or were free.'),
};

export const usageSchema = z
  .object({
    account: id('The account.'),
    by: z.enum(usageBy).meta({ description: 'What it is added up by.' }),
    zone: name('IANA zone of the days.'),
    from: z.iso.date().nullable().meta({ description: 'First day; null: the current period.' }),
    to: z.iso.date().nullable().meta({ description: 'Last day; null: the current period.' }),
    period: z
      .object({ start: instant('When it began.'), end: instant('When it ends.') })
      .nullable()
      .meta({ description: 'The current period; null where days were named.' }),
    items: z
      .array(
        z.object({
          key: z.string().nullable().meta({ description: 'Feature, model, project, member or day; null: of none.' }),
          ...sums,
        }),
      )
      .meta({ description: 'Most used first, days in order: at most 1,000.' }),
    others: z.object(sums).nullable().meta({ description: 'What is beyond the first 1,000, in all; null: nothing.' }),
    total: z.object(sums).meta({ description: 'All of it, others included.' }),
  })
  .meta({ id: 'Usage', description: 'What credits were used for.' }) satisfies z.ZodType<Usage>;
