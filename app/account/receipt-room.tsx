import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { PageHead } from '@/components/frame/page-head';
import { BurnTable } from '@/components/receipt/burn-table';
import { PriceTable } from '@/components/receipt/price-table';
import { ReceiptFacts } from '@/components/receipt/receipt-facts';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { ReceiptStory } from '@/components/receipt/receipt-story';
import { ReceiptSummary } from '@/components/receipt/receipt-summary';
import { receiptWords } from '@/components/receipt/receipt-words';
import { message } from '@/lib/messages/message';
import { accountMeter } from './account-meter';
import { generationReceipt } from './generation-receipt';

interface Props {
  accountId: string;
  generationId: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
}

/** A generation's receipt: what it cost and why, what paid for it, and all that happened to it, in order. */
export async function ReceiptRoom({ accountId, generationId, home }: Props) {
  const path = `${home}/generations/${generationId}`;
  const receipt = await generationReceipt(accountId, generationId, path);
  const { locale, zone } = (await accountMeter(accountId, path)).account;
  const { feature, model, catalog, formula, lines, status, steps, priced } = receipt;
  const activity = `${home}/activity`;
  // What came to nothing was paid from nowhere: its story says where it went.
  const hasBurns = receipt.burns.length > 0 && status !== 'voided' && status !== 'lapsed';
  const title = model ? message(locale, 'receipt.what', { feature: feature.name, model: model.name }) : feature.name;
  const book = { catalog: catalog.name, version: catalog.version, formula };
  const priceWords = [
    message(locale, lines.length > 1 ? 'receipt.priceBookSum' : 'receipt.priceBook', book),
    ...(priced === receipt.credits ? [] : [message(locale, 'receipt.priceOfHold')]),
  ].join(' ');
  return (
    <>
      <div className="grid gap-3">
        <p>
          <Link href={activity} prefetch={false} className="link inline-flex min-h-8 items-center gap-1.5">
            <ArrowLeft size={16} aria-hidden="true" />
            {message(locale, 'receipt.back')}
          </Link>
        </p>
        <PageHead title={title}>{receiptWords(receipt, locale, zone)}</PageHead>
      </div>
      <ReceiptSummary receipt={receipt} zone={zone} locale={locale} />
      {(steps.length > 1 || status === 'held') && (
        <ReceiptSection id="story" title={message(locale, 'receipt.story')}>
          <ReceiptStory receipt={receipt} activity={activity} zone={zone} locale={locale} />
        </ReceiptSection>
      )}
      {hasBurns && (
        <ReceiptSection
          id="burns"
          title={message(locale, status === 'held' ? 'receipt.heldFrom' : 'receipt.burns')}
          {...(receipt.burns.length > 1 && { words: message(locale, 'receipt.burnsWords') })}
        >
          <BurnTable receipt={receipt} zone={zone} locale={locale} />
        </ReceiptSection>
      )}
      <ReceiptSection id="price" title={message(locale, 'receipt.price')} words={priceWords}>
        <PriceTable receipt={receipt} locale={locale} />
      </ReceiptSection>
      <ReceiptSection id="about" title={message(locale, 'receipt.about')}>
        <ReceiptFacts receipt={receipt} activity={activity} zone={zone} locale={locale} />
      </ReceiptSection>
    </>
  );
}
