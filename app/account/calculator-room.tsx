import Link from 'next/link';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { BuysTable } from '@/components/calculator/buys-table';
import { FitTable } from '@/components/calculator/fit-table';
import { findingText } from '@/components/calculator/fit-words';
import { MixAdd } from '@/components/calculator/mix-add';
import { MixLines } from '@/components/calculator/mix-lines';
import { PageHead } from '@/components/frame/page-head';
import { Notice } from '@/components/notice/notice';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { amountText, calendarDayText, creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Asked } from '@/lib/usage/activity-filter';
import { MIX_QUANTITY_MAX } from '@/lib/usage/mix';
import { readCalculator } from '@/services/accounts/read-calculator';
import type { Calculator } from '@/services/accounts/calculator-answer';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';
import { LiveForm } from './live-form';

interface Props {
  accountId: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
  searchParams: Promise<Asked>;
}

/** The calculator: what the balance buys, and which plan a month's mix fits. The address holds the mix. */
export async function CalculatorRoom({ accountId, home, searchParams }: Props) {
  const href = `${home}/calculator`;
  const asked = await searchParams;
  const { account } = await accountMeter(accountId, href);
  const read = await readCalculator(await getContext(), await currentActor(), accountId, asked);
  const calculator = opened(read, href);
  const { locale, catalog } = account;
  const { spendable, locked, buys, ignored, currency, fits } = calculator;
  const budget = message(locale, 'calculator.buysWords', { credits: creditsText(locale, spendable) });
  return (
    <>
      <PageHead title={message(locale, 'calculator.title')}>
        {message(locale, 'calculator.words', { catalog: catalog.name })}{' '}
        <Link href={`/prices/${catalog.id}`} prefetch={false} className="link">
          {message(locale, 'calculator.allPrices')}
        </Link>
      </PageHead>
      {ignored > 0 && (
        <Notice tone="soon">
          {message(locale, 'calculator.ignored', { count: ignored, most: amountText(locale, MIX_QUANTITY_MAX) })}
        </Notice>
      )}
      <MixSection {...{ calculator, href, locale }} />
      <ReceiptSection
        id="fits"
        title={message(locale, 'calculator.fits')}
        words={message(locale, 'calculator.fitsWords')}
      >
        <p role="status" className="py-4 font-strong" data-testid="finding">
          {findingText(locale, currency, calculator)}
        </p>
        <FitTable fits={fits} currency={currency} locale={locale} />
        {fits.some(({ cover }) => cover) && (
          <p className="border-t py-3 text-xs text-soft">{message(locale, 'calculator.packsLeft')}</p>
        )}
      </ReceiptSection>
      <ReceiptSection
        id="buys"
        title={message(locale, 'calculator.buys')}
        words={[budget, locked > 0 && message(locale, 'calculator.locked', { credits: creditsText(locale, locked) })]
          .filter(Boolean)
          .join(' ')}
      >
        <BuysTable features={buys} locale={locale} />
      </ReceiptSection>
    </>
  );
}

function MixSection({ calculator, href, locale }: { calculator: Calculator; href: string; locale: string }) {
  const { mix, ways, need, source } = calculator;
  const inMix = new Set(mix.map(({ key }) => key));
  return (
    <ReceiptSection id="mix" title={message(locale, 'calculator.mix')} words={mixWords(calculator, locale)}>
      <LiveForm href={href}>
        <input type="hidden" name="mix" value="own" />
        <p className="border-b py-3 text-soft">
          {message(locale, mix.length > 0 ? 'calculator.counts' : 'calculator.empty')}
        </p>
        <MixLines {...{ mix, ways, locale }} />
        <MixAdd ways={ways.filter(({ key }) => !inMix.has(key))} locale={locale} />
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t py-4">
          <p role="status" className="font-strong" data-testid="need">
            {need > 0
              ? message(locale, 'calculator.need', { credits: creditsText(locale, need) })
              : message(locale, 'calculator.needNone')}
          </p>
          <span className="flex flex-wrap items-center gap-x-6 gap-y-2">
            {/* A whole new page: what stands in the fields goes with the old one. */}
            {source === null && (
              <a href={href} className="link">
                {message(locale, 'calculator.mixOwn')}
              </a>
            )}
            <button type="submit" className="h-11 rounded-card bg-accent px-4 text-base font-strong text-on-accent">
              {message(locale, 'calculator.show')}
            </button>
          </span>
        </div>
      </LiveForm>
    </ReceiptSection>
  );
}

/** Where the mix comes from. */
function mixWords({ source, mix }: Calculator, locale: string): string {
  if (source === null) return message(locale, 'calculator.mixAsked');
  const { from, to, days, unknown } = source;
  const span = { from: calendarDayText(locale, from), to: calendarDayText(locale, to), days };
  const words = message(locale, mix.length > 0 ? 'calculator.mixUsed' : 'calculator.mixNone', span);
  if (unknown === 0) return words;
  return `${words} ${message(locale, 'calculator.mixUnknown', { credits: creditsText(locale, unknown) })}`;
}
