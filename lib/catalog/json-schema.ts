import { z } from 'zod';
import { catalogSchema } from './schema';

/**
 * What an editor shows beside a field. Keys are field names along the path, without list positions; a field that
 * stands in several places is named once by its last steps.
 */
export const fieldHints: Readonly<Record<string, string>> = {
  format: 'Version of this file format.',
  id: 'Lower-case words joined by hyphens. Never changes: accounts refer to it.',
  version: 'Counts up with each change of the price book. History keeps the version that priced it.',
  effectiveAt: 'The instant from which this version holds, in UTC: "2024-01-01T00:00:00Z".',
  currency: 'ISO 4217 code. Every price in this file is in its minor units (cents).',
  zone: 'The time zone that new accounts start with.',
  listPrice: 'List price of credits, where they have one: `credits` cost `price` minor units.',
  graceDays: 'Days after the first declined renewal before what had waited is locked.',
  defaultPlan: 'The plan of an account that chose none.',
  'plans/rank': 'Position on the ladder: a move to a higher rank is an upgrade.',
  'plans/billing': 'free: costs 0. paid: each period is paid before it opens. invoiced: by contract, opens by itself.',
  'plans/intervals/months': 'Length of a period in months.',
  'plans/intervals/price': 'For the whole interval, in minor units; null where it is set by contract.',
  'plans/intervals/pricePerSeat': 'true: the price is for each seat.',
  'plans/intervals/grants/when':
    'once: once ever per person. period: with each period. month: each month of a longer period. start: when the subscription starts.',
  'plans/intervals/grants/perSeat': 'true: the credits are for each seat; all go into one pool.',
  'grants/priority': 'Burn-down priority: lower pays first.',
  'plans/carryOver': 'How much of what recurring plan grants hold a renewal lets through.',
  'changes/upgrade/period': 'keep: period and anchor stay. restart: a new period starts now.',
  'changes/upgrade/unspent': 'endMatching: the credits that the credited money had bought end.',
  'addOns/shared': "true: the unit is one pool for the workspace. false: it is one user's.",
  'packs/needsSubscription': 'true: the credits can be spent only while a subscription is live.',
  'features/addition': "Sold as an addition to another feature's work.",
  'features/includes': 'A request may name further generations, each priced as lines of its own.',
  'models/detail': 'What one unit is, where the vendor says ("4 s clip").',
  'notes/path': 'JSON pointer to the figure or rule that the note is about.',
  'notes/kind': 'decision: the source is silent and we chose. assumption: we guess a fact.',
  fractions: 'true: quantities may have up to six decimals. Otherwise whole numbers only.',
  mode: 'whole: the band that the quantity falls in prices the whole generation. graduated: each unit costs what its own band says.',
  upTo: 'The last quantity of the band, inclusive; null for no end.',
};

/** Of credits JSON Schema sees only that they are a number or a text. */
const creditFields = ['credits', 'minimum'];
const creditsShape = { minimum: 0, pattern: '^\\d{1,9}(\\.\\d{1,6})?$' };

function hintFor(fields: readonly string[]): string | undefined {
  for (let from = 0; from < fields.length; from += 1) {
    const key = fields.slice(from).join('/');
    if (Object.hasOwn(fieldHints, key)) return fieldHints[key];
  }
  return undefined;
}

/** A copy in which each field has its hint. `fields` are the names on the way here. */
function withHints(node: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((each) => withHints(each, fields));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'properties' ? namedFields(value as Record<string, object>, fields) : withHints(value, fields),
    ]),
  );
}

function namedFields(properties: Record<string, object>, fields: readonly string[]): Record<string, object> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, node]) => {
      const here = [...fields, name];
      const description = hintFor(here);
      return [
        name,
        {
          ...(withHints(node, here) as object),
          ...(creditFields.includes(name) ? creditsShape : {}),
          ...(description ? { description } : {}),
        },
      ];
    }),
  );
}

/**
 * The catalog format as JSON Schema, for editors: completion, hints, and most mistakes while typing. What it can't say
 * (names that must exist, bands that must rise) is checked on load.
 */
export function catalogJsonSchema(): Record<string, unknown> {
  // Hints are laid over the result: the converter sees "a slug" once, wherever it is used, and would repeat one's hint.
  const schema = z.toJSONSchema(catalogSchema, { io: 'input' });
  return { ...(withHints(schema, []) as Record<string, unknown>), title: 'Catalog' };
}
