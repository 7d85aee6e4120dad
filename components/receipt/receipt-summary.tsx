import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { costText } from '@/lib/messages/money-text';
import { RichMessage } from '@/components/words/rich-message';
import type { GenerationReceipt } from '@/services/accounts/read-receipt';

/** The one number of the page, what it was in money, and the balance on either side of it. */
export function ReceiptSummary({ receipt, locale }: { receipt: GenerationReceipt; locale: string }) {
  const { credits, cost, status, balanceBefore, balanceAfter } = receipt;
  const row = (label: string, amount: string) => (
    <div className="grid gap-0.5">
      <dt className="text-xs text-soft">{label}</dt>
      <dd className="figures text-base">{amount}</dd>
    </div>
  );
  return (
    <section className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5 rounded-card border bg-surface px-4 py-5 sm:px-6">
      <div>
        <p className="text-base">
          {status === 'free' ? (
            <span className="text-xl font-strong">{message(locale, 'receipt.free')}</span>
          ) : (
            <RichMessage
              locale={locale}
              of="receipt.was"
              values={{
                count: credits,
                n: () => <span className="figures text-xl font-strong">{amountText(locale, credits)}</span>,
              }}
            />
          )}
        </p>
        {status === 'debited' && (
          <p className="figures text-soft">
            {cost.minor > 0
              ? message(locale, 'receipt.money', { money: costText(locale, cost.currency, cost.minor) })
              : message(locale, 'receipt.noMoney')}
          </p>
        )}
      </div>
      <dl className="flex gap-6 sm:gap-10">
        {row(message(locale, 'receipt.before'), amountText(locale, balanceBefore))}
        {row(message(locale, 'receipt.taken'), amountText(locale, -credits))}
        {row(message(locale, 'receipt.after'), amountText(locale, balanceAfter))}
      </dl>
    </section>
  );
}
