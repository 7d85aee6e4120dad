import { jsonNumber } from '@/lib/credits';
import type { Generation } from '@/lib/ledger/debit';
import type { Currency } from '@/lib/money';
import { isoText } from '@/lib/time';

/** What a receipt says, as it is kept and answered: exact JSON numbers (docs/decisions/0001) and ids, no free text. */
export interface Receipt {
  catalog: { id: string; version: number };
  formula: string;
  lines: {
    feature: string;
    model: string | null;
    name: string;
    unit: string | null;
    quantity: number;
    credits: number;
    formula: string;
  }[];
  /** Which grants paid, in burn-down order, and what those credits had cost, in minor units with at most six decimals. */
  burns: { grant: number; credits: number; costMinor: number }[];
  /** What all of its credits had cost. */
  cost: { minor: number; currency: Currency };
  balanceBefore: number;
  balanceAfter: number;
  periodStart: string | null;
}

export function receiptOf(generation: Generation, currency: Currency): Receipt {
  const { quote, burns } = generation;
  return {
    catalog: { id: quote.catalogId, version: quote.catalogVersion },
    formula: quote.formula,
    lines: quote.lines.map((line) => ({ ...line, quantity: Number(line.quantity), credits: jsonNumber(line.credits) })),
    burns: burns.map(({ grantId, amount, cost }) => ({
      grant: grantId,
      credits: jsonNumber(amount),
      // Millionths of a minor unit and micro-credits are written in the same way.
      costMinor: jsonNumber(cost),
    })),
    cost: { minor: jsonNumber(burns.reduce((sum, { cost }) => sum + cost, 0n)), currency },
    balanceBefore: jsonNumber(generation.balanceBefore),
    balanceAfter: jsonNumber(generation.balanceAfter),
    periodStart: generation.periodStart === null ? null : isoText(generation.periodStart),
  };
}
