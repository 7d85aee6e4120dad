import Link from 'next/link';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { DetailsForm } from '@/app/billing/details-form';
import { MethodForm } from '@/app/billing/method-form';
import { AddressLines } from '@/components/billing/address-lines';
import { InvoiceList } from '@/components/billing/invoice-list';
import { methodText } from '@/components/billing/line-words';
import { TestCards } from '@/components/billing/test-cards';
import { PageHead } from '@/components/frame/page-head';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { countryChoices } from '@/lib/messages/country-text';
import { message, type MessageKey } from '@/lib/messages/message';
import type { Asked } from '@/lib/usage/activity-filter';
import { listInvoices } from '@/services/payments/list-invoices';
import { testCards } from '@/services/payments/test-cards';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';

interface Props {
  accountId: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
  isStaff?: boolean;
  searchParams: Promise<Asked>;
}

/** Invoices, how the account pays, and what stands on its invoices. */
export async function BillingRoom({ accountId, home, isStaff = false, searchParams }: Props) {
  const href = `${home}/billing`;
  const { before: asked, then } = await searchParams;
  const order = typeof then === 'string' ? new URLSearchParams(then.slice(0, 500)).toString() : '';
  const before = typeof asked === 'string' && /^\d{1,9}$/.test(asked) ? Number(asked) : null;
  const { locale, zone } = (await accountMeter(accountId, href)).account;
  const page = opened(await listInvoices(await getContext(), await currentActor(), accountId, { before }), href);
  const link = (key: MessageKey, address: string) => (
    <Link href={address} prefetch={false} className="link">
      {message(locale, key)}
    </Link>
  );
  return (
    <>
      <PageHead title={message(locale, 'billing.title')}>{message(locale, 'billing.words', { zone })}</PageHead>
      <ReceiptSection
        id="invoices"
        title={message(locale, 'billing.invoices')}
        words={message(locale, page.invoices.length > 0 ? 'billing.invoicesWords' : 'billing.invoicesNone')}
      >
        {(page.invoices.length > 0 || before !== null) && (
          <>
            <InvoiceList invoices={page.invoices} href={`${home}/invoices`} zone={zone} locale={locale} />
            {(page.next !== null || before !== null) && (
              <p className="flex gap-x-6 border-t py-4">
                {page.next !== null && link('billing.older', `${href}?before=${page.next}`)}
                {before !== null && link('billing.newest', href)}
              </p>
            )}
          </>
        )}
      </ReceiptSection>
      <ReceiptSection
        id="method"
        title={message(locale, 'billing.method')}
        words={
          page.method
            ? message(locale, 'billing.methodNow', { method: methodText(locale, page.method) })
            : message(locale, 'billing.methodNone')
        }
      >
        {!isStaff && (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6 py-4 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
            <MethodForm account={accountId} next={order && `${home}/plan/change?${order}`} locale={locale} />
            <TestCards cards={testCards} locale={locale} />
          </div>
        )}
      </ReceiptSection>
      <ReceiptSection
        id="details"
        title={message(locale, 'billing.details')}
        words={message(locale, 'billing.detailsWords')}
      >
        <div className="py-4">
          {isStaff ? (
            <AddressLines details={page.details} locale={locale} />
          ) : (
            <DetailsForm
              account={accountId}
              details={page.details}
              countries={countryChoices(locale)}
              locale={locale}
            />
          )}
        </div>
      </ReceiptSection>
    </>
  );
}
