import { ActionButton } from '@/app/actions/action-button';
import { methodText } from '@/components/billing/line-words';
import { TopUpStanding } from '@/components/plan/top-up-standing';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import { plainMoney } from '@/lib/money';
import type { PlanPage } from '@/services/plans/plan-answers';
import { setTopUpAction } from './set-top-up-action';
import { TopUpForm } from './top-up-form';

/** Packs that are bought by themselves: what that means and costs at most, and, for owners, its bounds. */
export function TopUpRoom({ account, page, locale }: { account: string; page: PlanPage; locale: string }) {
  const { topUp, currency, method, mayChange } = page;
  const sold = page.packs.filter(({ isSold }) => isSold);
  const isOn = topUp?.enabled ?? false;
  if (!isOn && (!mayChange || sold.length === 0)) return null;
  const hasCard = method?.kind === 'card';
  return (
    <ReceiptSection
      id="top-up"
      title={message(locale, 'topUp.title')}
      words={
        hasCard
          ? message(locale, 'topUp.words', { method: methodText(locale, method) })
          : message(locale, 'topUp.needsCard')
      }
    >
      {(isOn || hasCard) && (
        <div className="grid gap-4 py-4">
          <TopUpStanding {...{ topUp, currency, locale }} />
          {mayChange && hasCard && sold.length > 0 && (
            <TopUpForm
              account={account}
              packs={sold.map(({ id, name, price }) => ({
                id,
                words: message(locale, 'topUp.option', { name, price: moneyText(locale, currency, price) }),
              }))}
              now={{
                packId: topUp?.packId ?? sold[0]!.id,
                count: String(topUp?.count ?? 1),
                threshold: String(topUp?.threshold ?? 100),
                monthlyLimit: topUp ? plainMoney(topUp.monthlyLimit, currency) : '',
              }}
              {...{ isOn, currency, locale }}
            />
          )}
          {mayChange && isOn && (
            <ActionButton
              action={setTopUpAction}
              fields={{ account, topUp: 'off' }}
              words={message(locale, 'topUp.switchOff')}
              locale={locale}
            />
          )}
        </div>
      )}
    </ReceiptSection>
  );
}
