import { z } from 'zod';
import { listed, nearest, quoted } from '../catalog/nearest';
import type { Instant, Zone } from '../time';
import { MOMENT, readMoment } from './moment';

/** What the fields of a scenario are made of. */

/** An object that takes no other fields than these, and says of a misspelt one which may have been meant. */
export function exact<const Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (issue.keys as string[]).map((key) => unknownName('field', key, Object.keys(shape))).join('; ')
        : undefined,
  });
}

/** 'no field is called "quantty" here; did you mean "quantity"?' */
export function unknownName(what: string, name: unknown, known: readonly string[]): string {
  const missing = typeof name !== 'string' ? `the ${what} has no name` : `no ${what} is called ${quoted(name)} here`;
  return known.length === 0 ? missing : `${missing}; did you mean ${listed(nearest(String(name), known).slice(0, 3))}?`;
}

/** One of a closed list of words. */
export function word<const Words extends readonly [string, ...string[]]>(what: string, words: Words) {
  return z.enum(words, { error: (issue) => unknownName(what, issue.input, words) });
}

/** An id of the catalog. Whether the catalog has it is found out by doing. */
export const catalogId = z.string().min(1).max(80);

/** A name that the author gives to a generation, a quote or a grant, to speak of it later. */
export const ownName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, such as "clip-1"');

/** Why, for whoever reads the scenario. */
export const why = z.string().trim().min(1).max(1_000);

/** Money in whole minor units of the catalog's currency: 999 is $9.99. */
export const money = z.int().min(0).max(1_000_000_000_000).transform(BigInt);

/** A moment, read in the account's zone. */
export function momentIn(zone: Zone) {
  return z
    .string()
    .regex(MOMENT, 'a moment is a day ("2026-03-15"), a day and time, or an instant ("2026-03-15T12:00:00Z")')
    .transform((text, context): Instant => {
      const read = readMoment(text, zone);
      if (read.ok) return read.at;
      context.addIssue({ code: 'custom', message: read.reason });
      return z.NEVER;
    });
}

/** What is asked for, as the price list is asked: by feature, model, quantity and options. */
const asked = {
  feature: catalogId,
  model: catalogId.optional(),
  quantity: z.union([z.number(), z.record(z.string(), z.number())]).optional(),
  options: z.record(z.string(), z.string()).optional(),
};

export const requestFields = { ...asked, includes: z.array(exact(asked)).optional() };
