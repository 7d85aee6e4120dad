import { amountText, dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { costText } from '@/lib/messages/money-text';
import type { GenerationReceipt } from '@/services/accounts/read-receipt';
import { Cell, HeadCell, RowHead, TotalRow } from './receipt-parts';

interface Props {
  receipt: GenerationReceipt;
  zone: string;
  locale: string;
}

/** The lots that paid, or that credits are held of: their end, and what had been paid for the credits that were charged. */
export function BurnTable({ receipt, zone, locale }: Props) {
  const { burns, cost, status } = receipt;
  const isHeld = status === 'held';
  const title = message(locale, isHeld ? 'receipt.heldFrom' : 'receipt.burns');
  const beside = [cost.minor, ...burns.map(({ costMinor }) => costMinor)];
  const money = (minor: number) => costText(locale, cost.currency, minor, beside);
  return (
    <table className="w-full">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'receipt.lot')}</HeadCell>
          <HeadCell wide>{message(locale, 'receipt.ends')}</HeadCell>
          <HeadCell figures>{message(locale, 'receipt.credits')}</HeadCell>
          {!isHeld && <HeadCell figures>{message(locale, 'receipt.cost')}</HeadCell>}
        </tr>
      </thead>
      <tbody>
        {burns.map(({ grant, credits, costMinor }) => {
          const day = grant.endsAt && dayText(locale, zone, grant.endsAt, true);
          return (
            <tr key={grant.id}>
              <RowHead below={day ? message(locale, 'receipt.endsOn', { day }) : message(locale, 'receipt.neverEnds')}>
                {sourceText(grant, locale)}
                <span className="text-soft"> · </span>
                <span className="figures whitespace-nowrap text-soft">
                  {message(locale, 'receipt.lotOf', { number: grant.id })}
                </span>
              </RowHead>
              <Cell wide>{day ?? message(locale, 'receipt.never')}</Cell>
              <Cell figures>{amountText(locale, credits)}</Cell>
              {!isHeld && <Cell figures>{money(costMinor)}</Cell>}
            </tr>
          );
        })}
      </tbody>
      {burns.length > 1 && (
        <tfoot>
          <TotalRow label={message(locale, 'receipt.total')} span={1}>
            <Cell figures>{amountText(locale, receipt.credits)}</Cell>
            {!isHeld && <Cell figures>{money(cost.minor)}</Cell>}
          </TotalRow>
        </tfoot>
      )}
    </table>
  );
}

/** "Plan credits, Max plan" */
export function sourceText({ source, plan }: GenerationReceipt['burns'][number]['grant'], locale: string): string {
  const words = message(locale, `source.${source}`);
  return plan === null ? words : message(locale, 'receipt.planLot', { source: words, plan });
}
