import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { message } from '@/lib/messages/message';
import type { InvoiceView } from '@/services/payments/payment-answers';
import { AddressLines } from './address-lines';
import { LinesTable } from './lines-table';

interface Props {
  invoice: InvoiceView;
  locale: string;
}

/** An invoice as it is printed: who sells, for whom, the lines with their taxes, and the total. */
export function InvoiceSheet({ invoice, locale }: Props) {
  const { lines, tax, total, currency, zone, details, accountName, seller } = invoice;
  return (
    <>
      <section aria-label={message(locale, 'invoice.to')} className="flex flex-wrap justify-between gap-x-12 gap-y-4">
        <div className="min-w-0 wrap-anywhere">
          <p className="text-xs text-soft">{message(locale, 'invoice.to')}</p>
          {details ? <AddressLines details={details} locale={locale} /> : <p className="font-strong">{accountName}</p>}
        </div>
        <div className="min-w-0 wrap-anywhere">
          <p className="text-xs text-soft">{message(locale, 'invoice.from')}</p>
          <p className="font-strong">{seller}</p>
        </div>
      </section>
      <ReceiptSection id="lines" title={message(locale, 'invoice.lines')}>
        <LinesTable
          {...{ lines, tax, total, currency, zone, locale }}
          totalWords={message(locale, 'invoice.total')}
          caption={message(locale, 'invoice.lines')}
        />
      </ReceiptSection>
    </>
  );
}
