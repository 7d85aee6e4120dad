import { z } from 'zod';
import { AMOUNT_MAX, decimalText, microFromNumber, parseMicro, type Micro } from '../credits';

/** The format of prices, and of the words and amounts that every part of a catalog is made of. */

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, such as "ai-edit"');
export const name = z.string().trim().min(1).max(80);
export const count = z.int().min(1).max(1_000_000_000);

/** Credits in a file: 48, 0.5 or "0.000001"; in memory: micro-credits. */
export const creditAmount = z.union([z.number(), z.string()]).transform((value, context): Micro => {
  const amount = typeof value === 'number' ? microFromNumber(value) : parseMicro(value);
  if (amount !== null && amount <= AMOUNT_MAX) return amount;
  const largest = decimalText(AMOUNT_MAX);
  context.addIssue({ code: 'custom', message: `credits are a number from 0 to ${largest} with at most six decimals` });
  return z.NEVER;
});

/** The bounds of a quantity. Whole numbers unless `fractions` is true. */
const bounds = {
  min: z.number().min(0).optional(),
  max: z.number().positive().optional(),
  fractions: z.boolean().default(false),
};
const quantityBounds = { unit: slug, ...bounds };

/** What quantities of one unit a price takes; both limits are inclusive, in units. */
export interface Bounds {
  min?: number;
  max?: number;
  fractions: boolean;
}

/** A price is a formula over the request: its quantities, its model and its options. Formulas nest. */
export type Price =
  | { type: 'free'; unit?: string }
  | ({ type: 'perUnit'; unit: string; credits: Micro; minimum?: Micro } & Bounds)
  | ({ type: 'perBlock'; unit: string; size: number; credits: Micro } & Bounds)
  | ({
      type: 'bands';
      unit: string;
      mode: 'whole' | 'graduated';
      bands: { upTo: number | null; credits: Micro }[];
    } & Bounds)
  | { type: 'product'; units: string[]; credits: Micro; minimum?: Micro; bounds: Record<string, Bounds> }
  | { type: 'byModel'; models: Record<string, Price> }
  | { type: 'byOption'; option: string; choices: Record<string, Price> }
  | { type: 'sum'; lines: { id: string; name: string; price: Price }[] };

export const price: z.ZodType<Price, unknown> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('free'), unit: slug.optional() }),
    z.strictObject({
      type: z.literal('perUnit'),
      credits: creditAmount,
      minimum: creditAmount.optional(),
      ...quantityBounds,
    }),
    z.strictObject({ type: z.literal('perBlock'), size: count, credits: creditAmount, ...quantityBounds }),
    z.strictObject({
      type: z.literal('bands'),
      mode: z.enum(['whole', 'graduated']),
      bands: z.array(z.strictObject({ upTo: z.number().positive().nullable(), credits: creditAmount })).min(1),
      ...quantityBounds,
    }),
    z.strictObject({
      type: z.literal('product'),
      units: z.array(slug).min(2).max(3),
      credits: creditAmount,
      minimum: creditAmount.optional(),
      /** For those units that have any. */
      bounds: z.record(slug, z.strictObject(bounds)).default({}),
    }),
    z.strictObject({ type: z.literal('byModel'), models: z.record(slug, price) }),
    z.strictObject({ type: z.literal('byOption'), option: slug, choices: z.record(slug, price) }),
    z.strictObject({
      type: z.literal('sum'),
      lines: z.array(z.strictObject({ id: slug, name, price })).min(1),
    }),
  ]),
);
