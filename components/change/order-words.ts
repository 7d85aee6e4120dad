import { unreachable } from '@/lib/errors';
import { dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import { periodText } from '@/lib/messages/policy-words';
import type { OrderPreview, PlanTermsAnswer } from '@/services/plans/plan-answers';

/** What the order is about besides plans: the names of an add-on or a pack, which its lines may not have. */
export type NameOf = (id: string) => string;

/** "Pro to Max", "3 × 2,000 credits", "Cancel Max": the preview's heading. */
export function orderName(locale: string, { order, before, after }: OrderPreview, nameOf: NameOf): string {
  const [from, to] = namesOf(locale, before, after);
  switch (order.type) {
    case 'changePlan':
      if (!before || before.planId === after?.planId) return to;
      return message(locale, 'change.name.changePlan', { from, to });
    case 'changeSeats':
      return message(locale, 'change.name.changeSeats', { from: before?.seats ?? 0, to: order.seats });
    case 'addUnits':
    case 'removeUnits':
      return message(locale, `change.name.${order.type}`, { count: order.units, name: nameOf(order.addOnId) });
    case 'buyPack':
      return message(locale, 'change.name.buyPack', { count: order.count, name: nameOf(order.packId) });
    case 'cancel':
    case 'resume':
    case 'undoChange':
      return message(locale, `change.name.${order.type}`, { from });
    default:
      return unreachable(order);
  }
}

/** "Upgrade to Max, pay $15.00 today": the button's words name the outcome. */
export function doText(locale: string, preview: OrderPreview, zone: string, isHigher: boolean, nameOf: NameOf): string {
  const { due, currency, method, when, effectiveAt } = preview;
  const what = whatText(locale, preview, isHigher, nameOf);
  if (due > 0) {
    const price = moneyText(locale, currency, due);
    return message(locale, method?.kind === 'invoice' ? 'change.doInvoice' : 'change.doPay', { what, price });
  }
  if (when === 'period_end')
    return message(locale, 'change.doLater', { what, day: dayText(locale, zone, effectiveAt, true) });
  return message(locale, 'change.doFree', { what });
}

function whatText(locale: string, { order, before, after }: OrderPreview, isHigher: boolean, nameOf: NameOf): string {
  const [from, to] = namesOf(locale, before, after);
  switch (order.type) {
    case 'changePlan': {
      if (after?.planId !== order.planId && after !== null) return message(locale, 'change.do.cancel', { from });
      const step = !before || before.planId === after?.planId ? 'other' : isHigher ? 'upgrade' : 'other';
      return message(locale, 'change.do.changePlan', { to, step });
    }
    case 'changeSeats':
      return message(locale, 'change.do.changeSeats', { count: order.seats });
    case 'addUnits':
    case 'removeUnits':
      return message(locale, `change.do.${order.type}`, { count: order.units, name: nameOf(order.addOnId) });
    case 'buyPack':
      return message(locale, 'change.do.buyPack', { count: order.count, name: nameOf(order.packId) });
    case 'cancel':
    case 'resume':
    case 'undoChange':
      return message(locale, `change.do.${order.type}`, { from });
    default:
      return unreachable(order);
  }
}

/** The plans' names; with the way of paying where that is what changes. */
function namesOf(locale: string, before: PlanTermsAnswer | null, after: PlanTermsAnswer | null): [string, string] {
  const isSame = before && after && before.planId === after.planId && before.intervalId !== after.intervalId;
  const name = (terms: PlanTermsAnswer | null) => {
    if (!terms) return '';
    if (!isSame) return terms.planName;
    return message(locale, 'prices.planBy', { plan: terms.planName, period: periodText(locale, terms.months) });
  };
  return [name(before), name(after)];
}
