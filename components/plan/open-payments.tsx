import Link from 'next/link';
import { Notice } from '@/components/notice/notice';
import { creditsText, dayText, momentText } from '@/lib/messages/format';
import { lineText } from '@/lib/messages/line-words';
import { message, type MessageKey } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import type { InvoiceAnswer } from '@/services/payments/payment-answers';
import type { AwaitedPayment } from '@/services/plans/plan-answers';

interface Props {
  awaited: AwaitedPayment | null;
  /** Orders that wait for their payment or its confirmation. */
  waiting: readonly InvoiceAnswer[];
  /** Credits that are here and can't be spent until it is paid. */
  locked: number;
  /** The address that an invoice's number is added to. */
  invoices: string;
  zone: string;
  locale: string;
}

/** What is owed, until when credits stay usable, and the way to pay; and orders that wait for their money. */
export function OpenPayments({ awaited, waiting, locked, invoices, zone, locale }: Props) {
  if (!awaited && waiting.length === 0) return null;
  return (
    <section aria-labelledby="open-payments" className="grid gap-2">
      <h2 id="open-payments" className="text-base">
        {message(locale, 'pastDue.title')}
      </h2>
      {awaited && (
        <Notice tone={awaited.suspended ? 'stopped' : 'soon'}>
          <div className="figures grid gap-1">
            {awaited.invoice && <p className="font-strong">{owedText(awaited.invoice, locale, zone)}</p>}
            <p className="text-ink">{meaningText(awaited, locked, locale, zone)}</p>
            {awaited.invoice && (
              <ToInvoice number={awaited.invoice.number} {...{ invoices, locale }} words="pastDue.toInvoice" />
            )}
          </div>
        </Notice>
      )}
      {waiting.map((invoice) => (
        <Notice key={invoice.number} tone="soon">
          <div className="figures grid gap-1">
            <p className="font-strong wrap-anywhere">{orderedText(invoice, locale, zone)}</p>
            <p className="text-ink">{waitingText(invoice, locale)}</p>
            <ToInvoice number={invoice.number} {...{ invoices, locale }} words={waitingLink(invoice)} />
          </div>
        </Notice>
      ))}
    </section>
  );
}

function ToInvoice(props: { number: number; invoices: string; locale: string; words: MessageKey }) {
  const { number, invoices, locale, words } = props;
  return (
    <p>
      <Link href={`${invoices}/${number}`} prefetch={false} className="font-strong underline">
        {message(locale, words, { number })}
      </Link>
    </p>
  );
}

function owedText({ total, currency, issuedAt }: InvoiceAnswer, locale: string, zone: string): string {
  const price = moneyText(locale, currency, total);
  return message(locale, 'pastDue.awaiting', { price, day: dayText(locale, zone, issuedAt, true) });
}

/** The same of an order, with what it is for: nothing else on the page says it. */
function orderedText({ lines, total, currency, issuedAt }: InvoiceAnswer, locale: string, zone: string): string {
  return message(locale, 'pastDue.order', {
    what: lines
      .filter(({ amount }) => amount > 0)
      .map((line) => lineText(locale, line))
      .join(', '),
    price: moneyText(locale, currency, total),
    day: dayText(locale, zone, issuedAt, true),
  });
}

/** What the open payment means for the credits. */
function meaningText(awaited: AwaitedPayment, locked: number, locale: string, zone: string): string {
  const { suspended, graceEndsAt, kind } = awaited;
  if (kind === 'units') return message(locale, 'pastDue.units');
  const moment = graceEndsAt === null ? '' : momentText(locale, zone, graceEndsAt, true);
  if (suspended)
    return message(locale, 'pastDue.suspended', { moment, credits: creditsText(locale, locked), count: locked });
  return graceEndsAt === null ? message(locale, 'pastDue.awaitingWords') : message(locale, 'pastDue.grace', { moment });
}

/** What an order waits for, and what comes with it. */
function waitingText({ payment }: InvoiceAnswer, locale: string): string {
  if (payment?.status === 'needs_confirmation') return message(locale, 'invoice.waitsConfirm');
  if (payment?.method?.kind !== 'invoice') return message(locale, 'invoice.waiting');
  return `${message(locale, 'invoice.waitingInvoice')} ${message(locale, 'invoice.brings.order')}`;
}

function waitingLink({ payment }: InvoiceAnswer): MessageKey {
  return payment?.status === 'needs_confirmation' ? 'plan.toConfirm' : 'plan.done.invoice';
}
