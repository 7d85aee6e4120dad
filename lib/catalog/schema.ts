import { z } from 'zod';
import { isZone } from '../time';
import { crossReferences } from './cross-references';
import { count, creditAmount, name, price, slug } from './price-schema';

export type { Bounds, Price } from './price-schema';

/**
 * The format of a catalog: what a vendor publishes, as one data file. Drawn up on four published schemes at once, so
 * that a fifth needs a new file and no code. docs/catalogs.md explains every field to an author.
 *
 * Every object is strict: a misspelt field is an error with its path, never a rule that silently does not apply.
 */

const minorUnits = z.int().min(0).max(1_000_000_000_000).transform(BigInt);

/** How long a grant lasts, counted from the moment it is effective. `periods: 1` is its own period only. */
const lifetime = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('never') }),
  z.strictObject({ type: z.literal('periods'), count }),
  z.strictObject({ type: z.literal('days'), count }),
  z.strictObject({ type: z.literal('months'), count }),
]);

/** Credits that a plan gives, and when. `once` is once ever per person, whatever they subscribe to later. */
const planGrant = z.strictObject({
  id: slug,
  credits: creditAmount,
  perSeat: z.boolean().default(false),
  /**
   * `start` of the subscription; each `period`; within the period each `month` of it, on the first of each
   * `calendarMonth`, or each `everyDays` days.
   */
  when: z.enum(['once', 'period', 'month', 'calendarMonth', 'days', 'start']),
  everyDays: z.int().min(1).max(3660).optional(),
  /** `periods` of a grant that comes within the period are counted in its own rhythm. */
  lasts: lifetime,
  /** Burn-down priority: lower pays first. */
  priority: z.int().min(-1000).max(1000).default(0),
});

/** One way of paying for a plan. `price` is for the whole interval; null where it is set by contract. */
const interval = z.strictObject({
  id: slug,
  months: z.int().min(1).max(36),
  price: minorUnits.nullable(),
  pricePerSeat: z.boolean().default(false),
  grants: z.array(planGrant),
});

/** How much of what recurring plan grants hold (available and held) a renewal lets through. */
const carryOver = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('everything') }),
  z.strictObject({ type: z.literal('nothing') }),
  z.strictObject({ type: z.literal('multiple'), of: z.literal('periodCredits'), times: z.number().positive() }),
  z.strictObject({ type: z.literal('amount'), credits: creditAmount }),
  /** A part of what is left, rounded down to the micro-credit, and at most so much. */
  z.strictObject({
    type: z.literal('fraction'),
    of: z.literal('unspent'),
    fraction: z.number().positive().max(1),
    atMost: creditAmount.optional(),
  }),
]);

const plan = z.strictObject({
  id: slug,
  name,
  /** Position on the ladder: a higher rank is an upgrade. */
  rank: z.int().min(0),
  billing: z.enum(['free', 'paid', 'invoiced']),
  seats: z.strictObject({ min: count, max: count.optional() }).optional(),
  intervals: z.array(interval).min(1),
  carryOver,
});

/**
 * `charge`: the whole new price; what it is more than the old one; or what is left of the period of that difference
 * (with `restart`: the whole new price less what is left of the old one). `grant` likewise. `endMatching`: where the
 * unused part of the old price is given back, the credits that it had bought end, and no more is given back than they
 * had cost.
 */
const change = z.strictObject({
  period: z.enum(['keep', 'restart']),
  charge: z.enum(['full', 'difference', 'prorated']),
  grant: z.enum(['full', 'difference', 'prorated']),
  unspent: z.enum(['keep', 'endMatching']).default('keep'),
});

/** What a change of plan does at once: what becomes of the period, what is paid, what is given, what ends. */
export type ChangeRule = z.output<typeof change>;

const addOn = z.strictObject({
  id: slug,
  name,
  plans: z.array(slug).min(1),
  credits: creditAmount,
  price: minorUnits,
  shared: z.boolean(),
  refundable: z.boolean(),
  ends: z.literal('mainPlanRenewal'),
});

const pack = z.strictObject({
  id: slug,
  name,
  credits: creditAmount,
  price: minorUnits,
  lasts: lifetime,
  needsSubscription: z.boolean().default(false),
  /** The price of one pack from so many on, when they are bought together. */
  volume: z.array(z.strictObject({ from: z.int().min(2).max(100), price: minorUnits })).default([]),
  /** The price of one pack for those on a plan. */
  planPrices: z.record(slug, minorUnits).default({}),
  priority: z.int().min(-1000).max(1000).default(0),
});

/** In which order grants pay. Ties that are left are broken by age and number, so that two runs always agree. */
const burnDown = z.strictObject({
  order: z
    .array(z.enum(['priority', 'soonestEnd', 'oldest', 'newest', 'free', 'paid', 'source']))
    .min(1)
    .default(['priority', 'soonestEnd', 'oldest']),
  /** For `source`: which pays first; those that are not named pay last. */
  sources: z
    .array(z.enum(['plan', 'once', 'goodwill', 'promotion', 'pack', 'add_on', 'contract', 'import', 'refund']))
    .default([]),
});

const feature = z.strictObject({
  id: slug,
  name,
  product: slug,
  kind: z.enum(['video', 'image', 'music', 'sound', 'audio', 'text', 'avatar', 'edit', 'chat', 'script']),
  price,
  /** Sold as an addition to another feature's work. */
  addition: z.boolean().default(false),
  /** The first units of it that cost nothing, for each account. */
  firstFree: z.strictObject({ units: z.number().positive(), per: z.enum(['period', 'day', 'ever']) }).optional(),
  /** May name further generations in the same request, each priced as its own lines. */
  includes: z.boolean().default(false),
});

const model = z.strictObject({
  id: slug,
  name,
  kind: z.enum(['video', 'image', 'music', 'sound', 'audio', 'text']),
  /** What one unit is, where the vendor says ("4 s clip"). */
  detail: z.string().max(80).optional(),
  tier: z.enum(['draft', 'standard', 'premium']).optional(),
});

/** Where a number is ours and not the vendor's, and why. `path` is a JSON pointer into the file. */
const note = z.strictObject({
  path: z.string().regex(/^(\/[^/]+)+$/, 'a JSON pointer such as "/plans/0/intervals/0/price"'),
  kind: z.enum(['decision', 'assumption']),
  text: z.string().trim().min(1).max(500),
});

const iso = z.iso.datetime({ offset: false }).transform((text) => Date.parse(text));

export const catalogSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal(1),
    id: slug,
    version: z.int().min(1),
    effectiveAt: iso,
    name,
    currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as "USD"'),
    /** The zone that new accounts start with. */
    zone: z.string().refine(isZone, 'an IANA zone such as "Europe/Berlin"').default('UTC'),
    /** List price of credits where they have one: `credits` cost `price` minor units. */
    listPrice: z.strictObject({ credits: creditAmount, price: minorUnits }).optional(),
    /** Days between the first declined payment of a renewal and the locking of what had waited for it. */
    graceDays: z.int().min(0).max(365),
    /** Credits that come once with the first declined payment of a renewal, so that work can go on. */
    graceCredits: z.strictObject({ credits: creditAmount, lasts: lifetime }).optional(),
    burnDown: burnDown.default({ order: ['priority', 'soonestEnd', 'oldest'], sources: [] }),
    products: z.array(z.strictObject({ id: slug, name })).min(1),
    /** The plan of an account that chose none. */
    defaultPlan: slug,
    plans: z.array(plan).min(1),
    changes: z.strictObject({
      upgrade: change,
      /** Other ways to upgrade that the customer may choose; `upgrade` is what happens without a choice. */
      upgradeChoices: z.array(change.extend({ id: slug, name })).default([]),
      /** From an interval to a longer one. From a longer to a shorter one happens at the period's end. */
      longerInterval: change.default({
        period: 'restart',
        charge: 'prorated',
        grant: 'full',
        unspent: 'endMatching',
      }),
      downgrade: z.strictObject({
        at: z.literal('periodEnd'),
        unspent: z.enum(['keepToExpiry', 'end']),
        /** Whose carry-over limits what comes along: the plan that one renews into, or the one that one leaves. */
        carryOverOf: z.enum(['new', 'old']).default('new'),
      }),
      cancel: z.strictObject({ at: z.literal('periodEnd'), unspent: z.enum(['keepToExpiry', 'end']) }),
    }),
    addOns: z.array(addOn).default([]),
    packs: z.array(pack).default([]),
    models: z.array(model).default([]),
    features: z.array(feature).min(1),
    notes: z.array(note).default([]),
  })
  .superRefine((catalog, context) => {
    for (const problem of crossReferences(catalog)) {
      context.addIssue({ code: 'custom', path: problem.path, message: problem.message });
    }
  });

export type Catalog = z.output<typeof catalogSchema>;
export type Plan = Catalog['plans'][number];
export type PlanInterval = Plan['intervals'][number];
export type PlanGrant = PlanInterval['grants'][number];
export type Feature = Catalog['features'][number];
export type Model = Catalog['models'][number];
export type CarryOver = Plan['carryOver'];
export type Lifetime = PlanGrant['lasts'];
export type Pack = Catalog['packs'][number];

/** The catalog's version in force at an instant. */
export type CatalogAt = (at: number) => Catalog;
