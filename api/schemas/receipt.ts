import { z } from 'zod';
import { generationStatuses, generationStepKinds, refundReasons } from '@/lib/ledger/generation';
import { grantSources } from '@/lib/ledger/state';
import type { VendorsGeneration } from '@/services/generations/read-generation';
import { count, credits, id, instant, minor, name } from './described';

/** A line of a price, as it was worked out. */
const line = z.object({
  feature: name('The feature that it prices.'),
  model: z.string().nullable().meta({ description: 'Its model; null: it has none.' }),
  name: name("The line's name in the catalog."),
  unit: z.string().nullable().meta({ description: 'What is counted; null: nothing is.' }),
  quantity: z.number().meta({ description: 'How much was asked for.' }),
  credits: credits('What the line costs.'),
  formula: name('How that was worked out.'),
});

/** How a price was worked out. */
export const priceFields = {
  catalog: z
    .object({ id: name('The catalog.'), version: count('Its version.') })
    .meta({ description: 'Which price list it was worked out by.' }),
  formula: name('The lines added up, in words.'),
  lines: z.array(line).meta({ description: 'What it is made of.' }),
};

export const burns = (description: string) =>
  z
    .array(
      z.object({
        grant: count('The number of the grant.'),
        credits: credits('How many of its credits.'),
        costMinor: minor('What these had cost; 0 while they are only held.'),
        reissuedAs: z
          .int()
          .optional()
          .meta({ description: 'The grant that they came back as, where their own had ended.' }),
      }),
    )
    .meta({ description });

export const cost = z
  .object({
    minor: minor('What had been paid for these credits, in minor units.'),
    currency: name('ISO 4217 code of the currency.'),
  })
  .meta({ description: 'What they had cost in money.' });

const grant = z
  .object({
    id: count('Its number in the account.'),
    source: z.enum(grantSources).meta({ description: 'Where its credits come from.' }),
    plan: z.string().nullable().meta({ description: 'The name of the plan that gave it; null: none did.' }),
    endsAt: z.iso.datetime().nullable().meta({ description: 'When what is left of it ends; null: never.' }),
  })
  .meta({ id: 'ReceiptGrant', description: 'A lot of credits that a generation used.' });

const entries = z
  .object({ first: count('The first of them.'), last: count('The last of them.') })
  .nullable()
  .meta({ description: 'The numbers of its entries; null: it moved nothing.' });

const paid = z
  .array(
    z.object({
      grant,
      credits: credits('How many of its credits.'),
      costMinor: minor('What these had cost, in minor units.'),
    }),
  )
  .meta({ description: 'Which grants paid, in the order in which they did.' });

const named = (description: string) =>
  z.object({ id: name('Its id in the catalog.'), name: name('Its name.') }).meta({ description });

const step = z
  .object({
    kind: z.enum(generationStepKinds).meta({ description: 'What happened.' }),
    at: instant('When.'),
    credits: credits('How many credits it charged, held or gave back.'),
    costMinor: minor('What had been paid for those that it charged or gave back, in minor units.'),
    burns: paid,
    returned: z
      .array(
        z.object({
          grant,
          credits: credits('How many came back.'),
          reissuedAs: grant
            .nullable()
            .meta({ description: 'The new grant that they came back as; null: into their own.' }),
          ended: z.boolean().meta({ description: 'They had come back once before, and have ended now.' }),
        }),
      )
      .meta({ description: 'What it gave back.' }),
    lapsesAt: z.iso.datetime().nullable().meta({ description: 'Of a hold: when it ends by itself.' }),
    refundReason: z.enum(refundReasons).nullable().meta({ description: 'Of a refund: why, if that was said.' }),
    entries,
    balanceBefore: credits('The balance before it.'),
    balanceAfter: credits('The balance after it.'),
  })
  .meta({ id: 'ReceiptStep', description: 'Something that happened to a generation.' });

export const receiptSchema = z
  .object({
    id: id('The generation.'),
    at: instant('When it was charged or, first of all, held.'),
    status: z.enum(generationStatuses).meta({ description: 'Where it stands.' }),
    feature: named('What was asked for.'),
    model: named('With which model; null: it has none.').nullable(),
    project: z.string().nullable().meta({ description: 'Your own name for what it belongs to.' }),
    askedBy: z.string().nullable().meta({ description: 'The name of the API key that asked for it.' }),
    entries,
    credits: credits('What was charged; while nothing is, what is or was held.'),
    held: z.number().nullable().meta({ description: 'What was held before the work; null: it was charged at once.' }),
    lapsesAt: z.iso.datetime().nullable().meta({ description: 'When its open hold ends by itself.' }),
    refunded: credits('What was given back of the charge so far.'),
    net: z
      .object({ credits: credits('In credits.'), minor: minor('In money, in minor units.') })
      .meta({ description: 'What it has cost in the end.' }),
    ...priceFields,
    catalog: z
      .object({ id: name('The catalog.'), name: name('Its name.'), version: count('Its version.') })
      .meta({ description: 'Which price list it was worked out by.' }),
    priced: credits('What the lines come to; a capture may charge something else.'),
    burns: paid,
    cost,
    balanceBefore: credits('The balance before the charge.'),
    balanceAfter: credits('The balance after it.'),
    periodStart: z.iso.datetime().nullable().meta({ description: 'Start of the period that it counts in.' }),
    steps: z.array(step).meta({ description: 'Everything that happened to it, in order.' }),
    member: z.string().nullable().meta({ description: 'Your own name for whoever asked.' }),
    regenerates: z.uuid().nullable().meta({ description: 'The generation that it does over.' }),
    metadata: z.record(z.string(), z.string()).nullable().meta({ description: 'The texts that you sent with it.' }),
    outcome: z
      .enum(['kept', 'discarded'])
      .nullable()
      .meta({ description: 'What became of its output; null: not said.' }),
    outcomeAt: z.iso.datetime().nullable().meta({ description: 'When that was said.' }),
  })
  .meta({
    id: 'Receipt',
    description: 'A generation in full: price, grants, money, and what happened to it since.',
  }) satisfies z.ZodType<VendorsGeneration>;
