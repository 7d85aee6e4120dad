import { amountText, creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { GenerationOutcome } from '@/lib/usage/generation-outcome';

/** "Held, then charged 80 of 100 credits, 20 came back": what has become of a generation, as its receipt tells it in full. */
export function outcomeWords(outcome: GenerationOutcome, locale: string): string {
  const { charged, cameBack, ended, refunded } = outcome;
  const amount = (value: number) => ({ amount: amountText(locale, value) });
  return [
    chargeWords(outcome, locale),
    cameBack > 0 && message(locale, 'activity.outcome.cameBack', amount(cameBack)),
    ended > 0 && message(locale, 'activity.outcome.ended', amount(ended)),
    refunded > 0 &&
      (refunded === charged
        ? message(locale, 'activity.outcome.refundedAll')
        : message(locale, 'activity.outcome.refunded', amount(refunded))),
  ]
    .filter(Boolean)
    .join(', ');
}

function chargeWords({ how, held, charged }: GenerationOutcome, locale: string): string {
  switch (how) {
    case 'debited':
      return message(locale, 'activity.outcome.debited', { credits: creditsText(locale, charged) });
    case 'voided':
    case 'lapsed':
      return message(locale, `activity.outcome.${how}`, { credits: creditsText(locale, held) });
    case 'captured': {
      const values = { credits: creditsText(locale, held), charged: amountText(locale, charged) };
      if (charged > held) return message(locale, 'activity.outcome.capturedMore', values);
      return message(locale, charged === held ? 'activity.outcome.capturedAll' : 'activity.outcome.captured', values);
    }
  }
}
