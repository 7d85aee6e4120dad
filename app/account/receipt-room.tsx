import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { PageHead } from '@/components/frame/page-head';
import { BurnTable, sourceText } from '@/components/receipt/burn-table';
import { PriceTable } from '@/components/receipt/price-table';
import { ReceiptFacts } from '@/components/receipt/receipt-facts';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { ReceiptSummary } from '@/components/receipt/receipt-summary';
import { creditsText, momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { GenerationReceipt } from '@/services/accounts/read-receipt';
import { accountMeter } from './account-meter';
import { generationReceipt } from './generation-receipt';

interface Props {
  accountId: string;
  generationId: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
}

/** A generation's receipt: what it cost and why, what paid for it, and the balance on either side. */
export async function ReceiptRoom({ accountId, generationId, home }: Props) {
  const path = `${home}/generations/${generationId}`;
  const receipt = await generationReceipt(accountId, generationId, path);
  const { locale, zone } = (await accountMeter(accountId, path)).account;
  const { feature, model, catalog, formula, lines } = receipt;
  const title = model ? message(locale, 'receipt.what', { feature: feature.name, model: model.name }) : feature.name;
  return (
    <>
      <div className="grid gap-3">
        <p>
          <Link href={`${home}/activity`} prefetch={false} className="link inline-flex min-h-8 items-center gap-1.5">
            <ArrowLeft size={16} aria-hidden="true" />
            {message(locale, 'receipt.back')}
          </Link>
        </p>
        <PageHead title={title}>{inWords(receipt, locale, zone)}</PageHead>
      </div>
      <ReceiptSummary receipt={receipt} locale={locale} />
      {receipt.burns.length > 0 && (
        <ReceiptSection
          id="burns"
          title={message(locale, 'receipt.burns')}
          {...(receipt.burns.length > 1 && { words: message(locale, 'receipt.burnsWords') })}
        >
          <BurnTable receipt={receipt} zone={zone} locale={locale} />
        </ReceiptSection>
      )}
      <ReceiptSection
        id="price"
        title={message(locale, 'receipt.price')}
        words={message(locale, lines.length > 1 ? 'receipt.priceBookSum' : 'receipt.priceBook', {
          catalog: catalog.name,
          version: catalog.version,
          formula,
        })}
      >
        <PriceTable receipt={receipt} locale={locale} />
      </ReceiptSection>
      <ReceiptSection id="about" title={message(locale, 'receipt.about')}>
        <ReceiptFacts receipt={receipt} zone={zone} locale={locale} />
      </ReceiptSection>
    </>
  );
}

/** The receipt in one sentence. */
function inWords({ at, credits, burns, balanceAfter }: GenerationReceipt, locale: string, zone: string): string {
  const values = { moment: momentText(locale, zone, at, true), left: creditsText(locale, balanceAfter) };
  const [first] = burns;
  if (!first) return message(locale, 'receipt.wordsFree', values);
  return message(locale, 'receipt.words', {
    ...values,
    count: credits,
    credits: creditsText(locale, credits),
    leftCount: balanceAfter,
    sources: burns.length,
    source: sourceText(first.grant, locale),
  });
}
