import { LinesTable } from '@/components/billing/lines-table';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { amountText, creditsText, changeText, momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import type { OrderPreview } from '@/services/plans/plan-answers';
import { FatesTable } from './fates-table';

interface Props {
  preview: OrderPreview;
  zone: string;
  locale: string;
}

/** What is due now, what comes next, and what becomes of the credits. */
export function PreviewFigures({ preview, zone, locale }: Props) {
  const { due, lines, tax, currency, next, creditsNow, creditsAfter } = preview;
  const shared = { currency, zone, locale };
  return (
    <>
      <ReceiptSection id="due" title={message(locale, 'change.due')}>
        {due > 0 || lines.length > 0 ? (
          <LinesTable
            {...{ lines, tax, ...shared }}
            total={due}
            totalWords={message(locale, 'change.dueTotal')}
            caption={message(locale, 'change.due')}
          />
        ) : (
          <p className="py-4">{message(locale, 'change.dueNothing')}</p>
        )}
      </ReceiptSection>
      <ReceiptSection
        id="next"
        title={message(locale, 'change.next')}
        words={
          next
            ? message(locale, 'change.nextWords', {
                price: moneyText(locale, currency, next.total),
                moment: momentText(locale, zone, next.at, true),
              })
            : message(locale, 'change.nextNone')
        }
      >
        {next && (
          <LinesTable
            {...shared}
            lines={next.lines}
            tax={[]}
            total={next.total}
            totalWords={message(locale, 'change.total')}
            caption={message(locale, 'change.next')}
          />
        )}
      </ReceiptSection>
      <ReceiptSection id="credits" title={message(locale, 'change.grants')} words={creditsWords(preview, zone, locale)}>
        <div className="figures flex flex-wrap gap-x-10 gap-y-3 border-b py-4">
          <Credits label={message(locale, 'change.creditsNow')} {...{ credits: creditsNow, locale }} />
          <Credits label={message(locale, 'change.creditsAfter')} {...{ credits: creditsAfter, locale }} />
        </div>
        <FatesTable {...{ preview, zone, locale }} />
      </ReceiptSection>
    </>
  );
}

function Credits(props: { label: string; credits: OrderPreview['creditsNow']; locale: string }) {
  const { label, credits, locale } = props;
  const locked = Math.round((credits.available - credits.spendable) * 1e6) / 1e6;
  return (
    <div className="min-w-0" data-credits={credits.available}>
      <p className="text-xs text-soft">{label}</p>
      <p className="text-lg font-strong wrap-anywhere">{creditsText(locale, credits.available)}</p>
      {locked > 0 && (
        <p className="text-xs text-soft">{message(locale, 'change.locked', { credits: amountText(locale, locked) })}</p>
      )}
      {credits.held > 0 && (
        <p className="text-xs text-soft">
          {message(locale, 'change.held', { credits: amountText(locale, credits.held) })}
        </p>
      )}
    </div>
  );
}

/** Whether credits end by the change, and how the balance changes. */
function creditsWords(
  { grants, creditsNow, creditsAfter, when, effectiveAt }: OrderPreview,
  zone: string,
  locale: string,
): string {
  const lost = grants
    .filter(({ fate }) => fate === 'ends' || fate === 'trimmed')
    // What ends before by itself is not lost then.
    .filter(({ endsNow }) => endsNow === null || endsNow >= effectiveAt)
    .reduce((sum, each) => sum + Math.round(each.lost * 1e6), 0);
  const difference = Math.round((creditsAfter.available - creditsNow.available) * 1e6) / 1e6;
  return [
    lost > 0
      ? message(locale, when === 'now' ? 'change.lost' : 'change.lostLater', {
          count: lost / 1e6,
          credits: creditsText(locale, lost / 1e6),
          moment: momentText(locale, zone, effectiveAt, true),
        })
      : message(locale, 'change.lostNone'),
    ...(difference !== 0 && lost === 0
      ? [message(locale, 'change.creditsChange', { change: changeText(locale, difference) })]
      : []),
    ...(when === 'period_end'
      ? [message(locale, 'change.creditsLater', { moment: momentText(locale, zone, effectiveAt, true) })]
      : []),
  ].join(' ');
}
