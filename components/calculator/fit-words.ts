import { amountText, creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import { listText, periodText } from '@/lib/messages/policy-words';
import type { CalculatorFit } from '@/services/accounts/calculator-answer';

/** "Personal by the year" */
export function fitName(locale: string, { plan, interval }: CalculatorFit): string {
  if (interval.isOneOf === 1) return plan.name;
  return message(locale, 'prices.planBy', { plan: plan.name, period: periodText(locale, interval.months) });
}

/** "2 × 500 credits and 1 × 2,000 credits" */
export function coverItems(locale: string, { items }: NonNullable<CalculatorFit['cover']>): string {
  return listText(
    locale,
    items.map(({ count, name }) => message(locale, 'calculator.coverItem', { count: amountText(locale, count), name })),
  );
}

/** What is left or missing: "12 credits left". */
export function outcomeText(locale: string, { price, fits, left, missing }: CalculatorFit): string {
  if (price === null) return message(locale, 'calculator.contract');
  if (!fits) return message(locale, 'calculator.missing', { credits: creditsText(locale, missing) });
  if (left === 0) return message(locale, 'calculator.fitsExactly');
  return message(locale, 'calculator.left', { credits: creditsText(locale, left) });
}

/** Why the marked plan is marked, in one sentence; or why none is. */
export function findingText(
  locale: string,
  currency: string,
  { fits, need }: { fits: readonly CalculatorFit[]; need: number },
): string {
  if (need === 0) return message(locale, 'calculator.noMix');
  const best = fits.find(({ isCheapest }) => isCheapest);
  if (!best) return message(locale, 'calculator.noneFits');
  const plan = fitName(locale, best);
  const credits = creditsText(locale, best.credits);
  if (best.cover) {
    return message(locale, 'calculator.cheapestCover', {
      ...{ plan, credits },
      items: coverItems(locale, best.cover),
      total: moneyText(locale, currency, best.total!),
      missing: creditsText(locale, best.missing),
    });
  }
  const price = moneyText(locale, currency, best.monthly!);
  if (best.left === 0) return message(locale, 'calculator.cheapestExact', { plan, price, credits });
  return message(locale, 'calculator.cheapestFits', { plan, price, credits, left: creditsText(locale, best.left) });
}
