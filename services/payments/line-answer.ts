import type { Catalog } from '@/lib/catalog/schema';
import type { ChargeLine } from '@/lib/plans/charge-line';
import { isoText } from '@/lib/time';
import type { LineAnswer } from './payment-answers';

/** A line as pages show it, with the name that the catalog has for what it is for. */
export function lineAnswer(line: ChargeLine, catalog: Catalog): LineAnswer {
  const { kind, itemId, intervalId, quantity, amount, span } = line;
  const plan = catalog.plans.find(({ id }) => id === itemId);
  const item = { add_on: catalog.addOns, pack: catalog.packs } as Record<
    string,
    readonly { id: string; name: string }[]
  >;
  const named = (item[kind] ?? catalog.plans).find(({ id }) => id === itemId);
  return {
    ...{ kind, itemId, intervalId, quantity },
    // What a catalog no longer has is told by its id.
    name: named?.name ?? itemId,
    // A contract is for its own time, and not for the plan's interval.
    months: plan?.billing === 'invoiced' ? null : (plan?.intervals.find(({ id }) => id === intervalId)?.months ?? null),
    amount: Number(amount),
    span: span && { start: isoText(span.start), end: isoText(span.end) },
  };
}
