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
  graceCredits: 'Credits that come once with the first declined payment of a renewal.',
  'burnDown/order':
    'Which credits pay first; ties are settled by the next word. "oldest", then the number of the grant, end it.',
  'burnDown/sources': 'For "source": which pay first, in this order. Those that are not named pay last.',
  defaultPlan: 'The plan of an account that chose none.',
  'plans/rank': 'Position on the ladder: a move to a higher rank is an upgrade.',
  'plans/billing': 'free: costs 0. paid: each period is paid before it opens. invoiced: by contract, opens by itself.',
  'plans/intervals/months': 'Length of a period in months.',
  'plans/intervals/price': 'For the whole interval, in minor units; null where it is set by contract.',
  'plans/intervals/pricePerSeat': 'true: the price is for each seat.',
  'plans/intervals/grants/when':
    'once: once ever per person. start: when the subscription starts. period: with each period. month: each month of a longer period. calendarMonth: on the 1st of each month. days: every so many days (everyDays).',
  'plans/intervals/grants/everyDays':
    'With "days": 1 is each day, 7 each week, counted from the subscription\'s anchor.',
  lasts:
    'never; so many periods (1: its own; of credits that come within the period, their own rhythm); so many days or months from when it can be used.',
  'plans/intervals/grants/perSeat': 'true: the credits are for each seat; all go into one pool.',
  'grants/priority': 'Burn-down priority: lower pays first.',
  'plans/carryOver': 'How much of what recurring plan grants hold a renewal lets through.',
  'carryOver/times': "How many periods' credits, with at most six decimals.",
  'carryOver/fraction': 'The part of what is left that is carried, above 0 and at most 1: 0.5 is half.',
  'carryOver/atMost': 'And never more than so many credits.',
  'changes/upgradeChoices':
    'Other ways to upgrade that the customer may choose; "upgrade" is what happens without a choice.',
  'changes/longerInterval':
    'From a way of paying to a longer one. From a longer to a shorter one happens at the end of the period.',
  'changes/downgrade/carryOverOf':
    'Whose carry-over limits what comes along: the plan renewed into (new) or the one that is left (old).',
  'changes/upgrade/charge':
    'full: the new price. difference: new less old. prorated: the difference for the time that is left; with restart the new price less what is left of the old.',
  'changes/upgrade/grant': 'The same three for credits.',
  'changes/upgrade/period': 'keep: period and anchor stay. restart: a new period starts now.',
  'changes/upgrade/unspent': 'endMatching: the credits that the credited money had bought end.',
  'addOns/shared': "true: the unit is one pool for the workspace. false: it is one user's.",
  'packs/needsSubscription': 'true: the credits can be spent only while a subscription is live.',
  'packs/volume': 'The price of one pack from so many on, when they are bought together.',
  'packs/planPrices': "The price of one pack for those on a plan, by the plan's id.",
  'features/firstFree':
    'The first units that cost nothing, for each account: in each period, each day of its zone, or ever.',
  'features/addition': "Sold as an addition to another feature's work.",
  'features/includes': 'A request may name further generations, each priced as lines of its own.',
  'models/detail': 'What one unit is, where the vendor says ("4 s clip").',
  'notes/path': 'JSON pointer to the figure or rule that the note is about.',
  'notes/kind': 'decision: the source is silent and we chose. assumption: we guess a fact.',
  units: 'Two or three units, multiplied: pieces × days. A request gives a number for each.',
  bounds: 'The limits of each unit, by its name.',
  fractions: 'true: quantities may have up to six decimals. Otherwise whole numbers only.',
  mode: 'whole: the band that the quantity falls in prices the whole generation. graduated: each unit costs what its own band says.',
  upTo: 'The last quantity of the band, inclusive; null for no end.',
};

/** Of credits JSON Schema sees only that they are a number or a text. */
const creditFields = ['credits', 'minimum', 'atMost'];
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
