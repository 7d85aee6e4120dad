import { jsonNumber } from '../credits';
import { burnDownOf, type BurnDownPolicy } from './burn-down-policy';
import { lastingOf, outside, type Lasting } from './lasting';
import type { Catalog, ChangeRule, Pack, Plan, PlanGrant, PlanInterval } from './schema';
import { divideHalfUp, unitPrice, type UnitPrice } from './unit-price';
import { boughtTogether, creditPrice, planPricesOf, recurringCredits, type WayToBuy } from './ways-to-buy';

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
  /** Credits that come with the first declined renewal; null: none. */
  graceCredits: { credits: number; lasting: Lasting } | null;
  /** In which order credits are used. */
  burnDown: BurnDownPolicy;
  /** What credits cost where they have one price. */
  listPrice: UnitPrice | null;
  /** The cheapest and the dearest way to a credit; null where nothing has a price. */
  creditPrice: { cheapest: WayToBuy; dearest: WayToBuy } | null;
  plans: PlanPolicy[];
  addOns: AddOnPolicy[];
  packs: PackPolicy[];
  changes: ChangePolicy;
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
  /**
   * What comes again with every period, in all: for the fewest seats that can be had. Of credits that come every so many
   * days, those of 365 days for a year and of as many for a month as that makes in whole days, 30.
   */
  recurringCredits: number;
  grants: GrantPolicy[];
  /** Of the credits that come again and again; null where they cost nothing, or there are none. */
  unit: UnitPrice | null;
}

/** Credits that a plan gives, when they come, and when they end. */
export interface GrantPolicy {
  credits: number;
  perSeat: boolean;
  /**
   * `once` ever per person; `start` of the subscription; each `period`; within the period each `month`, on the first of
   * each `calendarMonth`, or every so many `days`.
   */
  rhythm: PlanGrant['when'];
  /** Of credits that come by the day: every how many days; else null. */
  everyDays: number | null;
  lasting: Lasting;
}

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
  /** The price of one pack where so many or more are bought together. */
  volume: { from: number; price: number; unit: UnitPrice | null }[];
  /** The price of one pack for those on a plan. */
  planPrices: { plan: string; price: number; unit: UnitPrice | null }[];
}

/** What a change of plan does; null where the catalog leaves nothing to change to. */
export interface ChangePolicy {
  /** From a free plan to a paid one: a new subscription. */
  startsPaid: boolean;
  upgrade: ChangeRule | null;
  /** Other ways to upgrade that the customer may choose. */
  upgradeChoices: (ChangeRule & { name: string })[];
  /** From a way of paying to a longer one, of the same plan or a higher one; null where there is none. */
  longerInterval: ChangeRule | null;
  downgrade: Catalog['changes']['downgrade'] | null;
  cancel: Catalog['changes']['cancel'] | null;
}

/** Reads what a catalog's rules mean. */
export function policyOf(catalog: Catalog): CatalogPolicy {
  return {
    currency: catalog.currency,
    graceDays: catalog.graceDays,
    graceCredits: catalog.graceCredits
      ? { credits: jsonNumber(catalog.graceCredits.credits), lasting: outside(catalog.graceCredits.lasts) }
      : null,
    burnDown: burnDownOf(catalog),
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
    packs: catalog.packs.map((each) => packPolicy(each, catalog)),
    changes: changePolicy(catalog),
  };
}

function packPolicy(pack: Pack, catalog: Catalog): PackPolicy {
  const priced = (price: bigint) => ({
    price: Number(price),
    unit: unitPrice(price, pack.credits, catalog.currency),
  });
  return {
    id: pack.id,
    name: pack.name,
    credits: jsonNumber(pack.credits),
    ...priced(pack.price),
    needsSubscription: pack.needsSubscription,
    lasting: outside(pack.lasts),
    volume: pack.volume.map(({ from, price }) => ({ from, ...priced(price) })),
    planPrices: planPricesOf(pack, catalog).map(({ plan, price }) => ({ plan: plan.name, ...priced(price) })),
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
      everyDays: grant.everyDays ?? null,
      lasting: lastingOf(grant, interval, plan),
    })),
    unit: bought && bought.minor > 0n ? unitPrice(bought.minor, bought.credits, currency) : null,
  };
}

function changePolicy({ plans, changes }: Catalog): ChangePolicy {
  const paid = plans.filter((plan) => plan.billing === 'paid');
  const ranks = new Set(paid.map((plan) => plan.rank));
  const terms = paid.flatMap((plan) => plan.intervals.map(({ months }) => ({ plan, months })));
  const steps = terms.flatMap((from) => terms.map((into) => ({ from, into })));
  const upgrades = steps.some(({ from, into }) => from.months === into.months && from.plan.rank < into.plan.rank);
  const lengthens = steps.some(
    ({ from, into }) => from.months < into.months && (from.plan === into.plan || from.plan.rank < into.plan.rank),
  );
  return {
    startsPaid: paid.length > 0 && plans.some((plan) => plan.billing === 'free'),
    upgrade: upgrades ? changes.upgrade : null,
    upgradeChoices: upgrades ? changes.upgradeChoices : [],
    longerInterval: lengthens ? changes.longerInterval : null,
    downgrade: ranks.size > 1 ? changes.downgrade : null,
    cancel: paid.length > 0 ? changes.cancel : null,
  };
}
