import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import type { DeclineReason } from '@/lib/plans/invoice';
import type { OrderPreview } from '@/services/plans/plan-answers';

/** The payment was declined: what happened, what it means for the credits, what to do. */
export function declinedWords(locale: string, reason: DeclineReason): string {
  return `${message(locale, `change.declined.${reason}`)} ${message(locale, 'change.declinedWords')}`;
}

/** What is not as the preview had it. Where nothing of that can be told, that it was reckoned anew. */
export function changedWords(locale: string, before: OrderPreview, after: OrderPreview): string {
  const money = (preview: OrderPreview) => moneyText(locale, preview.currency, preview.due);
  const credits = (preview: OrderPreview) => creditsText(locale, preview.creditsAfter.available);
  const values = (of: (preview: OrderPreview) => string) => ({ before: of(before), after: of(after) });
  return [
    message(locale, 'change.outdated'),
    before.due !== after.due && message(locale, 'change.outdatedDue', values(money)),
    before.creditsAfter.available !== after.creditsAfter.available &&
      message(locale, 'change.outdatedCredits', values(credits)),
  ]
    .filter(Boolean)
    .join(' ');
}
