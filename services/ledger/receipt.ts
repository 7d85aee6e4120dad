import { decimalText } from '@/lib/credits';
import type { Generation } from '@/lib/ledger/debit';
import { isoText } from '@/lib/time';

/** What a receipt says, as it is kept and answered: decimals as exact texts, ids and numbers only. */
export interface Receipt {
  catalog: { id: string; version: number };
  formula: string;
  lines: {
    feature: string;
    model: string | null;
    name: string;
    unit: string | null;
    quantity: string;
    credits: string;
    formula: string;
  }[];
  burns: { grant: number; credits: string }[];
  balanceBefore: string;
  balanceAfter: string;
  periodStart: string | null;
}

export function receiptOf(generation: Generation): Receipt {
  const { quote } = generation;
  return {
    catalog: { id: quote.catalogId, version: quote.catalogVersion },
    formula: quote.formula,
    lines: quote.lines.map((line) => ({ ...line, credits: decimalText(line.credits) })),
    burns: generation.burns.map((burn) => ({ grant: burn.grantId, credits: decimalText(burn.amount) })),
    balanceBefore: decimalText(generation.balanceBefore),
    balanceAfter: decimalText(generation.balanceAfter),
    periodStart: generation.periodStart === null ? null : isoText(generation.periodStart),
  };
}
