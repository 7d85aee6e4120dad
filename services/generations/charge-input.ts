import { z } from 'zod';
import { HOLD_MS_MAX } from '@/lib/ledger/holds';
import type { Result } from '@/lib/errors';
import { parseInput } from '../parse-input';
import { plainText } from '../plain-text';

/** The longest text of a quote that is given or read: work with a hundred parts has room in it. */
export const QUOTE_LENGTH_MAX = 32_768;

const slug = z.string().min(1).max(80);

/** Values by name. A record by itself leaves "__proto__" out in silence, and would charge the rest. */
function byName<T extends z.ZodType>(value: T, name: z.ZodString = slug) {
  return z.preprocess(
    (input, context) => {
      if (Object(input) === input && Object.hasOwn(input as object, '__proto__')) context.addIssue('No such name.');
      return input;
    },
    z.record(name, value),
  );
}

const howMuch = {
  quantity: z
    .union([z.number(), byName(z.number())])
    .optional()
    .meta({ description: "How much, in the feature's own unit, or a number for each of its units. Left out: 1." }),
  options: byName(slug).optional().meta({ description: 'The choice for each option that the price depends on.' }),
};

const onePart = {
  feature: slug.meta({ description: "A feature's id in the catalog." }),
  model: slug.nullish().meta({ description: 'The model, for features that are priced by model.' }),
  ...howMuch,
};

const includes = z
  .array(z.strictObject(onePart))
  .max(100)
  .optional()
  .meta({ description: 'Further generations that this one asks for, priced as lines of their own.' });

/** What a price is worked out from. */
export const workFields = { ...onePart, includes };

/** The same, where feature and model are settled. */
export const workDoneFields = { ...howMuch, includes };

export const memberField = plainText(120)
  .min(1)
  .nullish()
  .meta({ description: 'Your own name for whoever asks: limits may be set for each.' });

export const accountField = z
  .string()
  .max(260)
  .optional()
  .meta({ description: 'The account\'s id, or "ext:" and your own. May be left out with an account\'s own key.' });

const LAPSES_SECONDS_MAX = HOLD_MS_MAX / 1000;

const aboutIt = {
  account: accountField,
  mode: z
    .enum(['debit', 'hold'])
    .default('debit')
    .meta({ description: 'Charge now, or reserve the credits until the work is done.' }),
  lapsesInSeconds: z
    .int()
    .min(1)
    .max(LAPSES_SECONDS_MAX)
    .optional()
    .meta({ description: 'Of a hold: when it ends by itself. Left out: after 900 seconds.' }),
  member: memberField,
  project: plainText(120).nullish().meta({ description: 'Your own name for what the generation belongs to.' }),
  regenerates: z
    .string()
    .max(80)
    .nullish()
    .meta({ description: 'The generation of the account that this one does over.' }),
  metadata: byName(
    plainText(200),
    z
      .string()
      .min(1)
      .max(40)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Use no control characters.'),
  )
    .refine((texts) => Object.keys(texts).length <= 20, 'Use at most 20 texts.')
    .nullish()
    .meta({ description: 'Up to 20 texts that you want to find beside it. No rule reads them.' }),
};

const byRequest = { ...aboutIt, ...workFields };
const byQuote = {
  ...aboutIt,
  quote: z
    .string()
    .min(1)
    .max(QUOTE_LENGTH_MAX)
    .meta({ description: 'A price that was given for it, in place of the work.' }),
};

const chargeByRequest = z
  .strictObject(byRequest)
  .meta({ id: 'NewGeneration', description: 'Work, charged or held at the price in force.' });
const chargeByQuote = z
  .strictObject(byQuote)
  .meta({ id: 'NewQuotedGeneration', description: 'Work, charged or held at the price that a quote binds.' });

/** What a product's server sends to charge a generation, or to hold credits for it. */
export const chargeInput = z.union([chargeByRequest, chargeByQuote]);

export type ChargeInput = z.output<typeof chargeInput>;

/** The most generations of one batch. */
const ITEMS_MAX = 1_000;

/** What a batch's item is named with; as the header (api/idempotency-key.ts). */
export const batchKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'An idempotencyKey is 1 to 255 printable ASCII characters without spaces.')
  .meta({ description: 'As the Idempotency-Key header is for a request of its own.' });

const batchOf = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item).min(1).max(ITEMS_MAX) });

/** What a product's server sends to charge many at once. */
export const batchInput = batchOf(
  z.union([
    z.strictObject({ idempotencyKey: batchKey, ...byRequest }).meta({ id: 'BatchedGeneration' }),
    z.strictObject({ idempotencyKey: batchKey, ...byQuote }).meta({ id: 'BatchedQuotedGeneration' }),
  ]),
).meta({ id: 'GenerationBatch', description: 'Up to 1,000 generations, each under an idempotency key of its own.' });

/** Each item of a batch is judged by itself, so that one bad one never fails the others. */
export const batchOfAnything = batchOf(z.unknown());

/** Reads what a generation is asked for with. Fails with `invalid_request`, naming the first field at fault. */
export function parseCharge(input: unknown): Result<ChargeInput> {
  const quoted = Object(input) === input && Object.hasOwn(input as object, 'quote');
  return parseInput<z.ZodType<ChargeInput>>(quoted ? chargeByQuote : chargeByRequest, input);
}
