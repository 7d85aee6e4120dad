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
  const { payment, zone, reason } = invoice;
  const moment = (at: string) => momentText(locale, zone, at, true);
  const meaning = [message(locale, `invoice.brings.${reason}`), ...standingText(locale, invoice)];
  const first = openText(locale, invoice);
  switch (payment?.status) {
    case 'pending':
    case 'giving_back':
      return [first, message(locale, 'invoice.pending')];
    case 'needs_confirmation':
      return [first, message(locale, 'invoice.waitsConfirm')];
    case 'waiting':
      if (payment.method?.kind === 'invoice') return [first, message(locale, 'invoice.waitingInvoice'), ...meaning];
      return [first, message(locale, 'invoice.waiting')];
    case 'declined': {
      const said = payment.reason === 'overdue' ? null : moment(payment.decidedAt ?? payment.at);
      return [
        first,
        ...(said === null ? [] : [message(locale, 'invoice.declined', { moment: said })]),
        ...meaning,
        ...(payment.nextTryAt ? [message(locale, 'invoice.nextTry', { moment: moment(payment.nextTryAt) })] : []),
      ];
    }
    case 'succeeded':
    case 'refunded':
    case undefined:
      return [first, ...meaning];
    default:
      return unreachable(payment!.status as never);
  }
}

/** "$9.99 is open, due on 15 Feb 2026", and once that day is over, that it was. */
function openText(locale: string, { dueAt, now, payment, zone, currency, total }: InvoiceView): string {
  const values = { price: moneyText(locale, currency, total), day: dayText(locale, zone, dueAt, true) };
  if (dueAt > now) return message(locale, 'invoice.open', values);
  // Money that is on its way is not late: what a card pays is due at once.
  const isUnderWay = payment && payment.status !== 'declined' && payment.method?.kind !== 'invoice';
  return message(locale, isUnderWay ? 'invoice.openNow' : 'invoice.wasDue', values);
}

/** Until when credits stay usable, or since when they are not. */
function standingText(locale: string, { standing, zone }: InvoiceView): string[] {
  if (!standing) return [];
  const moment = momentText(locale, zone, standing.graceEndsAt, true);
  return [message(locale, standing.suspended ? 'invoice.suspended' : 'invoice.grace', { moment })];
}
