import { featurePriceProblems } from './price-problems';
import { inexact, repeated, repeatedWords, type Path, type Problem } from './problem';
import type { Catalog, ChangeRule, Pack, Plan, PlanGrant, PlanInterval } from './schema';

/**
 * Everything that a shape alone can't say: names that must exist, be unique, or fit each other, and rules that could
 * never do anything. Those are refused rather than ignored: a rule that is published and does nothing deceives.
 */
export function* crossReferences(catalog: Catalog): Generator<Problem> {
  for (const list of ['products', 'plans', 'addOns', 'packs', 'models', 'features'] as const) {
    yield* repeated(catalog[list], [list]);
  }
  if (!catalog.plans.some(({ id }) => id === catalog.defaultPlan)) {
    yield { path: ['defaultPlan'], message: `no plan is called "${catalog.defaultPlan}"` };
  }
  if (catalog.graceCredits?.credits === 0n) {
    yield { path: ['graceCredits', 'credits'], message: 'more than 0 credits, or no graceCredits at all' };
  }
  for (const [index, each] of catalog.plans.entries()) yield* planProblems(each, ['plans', index]);
  yield* changeProblems(catalog);
  yield* addOnProblems(catalog);
  for (const [index, each] of catalog.packs.entries()) yield* packProblems(each, catalog, ['packs', index]);
  yield* burnDownProblems(catalog);
  const models = new Set(catalog.models.map(({ id }) => id));
  for (const [index, each] of catalog.features.entries()) {
    if (!catalog.products.some(({ id }) => id === each.product)) {
      yield { path: ['features', index, 'product'], message: `no product is called "${each.product}"` };
    }
    yield* featurePriceProblems(each, models, ['features', index]);
  }
  for (const [index, each] of catalog.notes.entries()) {
    if (!pointsSomewhere(catalog, each.path)) {
      yield { path: ['notes', index, 'path'], message: `nothing is at "${each.path}" in this file` };
    }
  }
}

function* planProblems(plan: Plan, path: Path): Generator<Problem> {
  yield* repeated(plan.intervals, [...path, 'intervals']);
  for (const [index, interval] of plan.intervals.entries()) {
    const at = [...path, 'intervals', index];
    yield* repeated(interval.grants, [...at, 'grants']);
    for (const [place, grant] of interval.grants.entries()) {
      yield* rhythmProblems(grant, interval, [...at, 'grants', place]);
    }
    if (plan.billing === 'free' && interval.price !== 0n) {
      yield { path: [...at, 'price'], message: 'a free plan costs 0' };
    }
    if (plan.billing === 'paid' && (interval.price === null || interval.price === 0n)) {
      yield { path: [...at, 'price'], message: 'a paid plan needs a price above 0' };
    }
  }
  const { carryOver } = plan;
  if (carryOver.type === 'multiple') yield* inexact(carryOver.times, [...path, 'carryOver', 'times'], 'a multiple');
  if (carryOver.type === 'fraction')
    yield* inexact(carryOver.fraction, [...path, 'carryOver', 'fraction'], 'a fraction');
}

function* rhythmProblems(grant: PlanGrant, interval: PlanInterval, path: Path): Generator<Problem> {
  if (grant.when === 'month' && interval.months === 1) {
    yield { path: [...path, 'when'], message: 'in an interval of one month that is the same as "period": say that' };
  }
  if (grant.when === 'days' && grant.everyDays === undefined) {
    yield { path: [...path, 'everyDays'], message: 'credits that come by the day need everyDays: 1 for each day' };
  }
  if (grant.when !== 'days' && grant.everyDays !== undefined) {
    yield { path: [...path, 'everyDays'], message: 'everyDays needs "when": "days"' };
  }
}

function* changeProblems({ changes }: Catalog): Generator<Problem> {
  yield* changeRuleProblems(changes.upgrade, ['changes', 'upgrade']);
  yield* repeated(changes.upgradeChoices, ['changes', 'upgradeChoices']);
  for (const [index, each] of changes.upgradeChoices.entries()) {
    yield* changeRuleProblems(each, ['changes', 'upgradeChoices', index]);
  }
  yield* changeRuleProblems(changes.longerInterval, ['changes', 'longerInterval']);
  if (changes.longerInterval.period === 'keep') {
    yield {
      path: ['changes', 'longerInterval', 'period'],
      message: 'a period of another length starts anew: say "restart"',
    };
  }
}

/** A larger part of the new plan has a larger number. */
const parts = { prorated: 1, difference: 2, full: 3 } as const;

/**
 * Where all the new credits come at once, money is given back only for credits that end. Where less than all of them
 * come, what is left of the old ones is taken off instead, and nothing ends. Within a period nothing is given back, and
 * no larger part of the credits comes than is paid for: a change, and another one, would bring ever more for the money.
 */
function* changeRuleProblems({ period, charge, grant, unspent }: ChangeRule, path: Path): Generator<Problem> {
  const givesBack = period === 'restart' && charge !== 'full' && grant === 'full';
  if (unspent === 'endMatching' && !givesBack) {
    yield {
      path: [...path, 'unspent'],
      message:
        'no money is given back here for credits that end: "endMatching" needs "restart", "prorated" or "difference" for charge, and "full" for grant',
    };
  }
  if (period === 'keep' && parts[grant] > parts[charge]) {
    yield {
      path: [...path, 'grant'],
      message: `"${grant}" for grant is more than "${charge}" for charge pays for where the period is kept: say "${charge}"`,
    };
  }
  if (unspent === 'keep' && givesBack) {
    yield {
      path: [...path, 'unspent'],
      message:
        'a restart gives money back only for credits that end: say "endMatching" here, or "full" for charge if they stay',
    };
  }
}

function* addOnProblems(catalog: Catalog): Generator<Problem> {
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
}

function* packProblems(pack: Pack, catalog: Catalog, path: Path): Generator<Problem> {
  if (pack.credits === 0n) yield { path: [...path, 'credits'], message: 'a pack has more than 0 credits' };
  for (const [index, step] of pack.volume.entries()) {
    const before = pack.volume[index - 1];
    const at = [...path, 'volume', index];
    if (before && step.from <= before.from) yield { path: [...at, 'from'], message: 'volume breaks go upwards' };
    if (step.price > pack.price) yield { path: [...at, 'price'], message: "dearer than the pack's own price" };
    else if (before && step.price > before.price) {
      yield { path: [...at, 'price'], message: 'dearer than for fewer packs' };
    }
  }
  for (const [id, price] of Object.entries(pack.planPrices)) {
    const at = [...path, 'planPrices', id];
    if (!catalog.plans.some((plan) => plan.id === id)) yield { path: at, message: `no plan is called "${id}"` };
    if (price > pack.price) yield { path: at, message: "dearer than the pack's own price" };
  }
}

function* burnDownProblems({ burnDown: { order, sources } }: Catalog): Generator<Problem> {
  yield* repeatedWords(order, ['burnDown', 'order']);
  yield* repeatedWords(sources, ['burnDown', 'sources']);
  const needed = order.includes('source');
  if (needed && sources.length === 0) {
    yield { path: ['burnDown', 'sources'], message: 'an order by source needs the sources in their order' };
  }
  if (!needed && sources.length > 0) {
    yield { path: ['burnDown', 'sources'], message: 'sources need "source" in order' };
  }
}

function pointsSomewhere(root: unknown, pointer: string): boolean {
  let here: unknown = root;
  for (const step of pointer.slice(1).split('/')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return false;
    here = (here as Record<string, unknown>)[step];
  }
  return true;
}
