import { z } from 'zod';
import { generationStatuses } from '@/lib/ledger/generation';
import { credits, id, instant, name } from './described';
import { problemSchema } from './problem';
import { burns, cost, priceFields } from './receipt';

const balance = z
  .object({ before: credits('Before it.'), after: credits('After it.') })
  .meta({ description: 'The credits that the account had available.' });

export const generationSchema = z
  .object({
    id: id('The generation: its capture, void, refund and receipt are found under it.'),
    account: id('The account, by our id.'),
    at: instant("When it was charged or held, by the account's time."),
    status: z.enum(generationStatuses).meta({ description: 'debited, free or held.' }),
    feature: name('What was asked for.'),
    model: z.string().nullable().meta({ description: 'With which model; null: it has none.' }),
    credits: credits('What was charged or is held.'),
    lapsesAt: z.iso.datetime().optional().meta({ description: 'Of a hold: when it ends by itself.' }),
    balance,
    receipt: z
      .object({
        ...priceFields,
        burns: burns('Which grants paid or are held, in the order in which they were taken.'),
        cost,
        balanceBefore: credits('The balance before it.'),
        balanceAfter: credits('The balance after it.'),
        periodStart: z.iso.datetime().nullable().meta({ description: 'Start of the period that it counts in.' }),
      })
      .meta({ description: 'How it was priced, and what paid.' }),
  })
  .meta({ id: 'Generation', description: 'A generation as it was charged or held.' });

export const stepSchema = z
  .object({
    id: id('The generation.'),
    account: id('The account, by our id.'),
    step: z.enum(['capture', 'void', 'refund']).meta({ description: 'What was done.' }),
    at: instant("When, by the account's time."),
    credits: credits('How many credits it charged or gave back.'),
    burns: burns('Which grants paid or got back, in the order in which they did.'),
    cost,
    balance,
    price: z.object(priceFields).optional().meta({ description: 'Of a capture that was priced anew: how.' }),
  })
  .meta({ id: 'GenerationStep', description: 'What was done to a generation, and what that moved.' });

export const outcomeSchema = z
  .object({
    id: id('The generation.'),
    account: id('The account, by our id.'),
    outcome: z.enum(['kept', 'discarded']).meta({ description: 'What became of its output.' }),
    outcomeAt: instant('When that was said.'),
  })
  .meta({ id: 'Outcome', description: 'What became of the output of a generation.' });

export const batchSchema = z
  .object({
    items: z
      .array(
        z
          .object({
            status: z.int().meta({ description: 'As that of a request of its own.' }),
            body: z
              .union([generationSchema, problemSchema])
              .meta({ description: 'What a request of its own would have answered.' }),
            idempotentReplayed: z.boolean().meta({ description: 'It had been done before, under the same key.' }),
          })
          .meta({ id: 'BatchedAnswer', description: "One item's answer." }),
      )
      .meta({ description: 'In the order of the items.' }),
  })
  .meta({ id: 'BatchAnswer', description: 'What became of each item.' });
