import { z } from 'zod';
import { AMOUNT_MAX, decimalText, microFromNumber, parseMicro, type Micro } from '../credits';
import { isZone } from '../time';

/**
 * The format of a catalog: what a vendor publishes, as one data file. Drawn up on four published schemes at once, so
 * that a fifth needs a new file and no code. docs/catalogs.md explains every field to an author.
 *
 * Every object is strict: a misspelt field is an error with its path, never a rule that silently does not apply.
 */

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, such as "ai-edit"');
const name = z.string().trim().min(1).max(80);
const minorUnits = z.int().min(0).max(1_000_000_000_000).transform(BigInt);
const count = z.int().min(1).max(1_000_000_000);

/** Credits in a file: 48, 0.5 or "0.000001"; in memory: micro-credits. */
const creditAmount = z.union([z.number(), z.string()]).transform((value, context): Micro => {
  const amount = typeof value === 'number' ? microFromNumber(value) : parseMicro(value);
  if (amount !== null && amount <= AMOUNT_MAX) return amount;
  const largest = decimalText(AMOUNT_MAX);
  context.addIssue({ code: 'custom', message: `credits are a number from 0 to ${largest} with at most six decimals` });
  return z.NEVER;
});

/** How long a grant lasts, counted from the moment it is effective. `periods: 1` is its own period only. */
const lifetime = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('never') }),
  z.strictObject({ type: z.literal('periods'), count }),
  z.strictObject({ type: z.literal('days'), count }),
  z.strictObject({ type: z.literal('months'), count }),
]);

/** The bounds of a quantity. Whole numbers unless `fractions` is true. */
const quantityBounds = {
  unit: slug,
  min: z.number().min(0).optional(),
  max: z.number().positive().optional(),
  fractions: z.boolean().default(false),
};

/** A price is a formula over the request: its quantities, its model and its options. Formulas nest. */
export type Price =
  | { type: 'free'; unit?: string }
  | { type: 'perUnit'; unit: string; credits: Micro; minimum?: Micro; min?: number; max?: number; fractions: boolean }
  | { type: 'perBlock'; unit: string; size: number; credits: Micro; min?: number; max?: number; fractions: boolean }
  | {
      type: 'bands';
      unit: string;
      mode: 'whole' | 'graduated';
      bands: { upTo: number | null; credits: Micro }[];
      min?: number;
      max?: number;
      fractions: boolean;
    }
  | { type: 'byModel'; models: Record<string, Price> }
  | { type: 'byOption'; option: string; choices: Record<string, Price> }
  | { type: 'sum'; lines: { id: string; name: string; price: Price }[] };

const price: z.ZodType<Price, unknown> = z.lazy(() =>
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
    z.strictObject({ type: z.literal('byModel'), models: z.record(slug, price) }),
    z.strictObject({ type: z.literal('byOption'), option: slug, choices: z.record(slug, price) }),
    z.strictObject({
      type: z.literal('sum'),
      lines: z.array(z.strictObject({ id: slug, name, price })).min(1),
    }),
  ]),
);

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

type Path = (string | number)[];
interface Problem {
  path: Path;
  message: string;
}
/** What crossReferences needs of a catalog that has its shape but is not yet known to be whole. */
type Shape = Omit<z.output<typeof catalogSchema>, never>;

/** Everything a shape alone can't say: names that must exist, be unique, or fit each other. */
function* crossReferences(catalog: Shape): Generator<Problem> {
  for (const list of ['products', 'plans', 'addOns', 'packs', 'models', 'features'] as const) {
    yield* repeated(catalog[list], [list]);
  }
  const plans = new Set(catalog.plans.map((each) => each.id));
  const products = new Set(catalog.products.map((each) => each.id));
  const models = new Set(catalog.models.map((each) => each.id));

  if (!plans.has(catalog.defaultPlan)) {
    yield { path: ['defaultPlan'], message: `no plan is called "${catalog.defaultPlan}"` };
  }
  for (const [index, each] of catalog.plans.entries()) {
    yield* repeated(each.intervals, ['plans', index, 'intervals']);
    for (const [at, term] of each.intervals.entries()) {
      const path = ['plans', index, 'intervals', at];
      yield* repeated(term.grants, [...path, 'grants']);
      for (const [place, rule] of term.grants.entries()) {
        // Refused rather than ignored: a published rule that does nothing would take credits from customers.
        if (rule.when === 'month') {
          yield {
            path: [...path, 'grants', place, 'when'],
            message: 'credits for each month of a longer interval are not given yet',
          };
        }
      }
      if (each.billing === 'free' && term.price !== 0n) {
        yield { path: [...path, 'price'], message: 'a free plan costs 0' };
      }
      if (each.billing === 'paid' && (term.price === null || term.price === 0n)) {
        yield { path: [...path, 'price'], message: 'a paid plan needs a price above 0' };
      }
    }
  }
  for (const [index, each] of catalog.packs.entries()) {
    if (each.credits === 0n) yield { path: ['packs', index, 'credits'], message: 'a pack has more than 0 credits' };
  }
  for (const [index, each] of catalog.addOns.entries()) {
    if (each.credits === 0n) yield { path: ['addOns', index, 'credits'], message: 'an add-on has more than 0 credits' };
    for (const [at, id] of each.plans.entries()) {
      const plan = catalog.plans.find((each) => each.id === id);
      if (!plan) yield { path: ['addOns', index, 'plans', at], message: `no plan is called "${id}"` };
      // A free plan renews without a payment, and its units would be granted unpaid.
      else if (plan.billing === 'free') {
        yield { path: ['addOns', index, 'plans', at], message: 'add-ons need a plan that is paid for' };
      }
    }
  }
  for (const [index, each] of catalog.features.entries()) {
    if (!products.has(each.product)) {
      yield { path: ['features', index, 'product'], message: `no product is called "${each.product}"` };
    }
    yield* priceProblems(each.price, ['features', index, 'price'], models);
  }
  for (const [index, each] of catalog.notes.entries()) {
    if (!pointsSomewhere(catalog, each.path)) {
      yield { path: ['notes', index, 'path'], message: `nothing is at "${each.path}" in this file` };
    }
  }
}

function* repeated(list: { id: string }[], path: Path): Generator<Problem> {
  const seen = new Set<string>();
  for (const [index, { id }] of list.entries()) {
    if (seen.has(id)) yield { path: [...path, index, 'id'], message: `"${id}" stands here twice` };
    seen.add(id);
  }
}

function* priceProblems(price: Price, path: Path, models: Set<string>): Generator<Problem> {
  switch (price.type) {
    case 'byModel':
      if (Object.keys(price.models).length === 0) yield { path, message: 'at least one model needs a price' };
      for (const [id, inner] of Object.entries(price.models)) {
        if (!models.has(id)) yield { path: [...path, 'models', id], message: `no model is called "${id}"` };
        yield* priceProblems(inner, [...path, 'models', id], models);
      }
      return;
    case 'byOption':
      if (Object.keys(price.choices).length === 0) yield { path, message: 'at least one choice needs a price' };
      for (const [id, inner] of Object.entries(price.choices)) {
        yield* priceProblems(inner, [...path, 'choices', id], models);
      }
      return;
    case 'sum':
      yield* repeated(price.lines, [...path, 'lines']);
      for (const [index, line] of price.lines.entries()) {
        yield* priceProblems(line.price, [...path, 'lines', index, 'price'], models);
      }
      return;
    case 'bands':
      yield* boundProblems(price, path);
      for (const [index, band] of price.bands.entries()) {
        const previous = price.bands[index - 1];
        if (previous && (previous.upTo === null || (band.upTo !== null && band.upTo <= previous.upTo))) {
          yield { path: [...path, 'bands', index, 'upTo'], message: 'bands go upwards; only the last may be open' };
        }
        if (band.upTo !== null) yield* inexact(band.upTo, price.fractions, [...path, 'bands', index, 'upTo']);
      }
      return;
    case 'perUnit':
    case 'perBlock':
      yield* boundProblems(price, path);
      return;
    case 'free':
      return;
  }
}

function* boundProblems(bounds: { min?: number; max?: number; fractions: boolean }, path: Path): Generator<Problem> {
  for (const bound of ['min', 'max'] as const) {
    const value = bounds[bound];
    if (value !== undefined) yield* inexact(value, bounds.fractions, [...path, bound]);
  }
  if (bounds.min !== undefined && bounds.max !== undefined && bounds.min > bounds.max) {
    yield { path: [...path, 'max'], message: 'max is below min' };
  }
}

/** Quantities are exact, so their limits must be too. */
function* inexact(value: number, fractions: boolean, path: Path): Generator<Problem> {
  if (microFromNumber(value) === null) yield { path, message: 'a quantity has at most six decimals' };
  else if (!fractions && !Number.isInteger(value)) yield { path, message: 'a whole number, unless fractions is true' };
}

function pointsSomewhere(root: unknown, pointer: string): boolean {
  let here: unknown = root;
  for (const step of pointer.slice(1).split('/')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return false;
    here = (here as Record<string, unknown>)[step];
  }
  return true;
}
