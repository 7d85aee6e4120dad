import { RichMessage } from '@/components/words/rich-message';
import { amountText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import { costText } from '@/lib/messages/money-text';
import { burnDownText } from '@/lib/messages/policy-words';
import type { BalancePage } from '@/services/accounts/read-grants-page';
import { rolloverText } from './rollover-words';

interface Props {
  page: BalancePage;
  hasPlan: boolean;
  zone: string;
  locale: string;
}

/** What is here, what of it can be spent, what was paid for it; what becomes of it, and in which order it is used. */
export function BalanceSummary({ page, hasPlan, zone, locale }: Props) {
  const { available, spendable, held, leftMinor, currency } = page;
  const locked = Math.round((available - spendable) * 1e6) / 1e6;
  const facts: [MessageKey, string][] = [
    ...(locked > 0
      ? ([
          ['balance.spendable', amountText(locale, spendable)],
          ['balance.locked', amountText(locale, locked)],
        ] as [MessageKey, string][])
      : []),
    ...(held > 0 ? ([['balance.held', amountText(locale, held)]] as [MessageKey, string][]) : []),
    ['balance.paid', costText(locale, currency, leftMinor)],
  ];
  return (
    <section aria-labelledby="here" className="grid gap-4 rounded-card border bg-surface p-4 sm:p-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-3">
        <h2 id="here" className="text-base font-normal">
          <RichMessage
            locale={locale}
            of="balance.here"
            values={{
              count: available,
              n: () => <span className="figures text-xl font-strong break-all">{amountText(locale, available)}</span>,
            }}
          />
        </h2>
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          {facts.map(([key, figure]) => (
            <div key={key}>
              <dt className="text-xs text-soft">{message(locale, key)}</dt>
              <dd className="figures font-strong">{figure}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="grid max-w-[75ch] gap-1 border-t pt-4">
        <p className="figures" data-testid="rollover">
          {rolloverText(page.rollover, hasPlan, locale, zone)}
        </p>
        <p className="text-soft">{burnDownText(locale, page.burnDown)}</p>
      </div>
    </section>
  );
}
