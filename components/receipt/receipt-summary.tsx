import { amountText, momentText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import { costText } from '@/lib/messages/money-text';
import { RichMessage } from '@/components/words/rich-message';
import type { GenerationReceipt } from '@/services/accounts/read-receipt';
import { standingOf, type Standing } from './standing';

interface Props {
  receipt: GenerationReceipt;
  zone: string;
  locale: string;
}

/** As in the meter: what is used is solid, what is held is hatched, what is back is light. */
const swatches: Record<Standing, string> = {
  debited: 'bg-used border-used',
  captured: 'bg-used border-used',
  partlyRefunded: 'bg-used border-used',
  held: 'hatched border-used',
  voided: 'bg-left border-edge',
  lapsed: 'bg-left border-edge',
  refunded: 'bg-left border-edge',
  free: 'border-edge',
};

/** Where it stands, the one number of the page, what that was in money, and the numbers that lead to it. */
export function ReceiptSummary({ receipt, zone, locale }: Props) {
  const standing = standingOf(receipt);
  const { credits, net } = receipt;
  const number = standing === 'held' ? credits : net.credits;
  return (
    <section className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5 rounded-card border bg-surface px-4 py-5 sm:px-6">
      <div className="grid gap-1">
        <p className="flex items-center gap-2 font-strong">
          <span className={`size-2.5 rounded-[2px] border ${swatches[standing]}`} aria-hidden="true" />
          {message(locale, `receipt.standing.${standing}`)}
        </p>
        <p className="text-base">
          {standing === 'free' ? (
            <span className="text-xl font-strong">{message(locale, 'receipt.free')}</span>
          ) : (
            <RichMessage
              locale={locale}
              of="receipt.was"
              values={{
                count: number,
                n: () => <span className="figures text-xl font-strong">{amountText(locale, number)}</span>,
              }}
            />
          )}
        </p>
        {standing !== 'free' && <p className="figures text-soft">{underneath(receipt, locale, zone)}</p>}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-3 sm:gap-x-10">
        {figures(receipt).map(([label, amount]) => (
          <div key={label} className="grid gap-0.5">
            <dt className="text-xs text-soft">{message(locale, label)}</dt>
            <dd className="figures text-base">{amountText(locale, amount)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What the number means: until when it is held, or what it was in money. */
function underneath(receipt: GenerationReceipt, locale: string, zone: string): string {
  const { status, lapsesAt, net, cost } = receipt;
  if (status === 'held') {
    return message(locale, 'receipt.heldUntil', { moment: momentText(locale, zone, lapsesAt ?? receipt.at) });
  }
  if (net.credits === 0) return message(locale, 'receipt.nothingCharged');
  return net.minor > 0
    ? message(locale, 'receipt.money', { money: costText(locale, cost.currency, net.minor) })
    : message(locale, 'receipt.noMoney');
}

/** The numbers that lead to the one. */
function figures({ status, credits, held, refunded, net, ...balance }: GenerationReceipt): [MessageKey, number][] {
  if (refunded > 0) {
    return [
      ['receipt.charged', credits],
      ['receipt.givenBack', -refunded],
      ['receipt.net', net.credits],
    ];
  }
  if (status === 'captured' || status === 'voided' || status === 'lapsed') {
    return [
      ['receipt.wasHeld', held ?? 0],
      ['receipt.charged', net.credits],
    ];
  }
  return [
    ['receipt.before', balance.balanceBefore],
    [status === 'held' ? 'receipt.reserved' : 'receipt.taken', -credits],
    ['receipt.after', balance.balanceAfter],
  ];
}
