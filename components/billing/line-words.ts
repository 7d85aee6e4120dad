import { amountText, dayText, percentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { InvoiceAnswer, LineAnswer, PaymentMethodAnswer } from '@/services/payments/payment-answers';

/** The time that a line pays for: "14 Nov 2026 – 14 Dec 2026". */
export function spanText(locale: string, zone: string, { span }: LineAnswer): string | null {
  if (!span) return null;
  const [start, end] = [span.start, span.end].map((at) => dayText(locale, zone, at, true)) as [string, string];
  return message(locale, 'statement.span', { start, end });
}

/** "VAT, 19%" */
export function taxText(locale: string, { name, rate }: InvoiceAnswer['tax'][number]): string {
  const exact = rate % 10_000 !== 0;
  const percent = exact ? `${amountText(locale, rate / 10_000)}%` : percentText(locale, rate / 1_000_000);
  return message(locale, 'invoice.tax', { name, percent });
}

/** "by Visa ending in 4242" */
export function methodText(locale: string, method: PaymentMethodAnswer | null): string {
  if (!method) return message(locale, 'billing.method.none');
  if (method.kind === 'invoice') return message(locale, 'billing.method.invoice');
  return message(locale, 'billing.method.card', { brand: method.brand, last4: method.last4 });
}
