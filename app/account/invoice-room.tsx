import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { InvoiceActions } from '@/app/billing/invoice-actions';
import { AttemptsTable } from '@/components/billing/attempts-table';
import { InvoiceSheet } from '@/components/billing/invoice-sheet';
import { standingTexts } from '@/components/billing/invoice-words';
import { PageHead } from '@/components/frame/page-head';
import { Notice, type Tone } from '@/components/notice/notice';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { InvoiceView } from '@/services/payments/payment-answers';
import { listInvoices } from '@/services/payments/list-invoices';
import { readInvoice } from '@/services/payments/read-invoice';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';

interface Props {
  accountId: string;
  /** As the address has it. */
  number: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
}

/** One invoice, for reading, for paying and for printing. */
export async function InvoiceRoom({ accountId, number, home }: Props) {
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound();
  const href = `${home}/invoices/${number}`;
  const { account } = await accountMeter(accountId, href);
  const { locale } = account;
  const [context, actor] = [await getContext(), await currentActor()];
  const invoice = opened(await readInvoice(context, actor, accountId, Number(number)), href);
  // Asked for below the first invoice, so that it comes with nothing but how the account pays.
  const { method } = opened(await listInvoices(context, actor, accountId, { before: 1 }), href);
  const { zone, attempts, issuedAt } = invoice;
  const [finding, ...others] = standingTexts(locale, invoice);
  return (
    <>
      <div className="grid gap-3">
        <p className="print:hidden">
          <Link href={`${home}/billing`} prefetch={false} className="link inline-flex min-h-8 items-center gap-1.5">
            <ArrowLeft size={16} aria-hidden="true" />
            {message(locale, 'billing.title')}
          </Link>
        </p>
        <PageHead title={message(locale, 'invoice.title', { number })}>
          {message(locale, 'invoice.words', { day: dayText(locale, zone, issuedAt, true) })}
        </PageHead>
      </div>
      <Notice tone={toneOf(invoice)} role="status">
        <div className="figures grid gap-0.5" data-testid="standing">
          <p className="font-strong">{finding}</p>
          {others.length > 0 && <p className="text-ink">{others.join(' ')}</p>}
        </div>
      </Notice>
      <InvoiceActions {...{ invoice, method, locale }} account={accountId} billing={`${home}/billing#method`} />
      <InvoiceSheet invoice={invoice} locale={locale} />
      {attempts.length > 1 && (
        <div className="print:hidden">
          <ReceiptSection id="attempts" title={message(locale, 'invoice.attempts')}>
            <AttemptsTable attempts={attempts} zone={zone} locale={locale} />
          </ReceiptSection>
        </div>
      )}
    </>
  );
}

function toneOf({ status, payment }: InvoiceView): Tone {
  if (status === 'paid') return 'done';
  if (status === 'void') return 'plain';
  return payment?.status === 'declined' ? 'stopped' : 'soon';
}
