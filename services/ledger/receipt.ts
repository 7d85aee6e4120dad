import { keptBurn, type KeptBurn } from '@/db/ledger/steps';
import type { Quote } from '@/lib/catalog/price';
import { jsonNumber } from '@/lib/credits';
import type { GenerationStep } from '@/lib/ledger/generation';
import type { Currency } from '@/lib/money';
import { isoText } from '@/lib/time';

/** How a price was worked out, as it is kept and answered: exact JSON numbers (docs/decisions/0001) and ids, no free text. */
export interface PriceReceipt {
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
}

/** What a receipt says of a generation's first step: a debit, a hold, or that it was free. */
export interface Receipt extends PriceReceipt {
  /** Which grants paid (or are held), in burn-down order, and what those credits had cost, in minor units with at most six decimals. */
  burns: KeptBurn[];
  /** What all of its credits had cost; 0 while they are only held. */
  cost: { minor: number; currency: Currency };
  balanceBefore: number;
  balanceAfter: number;
  periodStart: string | null;
}

/** The last one that was made. Many remembered by their steps would be a burden for whoever collects the garbage. */
let last: { step: GenerationStep; currency: Currency; text: string } | null = null;

/**
 * A receipt as JSON. Made once of each step: it is kept, and right away answered.
 * @param step the first of a generation: it has its price
 * @param currency that of its account
 */
export function receiptText(step: GenerationStep, currency: Currency): string {
  if (last?.step !== step || last.currency !== currency) {
    last = { step, currency, text: JSON.stringify(makeReceipt(step, currency)) };
  }
  return last.text;
}

/** The JSON of an answer that says more beside a receipt. */
export function withReceipt(answer: object, step: GenerationStep, currency: Currency): string {
  return `${JSON.stringify(answer).slice(0, -1)},"receipt":${receiptText(step, currency)}}`;
}

function makeReceipt(step: GenerationStep, currency: Currency): Receipt {
  const { quote, burns } = step;
  if (!quote) throw new Error(`the ${step.kind} of generation ${step.generationId} has no price`);
  const { catalog, formula, lines } = priceReceipt(quote);
  return {
    catalog,
    formula,
    lines,
    burns: burns.map(keptBurn),
    cost: { minor: jsonNumber(burns.reduce((sum, { cost }) => sum + cost, 0n)), currency },
    balanceBefore: jsonNumber(step.balanceBefore),
    balanceAfter: jsonNumber(step.balanceAfter),
    periodStart: step.periodStart === null ? null : isoText(step.periodStart),
  };
}

export function priceReceipt(quote: Quote): PriceReceipt {
  return {
    catalog: { id: quote.catalogId, version: quote.catalogVersion },
    formula: quote.formula,
    lines: quote.lines.map((line) => ({ ...line, quantity: Number(line.quantity), credits: jsonNumber(line.credits) })),
  };
}
