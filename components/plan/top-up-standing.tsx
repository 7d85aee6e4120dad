import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import type { TopUpAnswer } from '@/services/plans/plan-answers';

interface Props {
  topUp: TopUpAnswer | null;
  currency: string;
  locale: string;
}

/** Whether packs are bought by themselves, when, and what that costs at most. */
export function TopUpStanding({ topUp, currency, locale }: Props) {
  if (!topUp?.enabled) return <p>{message(locale, 'topUp.isOff')}</p>;
  const { count, packName, price, credits, purchasesMax, threshold, monthlyLimit, spent, pending } = topUp;
  const money = (minor: number) => moneyText(locale, currency, minor);
  return (
    <div className="grid gap-1">
      <p className="wrap-anywhere">
        {message(locale, 'topUp.isOn', {
          count,
          pack: packName,
          price: money(price),
          threshold: creditsText(locale, threshold),
        })}
      </p>
      <p>
        {message(locale, 'topUp.atMost', {
          limit: money(monthlyLimit),
          purchases: purchasesMax,
          credits: creditsText(locale, credits * purchasesMax),
          spent: money(spent),
        })}
      </p>
      {pending && <p>{message(locale, 'topUp.pending')}</p>}
    </div>
  );
}
