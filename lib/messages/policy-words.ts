import type { BurnDownPolicy } from '../catalog/burn-down-policy';
import type { Lasting } from '../catalog/lasting';
import type { CatalogPolicy, GrantPolicy, PackPolicy, PlanPolicy, TermPolicy } from '../catalog/policy';
import type { ChangeRule } from '../catalog/schema';
import type { WayToBuy } from '../catalog/ways-to-buy';
import { jsonNumber, microFromNumber } from '../credits';
import { unreachable } from '../errors';
import { amountText, creditsText } from './format';
import { message } from './message';
import { moneyText } from './money-text';

/** A catalog's rules in sentences, one each: the price page and `npm run catalog` say them alike. */

/** "month", "year" */
export function periodText(locale: string, months: number): string {
  return message(locale, 'policy.period', { months });
}

/** "Plan credits can be used in their own month and the 2 after it; …" */
export function lastingText(locale: string, lasting: Lasting, kind: GrantPolicy['rhythm'] | 'pack'): string {
  const { lasts, carried } = lasting;
  const subject = message(locale, `policy.subject.${kind}`);
  const period = refreshText(locale, lasting);
  const cap = capText(locale, lasting);
  const share = shareText(locale, lasting);
  const endsWithPeriod = carried.type === 'nothing' || (lasts.type === 'periods' && lasts.count === 1);
  switch (lasts.type) {
    case 'never':
      if (endsWithPeriod) return message(locale, 'policy.lasting.period', { subject, period });
      if (cap) return message(locale, 'policy.lasting.neverCapped', { subject, cap });
      if (share) return message(locale, 'policy.lasting.neverShared', { subject, share });
      return message(locale, 'policy.lasting.never', { subject });
    case 'periods': {
      if (endsWithPeriod) return message(locale, 'policy.lasting.period', { subject, period });
      const more = lasts.count - 1;
      if (cap) return message(locale, 'policy.lasting.periodsCapped', { subject, period, more, cap });
      if (share) return message(locale, 'policy.lasting.periodsShared', { subject, period, more, share });
      return message(locale, 'policy.lasting.periods', { subject, period, more });
    }
    case 'days':
    case 'months': {
      const time = timeText(locale, lasts);
      if (endsWithPeriod) return message(locale, 'policy.lasting.timeInPeriod', { subject, time, period });
      if (cap) return message(locale, 'policy.lasting.timeCapped', { subject, time, cap });
      if (share) return message(locale, 'policy.lasting.timeShared', { subject, time, share });
      return message(locale, 'policy.lasting.time', { subject, time });
    }
    default:
      return unreachable(lasts);
  }
}

/** The same in two or three words, for a cell of a table: "last 3 months", "never end". */
export function shortLastingText(locale: string, lasting: Lasting): string {
  const { lasts, carried } = lasting;
  if (lasts.type === 'days' || lasts.type === 'months') {
    return message(locale, 'policy.short.time', { time: timeText(locale, lasts) });
  }
  if (carried.type === 'nothing' || (lasts.type === 'periods' && lasts.count === 1)) {
    return message(locale, 'policy.short.period', { period: refreshText(locale, lasting) });
  }
  if (lasts.type === 'never') return message(locale, 'policy.short.never');
  return message(locale, 'policy.short.time', { time: refreshesText(locale, lasting, lasts.count) });
}

/** The time between two refreshes: "month", "calendar month", "7-day period"; "period" of what has none of its own. */
function refreshText(locale: string, { periodMonths, periodDays, onTheFirst }: Lasting): string {
  if (periodDays !== undefined) return message(locale, 'policy.dayPeriod', { days: periodDays });
  return onTheFirst ? message(locale, 'policy.calendarMonth') : periodText(locale, periodMonths ?? 0);
}

/** As many of them: "3 months", "14 days". */
function refreshesText(locale: string, { periodMonths, periodDays, onTheFirst }: Lasting, count: number): string {
  if (periodDays !== undefined) return message(locale, 'policy.days', { count: periodDays * count });
  if (onTheFirst) return message(locale, 'policy.calendarMonths', { count });
  return message(locale, 'policy.periods', { months: periodMonths ?? 0, count });
}

function timeText(locale: string, lasts: { type: 'days' | 'months'; count: number }): string {
  return lasts.type === 'days'
    ? message(locale, 'policy.days', { count: lasts.count })
    : message(locale, 'policy.periods', { months: 1, count: lasts.count });
}

/** "2 months' credits"; empty where no renewal trims. */
function capText(locale: string, lasting: Lasting): string {
  const { carried } = lasting;
  if (carried.type === 'amount') return creditsText(locale, carried.credits);
  if (carried.type !== 'times') return '';
  return message(locale, 'policy.cap.times', {
    count: carried.times,
    times: amountText(locale, carried.times),
    period: refreshText(locale, lasting),
  });
}

/** "50% of what is left, at most 100 credits,"; empty where a renewal does not let a part of it through. */
function shareText(locale: string, { carried }: Lasting): string {
  if (carried.type !== 'fraction') return '';
  const percent = amountText(locale, jsonNumber(microFromNumber(carried.fraction)! * 100n));
  if (carried.atMost === null) return message(locale, 'policy.share', { percent });
  return message(locale, 'policy.shareAtMost', { percent, most: creditsText(locale, carried.atMost) });
}

/** When credits come: "each month", "once". */
export function rhythmText(locale: string, grant: GrantPolicy, months: number): string {
  const values = { period: periodText(locale, months), days: grant.everyDays ?? 0 };
  return message(locale, `policy.rhythm.${grant.rhythm}`, values);
}

/** How long the credits of each plan and pack last: one sentence for all that share it. */
export function lastingLines(locale: string, policy: CatalogPolicy): { names: string[]; sentence: string }[] {
  const lines = new Map<string, Set<string>>();
  const add = (sentence: string, name: string) => lines.set(sentence, (lines.get(sentence) ?? new Set()).add(name));
  for (const plan of policy.plans) {
    for (const term of plan.terms) {
      for (const grant of term.grants) {
        add(lastingText(locale, grant.lasting, grant.rhythm), termName(locale, plan, term));
      }
    }
  }
  const packs = policy.packs.map((pack) => ({ name: pack.name, sentence: lastingText(locale, pack.lasting, 'pack') }));
  const alike = packs.length > 1 && new Set(packs.map(({ sentence }) => sentence)).size === 1;
  for (const { name, sentence } of packs) add(sentence, alike ? message(locale, 'prices.allPacks') : name);
  return [...lines].map(([sentence, names]) => ({ names: [...names], sentence }));
}

/** What changes, seats, add-ons and a declined payment do, one sentence each; what does not apply is not said. */
export function ruleLines(locale: string, policy: CatalogPolicy): string[] {
  const { upgrade, upgradeChoices, longerInterval, downgrade, cancel, startsPaid } = policy.changes;
  const what = (rule: ChangeRule) => message(locale, 'policy.change', { ...rule });
  const { graceCredits } = policy;
  const locked = policy.packs.filter((pack) => pack.needsSubscription).map(({ name }) => name);
  return [
    startsPaid && message(locale, 'policy.startPaid'),
    upgrade && message(locale, 'policy.upgrade', { what: what(upgrade) }),
    ...upgradeChoices.map(({ name, ...rule }) => message(locale, 'policy.upgradeChoice', { name, what: what(rule) })),
    downgrade && message(locale, 'policy.downgrade', downgrade),
    longerInterval && message(locale, 'policy.longerInterval', { what: what(longerInterval) }),
    longerInterval && message(locale, 'policy.shorterInterval'),
    cancel && message(locale, 'policy.cancel', cancel),
    policy.plans.some(({ seats }) => seats) && message(locale, 'policy.seats'),
    policy.addOns.length > 0 && message(locale, 'policy.addOns'),
    policy.addOns.some(({ refundable }) => !refundable) && message(locale, 'policy.notRefundable'),
    locked.length > 0 &&
      message(locale, 'policy.needsSubscription', { count: locked.length, packs: listText(locale, locked) }),
    burnDownText(locale, policy.burnDown),
    cancel && message(locale, 'policy.grace', { days: policy.graceDays }),
    cancel &&
      graceCredits &&
      message(locale, 'policy.graceCredits', {
        credits: creditsText(locale, graceCredits.credits),
        lasting: shortLastingText(locale, graceCredits.lasting),
      }),
    message(locale, 'policy.failed'),
  ].filter((line) => typeof line === 'string');
}

/** "Credits are used in this order: those that end soonest, then the oldest." */
export function burnDownText(locale: string, policy: BurnDownPolicy): string {
  return message(locale, 'policy.burnDown', { order: orderText(locale, policy) });
}

/** "those that end soonest, then the oldest" */
function orderText(locale: string, { order, sources, ranks }: BurnDownPolicy): string {
  const after = (words: string[]) =>
    words.reduce((before, next) => message(locale, 'policy.then', { before, after: next }));
  const words = order.map((each) => {
    if (each === 'source') {
      const names = sources.map((source) => message(locale, `activity.source.${source}`));
      const others = message(locale, 'policy.priority.other');
      return message(locale, 'policy.order.source', { sources: after([...names, others]) });
    }
    if (each !== 'priority' || ranks.length === 0) return message(locale, `policy.order.${each}`);
    const groups = ranks.map((kinds) =>
      listText(
        locale,
        kinds.map((kind) => message(locale, `policy.priority.${kind}`)),
      ),
    );
    return message(locale, 'policy.order.priorities', { groups: after(groups) });
  });
  return after(words);
}

/** "the Pro plan by the month, $49.95 for 1,000 credits" */
export function wayText(locale: string, currency: string, way: WayToBuy): string {
  return message(locale, `prices.way.${way.kind}`, {
    name: way.name,
    period: periodText(locale, way.months ?? 1),
    count: way.count ?? 1,
    plan: way.plan ?? '',
    price: moneyText(locale, currency, way.price.perThousand),
  });
}

/** "500 credits, each of 5 or more" */
export function packFromText(locale: string, { name }: Pick<PackPolicy, 'name'>, from: number): string {
  return message(locale, 'prices.packFrom', { name, count: from });
}

/** "500 credits, on Pro" */
export function packOnText(locale: string, { name }: Pick<PackPolicy, 'name'>, plan: string): string {
  return message(locale, 'prices.packOn', { name, plan });
}

/** "Pro", or "Personal, by the year" where there are several ways of paying for it. */
export function termName(locale: string, plan: PlanPolicy, term: TermPolicy): string {
  if (plan.terms.length === 1) return plan.name;
  return message(locale, 'prices.planBy', { plan: plan.name, period: periodText(locale, term.months) });
}

/** "$29.00 a month", "$39.00 a month a seat", or "by contract". */
export function termPriceText(locale: string, currency: string, term: TermPolicy): string {
  if (term.price === null) return message(locale, 'price.byContract');
  const price = moneyText(locale, currency, term.price);
  const words = message(locale, 'prices.aPeriod', { price, period: periodText(locale, term.months) });
  return term.pricePerSeat ? message(locale, 'policy.perSeat', { words }) : words;
}

/** "A, B, and C" */
export function listText(locale: string, names: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
