import { unreachable } from '@/lib/errors';
import { dayText, momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import type { InvoiceView } from '@/services/payments/payment-answers';
import { methodText } from './line-words';

/** How the payment of an invoice stands, what that means for the credits, and what to do; the first is the finding. */
export function standingTexts(locale: string, invoice: InvoiceView): string[] {
  switch (invoice.status) {
    case 'paid':
      return [paidText(locale, invoice)];
    case 'void':
      return [voidText(locale, invoice)];
    case 'open':
      return openTexts(locale, invoice);
    default:
      return unreachable(invoice.status);
  }
}

function paidText(locale: string, { paidAt, payment, zone, total }: InvoiceView): string {
  const moment = momentText(locale, zone, paidAt!, true);
  if (!payment?.method || total === 0) return message(locale, 'invoice.paid', { moment });
  return message(locale, 'invoice.paidBy', { moment, method: methodText(locale, payment.method) });
}

function voidText(locale: string, { voidedAt, voidReason, zone }: InvoiceView): string {
  const day = dayText(locale, zone, voidedAt!, true);
  return message(locale, `invoice.void.${voidReason ?? 'not_owed'}`, { day });
}

function openTexts(locale: string, invoice: InvoiceView): string[] {
  const { payment, zone, dueAt, total, currency, reason } = invoice;
  const first = message(locale, 'invoice.open', {
    price: moneyText(locale, currency, total),
    day: dayText(locale, zone, dueAt, true),
  });
  const meaning = message(locale, `invoice.brings.${reason}`);
  switch (payment?.status) {
    case 'pending':
    case 'giving_back':
      return [first, message(locale, 'invoice.pending')];
    case 'needs_confirmation':
      return [first, message(locale, 'invoice.waitsConfirm')];
    case 'waiting':
      return [
        first,
        message(locale, payment.method?.kind === 'invoice' ? 'invoice.waitingInvoice' : 'invoice.waiting'),
      ];
    case 'declined':
      return [
        first,
        message(locale, 'invoice.declined', {
          moment: momentText(locale, zone, payment.decidedAt ?? payment.at, true),
        }),
        meaning,
        ...(payment.nextTryAt
          ? [message(locale, 'invoice.nextTry', { moment: momentText(locale, zone, payment.nextTryAt, true) })]
          : []),
      ];
    case 'succeeded':
    case 'refunded':
    case undefined:
      return [first, meaning];
    default:
      return unreachable(payment!.status as never);
  }
}
