import { ActionButton } from '@/app/actions/action-button';
import { moneyText } from '@/lib/messages/money-text';
import { message } from '@/lib/messages/message';
import type { InvoiceView } from '@/services/payments/payment-answers';
import { confirmPaymentAction } from './confirm-payment-action';
import { markPaidAction } from './mark-paid-action';
import { payInvoiceAction } from './pay-invoice-action';
import { withdrawOrderAction } from './withdraw-order-action';

interface Props {
  invoice: InvoiceView;
  account: string;
  locale: string;
}

/** What can be done about an open invoice, by whoever looks: pay, confirm or decline, take back, mark as paid. */
export function InvoiceActions({ invoice, account, locale }: Props) {
  const { status, mayPay, mayMarkPaid, payment, currency, total, reason } = invoice;
  if (status !== 'open' || !(mayPay || mayMarkPaid)) return null;
  const shared = { locale };
  const fields = { account, invoice: String(invoice.number) };
  const price = moneyText(locale, currency, total);
  const confirms = payment?.status === 'needs_confirmation';
  const isUnderWay =
    payment?.status === 'pending' || payment?.status === 'waiting' || payment?.status === 'giving_back';
  return (
    <div className="flex flex-wrap items-start gap-3 print:hidden">
      {mayPay && confirms && (
        <>
          <ActionButton
            action={confirmPaymentAction}
            fields={{ ...fields, approved: 'true' }}
            words={message(locale, 'invoice.confirmYes', { price })}
            isMain
            {...shared}
          />
          <ActionButton
            action={confirmPaymentAction}
            fields={{ ...fields, approved: 'false' }}
            words={message(locale, 'invoice.confirmNo')}
            {...shared}
          />
        </>
      )}
      {mayPay && !confirms && !isUnderWay && (
        <ActionButton
          action={payInvoiceAction}
          fields={fields}
          words={message(locale, 'invoice.pay', { price })}
          isMain
          {...shared}
        />
      )}
      {mayPay && !confirms && reason === 'order' && (
        <ActionButton
          action={withdrawOrderAction}
          fields={fields}
          words={message(locale, 'invoice.withdraw')}
          {...shared}
        />
      )}
      {mayMarkPaid && (
        <div className="grid gap-2">
          <p className="max-w-[65ch] text-soft">{message(locale, 'invoice.markPaidWords')}</p>
          <ActionButton
            action={markPaidAction}
            fields={fields}
            words={message(locale, 'invoice.markPaid', { price })}
            {...shared}
          />
        </div>
      )}
    </div>
  );
}
