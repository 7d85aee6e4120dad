import Link from 'next/link';
import { methodText } from '@/components/billing/line-words';
import { ActionButton } from '@/app/actions/action-button';
import { moneyText } from '@/lib/messages/money-text';
import { message } from '@/lib/messages/message';
import type { InvoiceView, PaymentMethodAnswer } from '@/services/payments/payment-answers';
import { confirmPaymentAction } from './confirm-payment-action';
import { markPaidAction } from './mark-paid-action';
import { payInvoiceAction } from './pay-invoice-action';
import { withdrawOrderAction } from './withdraw-order-action';

interface Props {
  invoice: InvoiceView;
  /** How the account pays now. */
  method: PaymentMethodAnswer | null;
  account: string;
  /** Where another way to pay is chosen. */
  billing: string;
  locale: string;
}

/** What can be done about an open invoice, by whoever looks: pay, confirm or decline, take back, mark as paid. */
export function InvoiceActions({ invoice, method, account, billing, locale }: Props) {
  const { status, mayPay, mayMarkPaid, payment, currency, total, reason } = invoice;
  if (status !== 'open' || !(mayPay || mayMarkPaid)) return null;
  const fields = { account, invoice: String(invoice.number) };
  const price = moneyText(locale, currency, total);
  const confirms = payment?.status === 'needs_confirmation';
  const canPay = mayPay && !confirms && canAskNow(payment, method);
  return (
    <div className="flex flex-wrap items-start gap-3 print:hidden">
      {canPay && (
        <p className="flex w-full flex-wrap items-baseline gap-x-6">
          {method
            ? message(locale, 'invoice.payBy', { method: methodText(locale, method) })
            : message(locale, 'billing.methodNone')}
          <Link href={billing} prefetch={false} className="link inline-flex min-h-8 items-center">
            {message(locale, method ? 'change.methodOther' : 'change.methodSet')}
          </Link>
        </p>
      )}
      {mayPay && confirms && (
        <>
          <ActionButton
            action={confirmPaymentAction}
            fields={{ ...fields, approved: 'true' }}
            words={message(locale, 'invoice.confirmYes', { price })}
            isMain
            locale={locale}
          />
          <ActionButton
            action={confirmPaymentAction}
            fields={{ ...fields, approved: 'false' }}
            words={message(locale, 'invoice.confirmNo')}
            locale={locale}
          />
        </>
      )}
      {canPay && method && (
        <ActionButton
          action={payInvoiceAction}
          fields={fields}
          words={message(locale, 'invoice.pay', { price })}
          isMain
          locale={locale}
        />
      )}
      {mayPay && !confirms && reason === 'order' && (
        <ActionButton
          action={withdrawOrderAction}
          fields={fields}
          words={message(locale, 'invoice.withdraw')}
          locale={locale}
        />
      )}
      {mayMarkPaid && (
        <div className="grid gap-2">
          <p className="max-w-[65ch] text-soft">{message(locale, 'invoice.markPaidWords')}</p>
          <ActionButton
            action={markPaidAction}
            fields={fields}
            words={message(locale, 'invoice.markPaid', { price })}
            locale={locale}
          />
        </div>
      )}
    </div>
  );
}

/** Whether asking for the money now does anything: not while it is on its way, nor twice by hand. */
function canAskNow(payment: InvoiceView['payment'], method: PaymentMethodAnswer | null): boolean {
  switch (payment?.status) {
    case 'pending':
    case 'giving_back':
      return false;
    case 'waiting':
      return payment.method?.kind === 'invoice' && method?.kind === 'card';
    default:
      return method?.kind !== 'invoice';
  }
}
