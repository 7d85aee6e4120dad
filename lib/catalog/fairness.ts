import { decimalText, type Micro } from '../credits';
import { unreachable } from '../errors';
import { featurePrices, type PriceFigure } from './price-figures';
import { isRecurring } from './lasting';
import type { CarryOver, Catalog } from './schema';
import { dearer } from './unit-price';
import { boughtTogether, waysToBuy } from './ways-to-buy';

/**
 * A catalog held against the published consumer guide's seven points (docs/vendors.md), as far as a program can. What
 * it can't tell is said, never guessed. Words are in lib/messages/fairness-words.ts.
 */
export interface FairnessCheck {
  point: FairnessPoint;
  verdict: 'yes' | 'no' | 'cannotTell';
  /** Why, as a key of the messages under `fairness.reason.` with its values. */
  reason: { key: FairnessReason; values: Record<string, string | number> };
}

const fairnessPoints = [
  'creditPrice',
  'everyPrice',
  'noExpiry',
  'sameCapability',
  'packs',
  'noPressure',
  'oneWayOfPaying',
] as const;
export type FairnessPoint = (typeof fairnessPoints)[number];

export type FairnessReason =
  | 'hasCreditPrice'
  | 'noCreditPrice'
  | 'everyFigure'
  | 'modelWithoutPrice'
  | 'neverEnds'
  | 'rollsOver'
  | 'endsWithPeriod'
  | 'boughtEnds'
  | 'shortLived'
  | 'capBelowPeriod'
  | 'partEnds'
  | 'nothingGiven'
  | 'modelTwice'
  | 'similarDiffer'
  | 'similarSame'
  | 'noPacks'
  | 'onePack'
  | 'packsFall'
  | 'volumeFalls'
  | 'packDearer'
  | 'noPressureFields'
  | 'bonusRunsOut'
  | 'oneInterval'
  | 'intervalsSame'
  | 'intervalsDiffer'
  | 'packsByPlan';

/** Bonus credits that end sooner push one to use them. */
const BONUS_DAYS_MIN = 30;

/** All seven points, in the guide's order. */
export function fairnessOf(catalog: Catalog): FairnessCheck[] {
  const judge: Record<FairnessPoint, (catalog: Catalog) => Omit<FairnessCheck, 'point'>> = {
    creditPrice,
    everyPrice,
    noExpiry,
    sameCapability,
    packs,
    noPressure,
    oneWayOfPaying,
  };
  return fairnessPoints.map((point) => ({ point, ...judge[point](catalog) }));
}

function answer(
  verdict: FairnessCheck['verdict'],
  key: FairnessReason,
  values: Record<string, string | number> = {},
): Omit<FairnessCheck, 'point'> {
  return { verdict, reason: { key, values } };
}

function creditPrice(catalog: Catalog) {
  const ways = waysToBuy(catalog).length;
  return ways > 0 ? answer('yes', 'hasCreditPrice', { ways }) : answer('no', 'noCreditPrice');
}

function everyPrice(catalog: Catalog) {
  const features = featurePrices(catalog);
  const priced = new Set(features.flatMap(({ figures }) => figures.map(({ model }) => model?.id)));
  const without = catalog.models.filter(({ id }) => !priced.has(id)).map(({ name }) => name);
  if (without.length > 0) return answer('no', 'modelWithoutPrice', { models: without.join(', ') });
  return answer('yes', 'everyFigure', { features: features.length, models: catalog.models.length });
}

/** The worst rule of the catalog decides: one kind of credits that ends with the month is one too many. */
function noExpiry(catalog: Catalog) {
  const ending = catalog.packs.filter(({ lasts }) => lasts.type !== 'never').map(({ name }) => name);
  const bought = [...ending, ...catalog.addOns.map(({ name }) => name)];
  let rollsOver = false;
  let given = catalog.packs.length;
  const ended = new Set<string>();
  for (const { name, carryOver, intervals } of catalog.plans) {
    for (const { grants, months } of intervals) {
      given += grants.length;
      const recurring = grants.filter(isRecurring);
      for (const { lasts, when, everyDays } of grants) {
        if (lasts.type === 'never') continue;
        rollsOver = true;
        const days = lasts.type === 'days' ? lasts.count : lasts.type === 'months' ? lasts.count * 30 : Infinity;
        const monthly = when === 'month' || when === 'calendarMonth';
        const period = everyDays ?? (monthly ? 1 : months) * 30;
        if (days < period) return answer('no', 'shortLived', { plan: name, days });
        if (days < 2 * period || (lasts.type === 'periods' && lasts.count === 1)) {
          ended.add(name);
        }
      }
      if (recurring.length === 0 || carryOver.type === 'everything') continue;
      if (carryOver.type === 'nothing') {
        ended.add(name);
        continue;
      }
      const period = recurring.reduce((sum, { credits }) => sum + credits, 0n);
      if (carryOver.type === 'fraction' && carryOver.fraction < 1) return answer('no', 'partEnds', { plan: name });
      if (carriesLess(carryOver, period)) return answer('no', 'capBelowPeriod', { plan: name });
      rollsOver = true;
    }
  }
  if (ended.size > 0) return answer('no', 'endsWithPeriod', { plans: [...ended].join(', ') });
  if (bought.length > 0) return answer('no', 'boughtEnds', { names: bought.join(', ') });
  if (given === 0) return answer('cannotTell', 'nothingGiven');
  return answer('yes', rollsOver ? 'rollsOver' : 'neverEnds');
}

/** Whether a cap is below the credits of one period: somebody who uses nothing for a while would lose some. */
function carriesLess(carryOver: Exclude<CarryOver, { type: 'everything' | 'nothing' }>, period: Micro): boolean {
  switch (carryOver.type) {
    case 'amount':
      return carryOver.credits < period;
    case 'multiple':
      return carryOver.times < 1;
    case 'fraction':
      return carryOver.atMost !== undefined && carryOver.atMost < period;
    default:
      return unreachable(carryOver);
  }
}

/** The same model for the same unit must cost the same. Whether two features are one capability is for people. */
function sameCapability(catalog: Catalog) {
  const features = featurePrices(catalog);
  const byModel = new Map<string, Map<string, string>>();
  const byKind = new Map<string, Map<string, string>>();
  for (const feature of features) {
    for (const figure of feature.figures) {
      const per = JSON.stringify([figure.options, figure.per]);
      if (figure.model) add(byModel, `${figure.model.name} ${per}`, figure, figure.model.name);
      else if (figure.line === null) add(byKind, `${feature.kind} ${per}`, figure, feature.name);
    }
  }
  for (const prices of byModel.values()) {
    if (prices.size > 1) return answer('no', 'modelTwice', { model: [...prices.values()][0]! });
  }
  const differ = [...byKind.values()].filter((prices) => prices.size > 1);
  if (differ.length === 0) return answer('yes', 'similarSame', { features: features.length });
  const [most] = differ.sort((a, b) => b.size - a.size);
  const names = [...most!].map(([credits, name]) => `${name} ${credits}`).join(', ');
  return answer('cannotTell', 'similarDiffer', { names });

  function add(groups: Map<string, Map<string, string>>, group: string, figure: PriceFigure, name: string): void {
    const known = groups.get(group) ?? new Map<string, string>();
    const credits = String(figure.credits);
    if (!known.has(credits)) known.set(credits, name);
    groups.set(group, known);
  }
}

function packs(catalog: Catalog) {
  const sorted = [...catalog.packs].sort((a, b) => (a.credits < b.credits ? -1 : a.credits > b.credits ? 1 : 0));
  const together = sorted.every(({ volume }) => volume.length > 0);
  if (sorted.length === 0) return answer('no', 'noPacks');
  if (sorted.length === 1 && !together) return answer('no', 'onePack');
  for (const [index, pack] of sorted.entries()) {
    const smaller = sorted[index - 1];
    if (!smaller) continue;
    const rises = dearer(
      { minor: pack.price, credits: pack.credits },
      { minor: smaller.price, credits: smaller.credits },
    );
    if (rises) return answer('no', 'packDearer', { pack: pack.name, smaller: smaller.name });
  }
  return answer('yes', together ? 'volumeFalls' : 'packsFall', { packs: sorted.length });
}

/** The format has no field for a countdown or a limited offer: only credits that come once and soon end could press. */
function noPressure(catalog: Catalog) {
  for (const { name, intervals } of catalog.plans) {
    for (const { lasts, credits } of intervals.flatMap(({ grants }) => grants.filter((each) => !isRecurring(each)))) {
      if (lasts.type !== 'days' || lasts.count >= BONUS_DAYS_MIN) continue;
      return answer('no', 'bonusRunsOut', { plan: name, credits: decimalText(credits), days: lasts.count });
    }
  }
  return answer('yes', 'noPressureFields');
}

function oneWayOfPaying(catalog: Catalog) {
  let several = false;
  for (const plan of catalog.plans) {
    const ways = plan.intervals.map((interval) => boughtTogether(plan, interval)).filter((each) => each !== null);
    const [first, ...others] = ways;
    if (!first) continue;
    if (others.length > 0) several = true;
    if (others.some((each) => dearer(each, first) || dearer(first, each))) {
      return answer('no', 'intervalsDiffer', { plan: plan.name });
    }
  }
  const byPlan = catalog.packs.filter(({ planPrices }) => Object.keys(planPrices).length > 0).map(({ name }) => name);
  if (byPlan.length > 0) return answer('cannotTell', 'packsByPlan', { packs: byPlan.join(', ') });
  return answer('yes', several ? 'intervalsSame' : 'oneInterval');
}
