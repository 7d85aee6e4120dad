import { unreachable } from '../errors';
import type { ChargeKind } from '../plans/charge-line';
import { message } from './message';
import { periodText } from './policy-words';

/** A line of an invoice, as far as its words go. */
interface BilledLine {
  kind: ChargeKind;
  /** Of the plan, add-on or pack. */
  name: string;
  /** How often the plan is paid; null where it is for no plan, or for one that a contract sets. */
  months: number | null;
  quantity: number;
}

/** What a line is for: "Max by the month", "2 more seats of Team by the year", "3 × 2,000 credits". */
export function lineText(locale: string, line: BilledLine): string {
  const { kind, name, months, quantity } = line;
  const plan =
    months === null ? name : message(locale, 'prices.planBy', { plan: name, period: periodText(locale, months) });
  const values = { plan, name, count: quantity };
  switch (kind) {
    case 'plan':
      return quantity > 1 ? message(locale, 'line.planSeats', values) : plan;
    case 'plan_change':
    case 'unused_time':
    case 'seats':
    case 'add_on':
    case 'pack':
      return message(locale, `line.${kind}`, values);
    default:
      return unreachable(kind);
  }
}
