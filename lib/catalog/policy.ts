import { jsonNumber, type Micro } from '../credits';
import type { CarryOver, Catalog, Lifetime, Plan, PlanGrant, PlanInterval } from './schema';
import { dearer, divideHalfUp, unitPrice, type UnitPrice } from './unit-price';

/**
 * What a catalog's rules mean, as plain data: how long credits last, when they come, what they cost in money, and what
 * a change does. Words for it are in lib/messages/policy-words.ts; the price page and `npm run catalog` say the same.
 *
 * Credits are numbers of credits, money is whole minor units of the catalog's currency.
 */
export interface CatalogPolicy {
  currency: string;
  /** Days between the first declined renewal and the locking of what had waited for it. */
  graceDays: number;
  /** What credits cost where they have one price. */
  listPrice: UnitPrice | null;
  /** The cheapest and the dearest way to a credit; null where nothing has a price. */
  creditPrice: { cheapest: WayToBuy; dearest: WayToBuy } | null;
  plans: PlanPolicy[];
  addOns: AddOnPolicy[];
  packs: PackPolicy[];
  changes: ChangePolicy;
}

/** One way to buy credits. */
export interface WayToBuy {
  kind: 'list' | 'plan' | 'addOn' | 'pack';
  /** Of the plan, pack or add-on; the catalog's for its list price. */
  name: string;
  /** Length of the plan's period in months; null for what is no plan. */
  months: number | null;
  price: UnitPrice;
}

export interface PlanPolicy {
  id: string;
  name: string;
  billing: Plan['billing'];
  /** Null for a plan that is not sold by the seat. */
  seats: { min: number; max: number | null } | null;
  terms: TermPolicy[];
}

/** A plan paid in one way. */
export interface TermPolicy {
  id: string;
  /** Length of a period. */
  months: number;
  /** For a period; null where a contract sets it. */
  price: number | null;
  /** The price is for each seat. */
  pricePerSeat: boolean;
  /** The price's share of one month, rounded to the nearest, a half up. */
  pricePerMonth: number | null;
  /** What comes again with every period, in all: for the fewest seats that can be had. */
  recurringCredits: number;
  grants: GrantPolicy[];
  /** Of the credits that come again and again; null where they cost nothing, or there are none. */
  unit: UnitPrice | null;
}

/** Credits that a plan gives, when they come, and when they end. */
export interface GrantPolicy {
  credits: number;
  perSeat: boolean;
  /** `once` ever per person; `start` of the subscription; each `period`; each `month` of a longer period. */
  rhythm: PlanGrant['when'];
  lasting: Lasting;
}

/** How long credits can be used: the sooner of their own lifetime and what renewals let through. */
export interface Lasting {
  /** Months between two refreshes; `lasts.count` periods are each so long. Null for packs. */
  periodMonths: number | null;
  lasts: Lifetime;
  carried: Carried;
}

/** What a renewal lets through. `outside`: one-time credits and packs, which no renewal counts. */
export type Carried =
  | { type: 'outside' }
  | { type: 'everything' }
  | { type: 'nothing' }
  /** At most `times` the period's credits, which are `credits` (of one seat where it is by the seat). */
  | { type: 'times'; times: number; credits: number; perSeat: boolean }
  | { type: 'amount'; credits: number };

export interface AddOnPolicy {
  id: string;
  name: string;
  /** Names of the plans that it can be added to. */
  plans: string[];
  /** Of one unit, each month. */
  credits: number;
  price: number;
  shared: boolean;
  refundable: boolean;
  unit: UnitPrice | null;
}

export interface PackPolicy {
  id: string;
  name: string;
  credits: number;
  price: number;
  needsSubscription: boolean;
  lasting: Lasting;
  unit: UnitPrice | null;
}

/** What a change of plan does; null where the catalog leaves nothing to change to. */
export interface ChangePolicy {
  /** From a free plan to a paid one: a new subscription. */
  startsPaid: boolean;
  upgrade: Catalog['changes']['upgrade'] | null;
  downgrade: Catalog['changes']['downgrade'] | null;
  cancel: Catalog['changes']['cancel'] | null;
}

/** Reads what a catalog's rules mean. */
export function policyOf(catalog: Catalog): CatalogPolicy {
  return {
    currency: catalog.currency,
    graceDays: catalog.graceDays,
    listPrice: catalog.listPrice
      ? unitPrice(catalog.listPrice.price, catalog.listPrice.credits, catalog.currency)
      : null,
    creditPrice: creditPrice(catalog),
    plans: catalog.plans.map((plan) => planPolicy(plan, catalog.currency)),
    addOns: catalog.addOns.map((each) => ({
      id: each.id,
      name: each.name,
      plans: each.plans.map((id) => catalog.plans.find((plan) => plan.id === id)!.name),
      credits: jsonNumber(each.credits),
      price: Number(each.price),
      shared: each.shared,
      refundable: each.refundable,
      unit: unitPrice(each.price, each.credits, catalog.currency),
    })),
    packs: catalog.packs.map((each) => ({
      id: each.id,
      name: each.name,
      credits: jsonNumber(each.credits),
      price: Number(each.price),
      needsSubscription: each.needsSubscription,
      lasting: { periodMonths: null, lasts: each.lasts, carried: { type: 'outside' } },
      unit: unitPrice(each.price, each.credits, catalog.currency),
    })),
    changes: changePolicy(catalog),
  };
}

function planPolicy(plan: Plan, currency: string): PlanPolicy {
  return {
    id: plan.id,
    name: plan.name,
    billing: plan.billing,
    seats: plan.seats ? { min: plan.seats.min, max: plan.seats.max ?? null } : null,
    terms: plan.intervals.map((interval) => termPolicy(plan, interval, currency)),
  };
}

function termPolicy(plan: Plan, interval: PlanInterval, currency: string): TermPolicy {
  const bought = boughtTogether(plan, interval);
  return {
    id: interval.id,
    months: interval.months,
    price: interval.price === null ? null : Number(interval.price),
    pricePerSeat: interval.pricePerSeat,
    pricePerMonth: interval.price === null ? null : Number(divideHalfUp(interval.price, BigInt(interval.months))),
    recurringCredits: jsonNumber(recurringCredits(plan, interval)),
    grants: interval.grants.map((grant) => ({
      credits: jsonNumber(grant.credits),
      perSeat: grant.perSeat,
      rhythm: grant.when,
      lasting: {
        periodMonths: grant.when === 'month' ? 1 : interval.months,
        lasts: grant.lasts,
        carried: isRecurring(grant) ? carriedOf(plan.carryOver, interval) : { type: 'outside' },
      },
    })),
    unit: bought && bought.minor > 0n ? unitPrice(bought.minor, bought.credits, currency) : null,
  };
}

/** How often a grant comes within one period: what comes once has no part in a price per credit. */
function timesEachPeriod(grant: PlanGrant, interval: PlanInterval): bigint {
  if (grant.when === 'period') return 1n;
  return grant.when === 'month' ? BigInt(interval.months) : 0n;
}

export function isRecurring(grant: PlanGrant): boolean {
  return grant.when === 'period' || grant.when === 'month';
}

/** A period's money and the credits that it buys, for the fewest seats that can be had; null without price or credits. */
export function boughtTogether(plan: Plan, interval: PlanInterval): { minor: bigint; credits: Micro } | null {
  const credits = recurringCredits(plan, interval);
  if (interval.price === null || credits === 0n) return null;
  return { minor: interval.price * (interval.pricePerSeat ? fewestSeats(plan) : 1n), credits };
}

function recurringCredits(plan: Plan, interval: PlanInterval): Micro {
  return interval.grants.reduce(
    (sum, grant) => sum + grant.credits * timesEachPeriod(grant, interval) * (grant.perSeat ? fewestSeats(plan) : 1n),
    0n,
  );
}

function fewestSeats(plan: Plan): bigint {
  return BigInt(plan.seats?.min ?? 1);
}

function carriedOf(policy: CarryOver, interval: PlanInterval): Carried {
  switch (policy.type) {
    case 'everything':
    case 'nothing':
      return { type: policy.type };
    case 'amount':
      return { type: 'amount', credits: jsonNumber(policy.credits) };
    case 'multiple': {
      const recurring = interval.grants.filter(isRecurring);
      const credits = jsonNumber(recurring.reduce((sum, grant) => sum + grant.credits, 0n));
      return { type: 'times', times: policy.times, credits, perSeat: recurring.some((grant) => grant.perSeat) };
    }
  }
}

/** Every way to buy credits by itself, with its exact money and credits. */
export function waysToBuy(catalog: Catalog): (Omit<WayToBuy, 'price'> & { minor: bigint; credits: Micro })[] {
  const { listPrice } = catalog;
  const plans = catalog.plans.flatMap((plan) =>
    plan.intervals.flatMap((interval) => {
      const bought = boughtTogether(plan, interval);
      return bought ? [{ kind: 'plan' as const, name: plan.name, months: interval.months, ...bought }] : [];
    }),
  );
  return [
    ...(listPrice
      ? [
          {
            kind: 'list' as const,
            name: catalog.name,
            months: null,
            minor: listPrice.price,
            credits: listPrice.credits,
          },
        ]
      : []),
    ...plans,
    ...catalog.addOns.map(({ name, price: minor, credits }) => ({
      kind: 'addOn' as const,
      name,
      months: null,
      minor,
      credits,
    })),
    ...catalog.packs.map(({ name, price: minor, credits }) => ({
      kind: 'pack' as const,
      name,
      months: null,
      minor,
      credits,
    })),
  ].filter((way) => way.minor > 0n && way.credits > 0n);
}

function creditPrice(catalog: Catalog): CatalogPolicy['creditPrice'] {
  const [first, ...others] = waysToBuy(catalog);
  if (!first) return null;
  let [cheapest, dearest] = [first, first];
  for (const way of others) {
    if (dearer(cheapest, way)) cheapest = way;
    if (dearer(way, dearest)) dearest = way;
  }
  const shown = ({ kind, name, months, minor, credits }: typeof first): WayToBuy => ({
    kind,
    name,
    months,
    price: unitPrice(minor, credits, catalog.currency)!,
  });
  return { cheapest: shown(cheapest), dearest: shown(dearest) };
}

function changePolicy({ plans, changes }: Catalog): ChangePolicy {
  const paid = plans.filter((plan) => plan.billing === 'paid');
  const ranks = new Set(paid.map((plan) => plan.rank));
  return {
    startsPaid: paid.length > 0 && plans.some((plan) => plan.billing === 'free'),
    upgrade: ranks.size > 1 ? changes.upgrade : null,
    downgrade: ranks.size > 1 ? changes.downgrade : null,
    cancel: paid.length > 0 ? changes.cancel : null,
  };
}
