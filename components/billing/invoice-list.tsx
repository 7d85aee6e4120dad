import Link from 'next/link';
import { Cell, HeadCell } from '@/components/receipt/receipt-parts';
import { dayText } from '@/lib/messages/format';
import { lineText } from '@/lib/messages/line-words';
import { message, type MessageKey } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import type { InvoiceAnswer } from '@/services/payments/payment-answers';

interface Props {
  invoices: readonly InvoiceAnswer[];
  /** The address that an invoice's number is added to. */
  href: string;
  zone: string;
  locale: string;
}

/** An account's invoices, newest first: each row leads to its invoice. */
export function InvoiceList({ invoices, href, zone, locale }: Props) {
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'billing.invoices')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'billing.number')}</HeadCell>
          <HeadCell wide>{message(locale, 'billing.issued')}</HeadCell>
          <HeadCell>{message(locale, 'billing.what')}</HeadCell>
          <HeadCell figures>{message(locale, 'billing.amount')}</HeadCell>
          <HeadCell figures>{message(locale, 'billing.status')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {invoices.map((invoice) => (
          <tr key={invoice.number} className="relative hover:bg-raised">
            <th scope="row" className="border-t py-2.5 pe-3 text-start align-baseline font-normal">
              <Link
                href={`${href}/${invoice.number}`}
                prefetch={false}
                aria-label={message(locale, 'invoice.title', { number: invoice.number })}
                className="figures text-accent after:absolute after:inset-0 hover:underline"
              >
                {invoice.number}
              </Link>
            </th>
            <Cell wide>
              <span className="figures whitespace-nowrap">{dayText(locale, zone, invoice.issuedAt, true)}</span>
            </Cell>
            <td className="border-t py-2.5 pe-3 text-start align-baseline wrap-anywhere">
              {invoice.lines.map((line) => lineText(locale, line)).join(', ')}
              <span className="figures block text-xs text-soft sm:hidden">
                {dayText(locale, zone, invoice.issuedAt, true)}
              </span>
            </td>
            <Cell figures>{moneyText(locale, invoice.currency, invoice.total)}</Cell>
            <Cell figures>
              <span className={invoice.status === 'open' ? 'text-soon' : 'text-soft'}>
                {message(locale, statusKey(invoice))}
              </span>
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of an open invoice what it waits for, where that is known. */
function statusKey({ status, payment }: InvoiceAnswer): MessageKey {
  if (status !== 'open') return `billing.status.${status}`;
  if (payment?.status === 'needs_confirmation') return 'billing.status.confirm';
  const isOnItsWay = payment?.status === 'pending' || payment?.status === 'waiting';
  return isOnItsWay && payment.method?.kind !== 'invoice' ? 'billing.status.onItsWay' : 'billing.status.open';
}
