import { jsonNumber } from '@/lib/credits';
import type { Generation } from '@/lib/ledger/debit';
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
  burns: { grant: number; credits: number }[];
  balanceBefore: number;
  balanceAfter: number;
  periodStart: string | null;
}

export function receiptOf(generation: Generation): Receipt {
  const { quote } = generation;
  return {
    catalog: { id: quote.catalogId, version: quote.catalogVersion },
    formula: quote.formula,
    lines: quote.lines.map((line) => ({ ...line, quantity: Number(line.quantity), credits: jsonNumber(line.credits) })),
    burns: generation.burns.map((burn) => ({ grant: burn.grantId, credits: jsonNumber(burn.amount) })),
    balanceBefore: jsonNumber(generation.balanceBefore),
    balanceAfter: jsonNumber(generation.balanceAfter),
    periodStart: generation.periodStart === null ? null : isoText(generation.periodStart),
  };
}
