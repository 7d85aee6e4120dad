import { Cell, HeadCell } from '@/components/receipt/receipt-parts';
import { amountText, creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import { periodText, shortLastingText } from '@/lib/messages/policy-words';
import type { CalculatorFit } from '@/services/accounts/calculator-answer';
import { coverItems, fitName, outcomeText } from './fit-words';

interface Props {
  fits: readonly CalculatorFit[];
  currency: string;
  locale: string;
}

/** Every plan in each way of paying for it, with what the mix leaves or lacks on it, and what that costs in all. */
export function FitTable({ fits, ...shared }: Props) {
  const head = (key: 'plan' | 'perMonth' | 'credits' | 'withMix' | 'total') =>
    message(shared.locale, `calculator.${key}`);
  return (
    <table className="w-full">
      <caption className="sr-only">{message(shared.locale, 'calculator.fitsTable')}</caption>
      <thead>
        <tr>
          <HeadCell>{head('plan')}</HeadCell>
          <HeadCell figures wide>
            {head('perMonth')}
          </HeadCell>
          <HeadCell figures wide>
            {head('credits')}
          </HeadCell>
          <th scope="col" className="py-2.5 ps-3 text-end align-bottom text-xs font-normal text-soft sm:ps-6">
            {head('withMix')}
          </th>
          <HeadCell figures>{head('total')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {fits.map((fit) => (
          <FitRow key={`${fit.plan.id} ${fit.interval.id}`} fit={fit} {...shared} />
        ))}
      </tbody>
    </table>
  );
}

function FitRow({ fit, currency, locale }: { fit: CalculatorFit; currency: string; locale: string }) {
  const money = (minor: number) => moneyText(locale, currency, minor);
  const small = (words: string, where = '') => <span className={`block text-xs text-soft ${where}`}>{words}</span>;
  const { price, monthly, cover } = fit;
  const monthlyText = monthly === null ? message(locale, 'price.byContract') : money(monthly);
  const onceWords = message(locale, 'calculator.once', { amount: amountText(locale, fit.once) });
  return (
    <tr className={fit.isCheapest ? 'bg-raised' : ''} data-cheapest={fit.isCheapest || undefined}>
      <th
        scope="row"
        className="w-[42%] border-t py-2.5 ps-2 pe-3 text-start align-baseline font-normal wrap-anywhere sm:w-auto"
      >
        <span className="font-strong">{fitName(locale, fit)}</span>
        {fit.isCheapest && small(message(locale, 'calculator.cheapest'), 'font-strong text-ink')}
        {fit.isCurrent && small(message(locale, 'calculator.current'))}
        {fit.seats !== null && small(message(locale, 'calculator.seats', { count: fit.seats }))}
        {fit.isTooSmall && small(message(locale, 'calculator.tooSmall'))}
        {price !== null && small(message(locale, 'calculator.priceMonth', { price: monthlyText }), 'sm:hidden')}
        {price !== null &&
          small(message(locale, 'calculator.creditsMonth', { credits: creditsText(locale, fit.credits) }), 'sm:hidden')}
        {fit.once > 0 && small(onceWords, 'sm:hidden')}
        {fit.lasting.map((lasting, index) => (
          <span key={index}>
            {small(message(locale, 'calculator.lasting', { lasting: shortLastingText(locale, lasting) }))}
          </span>
        ))}
      </th>
      <Cell figures wide>
        {monthlyText}
        {price !== null &&
          fit.interval.months > 1 &&
          small(
            message(locale, 'calculator.paidBy', {
              price: money(price),
              period: periodText(locale, fit.interval.months),
            }),
          )}
      </Cell>
      <Cell figures wide>
        {price === null ? '–' : amountText(locale, fit.credits)}
        {fit.once > 0 && small(onceWords)}
      </Cell>
      <td className="figures border-t py-2.5 ps-3 text-end align-baseline sm:ps-6">
        {outcomeText(locale, fit)}
        {cover &&
          small(message(locale, 'calculator.cover', { items: coverItems(locale, cover), price: money(cover.price) }))}
        {fit.missing > 0 && !cover && small(message(locale, 'calculator.noCover'))}
      </td>
      <td className="figures border-t py-2.5 ps-3 pe-2 text-end align-baseline whitespace-nowrap sm:ps-6">
        {fit.total === null ? '–' : money(fit.total)}
      </td>
    </tr>
  );
}
