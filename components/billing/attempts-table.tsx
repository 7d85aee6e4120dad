import { Cell, HeadCell } from '@/components/receipt/receipt-parts';
import { Moment } from '@/components/words/moment';
import { message } from '@/lib/messages/message';
import type { PaymentAttemptAnswer } from '@/services/payments/payment-answers';
import { methodText } from './line-words';

interface Props {
  attempts: readonly PaymentAttemptAnswer[];
  zone: string;
  locale: string;
}

/** Every try to have an invoice paid, and what came of it. */
export function AttemptsTable({ attempts, zone, locale }: Props) {
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'invoice.attempts')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'invoice.attemptWhen')}</HeadCell>
          <HeadCell wide>{message(locale, 'invoice.attemptHow')}</HeadCell>
          <HeadCell>{message(locale, 'invoice.attemptResult')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {attempts.map(({ id, at, method, status }) => (
          <tr key={id}>
            <th scope="row" className="figures border-t py-2.5 pe-3 text-start align-baseline font-normal">
              <Moment at={at} zone={zone} locale={locale} withYear />
              <span className="block text-xs text-soft sm:hidden">{method && methodText(locale, method)}</span>
            </th>
            <Cell wide>{method && methodText(locale, method)}</Cell>
            <Cell>{message(locale, `invoice.attempt.${status}`)}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
