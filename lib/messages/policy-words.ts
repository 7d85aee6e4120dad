import type { CatalogPolicy, GrantPolicy, Lasting, PlanPolicy, TermPolicy, WayToBuy } from '../catalog/policy';
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
  const period = periodText(locale, lasting.periodMonths ?? 1);
  const cap = capText(locale, lasting);
  const endsWithPeriod = carried.type === 'nothing' || (lasts.type === 'periods' && lasts.count === 1);
  switch (lasts.type) {
    case 'never':
      if (endsWithPeriod) return message(locale, 'policy.lasting.period', { subject, period });
      if (cap) return message(locale, 'policy.lasting.neverCapped', { subject, cap });
      return message(locale, 'policy.lasting.never', { subject });
    case 'periods': {
      if (endsWithPeriod) return message(locale, 'policy.lasting.period', { subject, period });
      const more = lasts.count - 1;
      if (cap) return message(locale, 'policy.lasting.periodsCapped', { subject, period, more, cap });
      return message(locale, 'policy.lasting.periods', { subject, period, more });
    }
    case 'days':
    case 'months': {
      const time = timeText(locale, lasts);
      if (endsWithPeriod) return message(locale, 'policy.lasting.timeInPeriod', { subject, time, period });
      if (cap) return message(locale, 'policy.lasting.timeCapped', { subject, time, cap });
      return message(locale, 'policy.lasting.time', { subject, time });
    }
    default:
      return unreachable(lasts);
  }
}

/** The same in two or three words, for a cell of a table: "last 3 months", "never end". */
export function shortLastingText(locale: string, { lasts, carried, periodMonths }: Lasting): string {
  const period = periodText(locale, periodMonths ?? 1);
  if (lasts.type === 'days' || lasts.type === 'months') {
    return message(locale, 'policy.short.time', { time: timeText(locale, lasts) });
  }
  if (carried.type === 'nothing' || (lasts.type === 'periods' && lasts.count === 1)) {
    return message(locale, 'policy.short.period', { period });
  }
  if (lasts.type === 'never') return message(locale, 'policy.short.never');
  const values = { months: periodMonths ?? 1, count: lasts.count };
  return message(locale, 'policy.short.time', { time: message(locale, 'policy.periods', values) });
}

function timeText(locale: string, lasts: { type: 'days' | 'months'; count: number }): string {
  return lasts.type === 'days'
    ? message(locale, 'policy.days', { count: lasts.count })
    : message(locale, 'policy.periods', { months: 1, count: lasts.count });
}

/** "2 months' credits"; empty where no renewal trims. */
function capText(locale: string, { carried, periodMonths }: Lasting): string {
  if (carried.type === 'amount') return creditsText(locale, carried.credits);
  if (carried.type !== 'times') return '';
  return message(locale, 'policy.cap.times', {
    count: carried.times,
    times: amountText(locale, carried.times),
    period: periodText(locale, periodMonths ?? 1),
  });
}

/** When credits come: "each month", "once". */
export function rhythmText(locale: string, grant: GrantPolicy, months: number): string {
  return message(locale, `policy.rhythm.${grant.rhythm}`, { period: periodText(locale, months) });
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
  const { upgrade, downgrade, cancel, startsPaid } = policy.changes;
  const locked = policy.packs.filter((pack) => pack.needsSubscription).map(({ name }) => name);
  return [
    startsPaid && message(locale, 'policy.startPaid'),
    upgrade && message(locale, 'policy.upgrade', upgrade),
    downgrade && message(locale, 'policy.downgrade', downgrade),
    cancel && message(locale, 'policy.cancel', cancel),
    policy.plans.some(({ seats }) => seats) && message(locale, 'policy.seats'),
    policy.addOns.length > 0 && message(locale, 'policy.addOns'),
    policy.addOns.some(({ refundable }) => !refundable) && message(locale, 'policy.notRefundable'),
    locked.length > 0 && message(locale, 'policy.needsSubscription', { packs: listText(locale, locked) }),
    cancel && message(locale, 'policy.grace', { days: policy.graceDays }),
    message(locale, 'policy.failed'),
  ].filter((line) => typeof line === 'string');
}

/** "the Pro plan by the month, $49.95 for 1,000 credits" */
export function wayText(locale: string, currency: string, way: WayToBuy): string {
  return message(locale, `prices.way.${way.kind}`, {
    name: way.name,
    period: periodText(locale, way.months ?? 1),
    price: moneyText(locale, currency, way.price.perThousand),
  });
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
