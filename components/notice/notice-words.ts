import { amountText, creditsText, dayText, momentText, percentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { listText, periodText } from '@/lib/messages/policy-words';
import type { Meter } from '@/lib/usage/meter';
import type { NoticeLevel } from '@/lib/usage/notices';
import type { NoticeFacts } from '@/services/accounts/read-notices';

/** What is used up, and what can be done now: when more comes, which plan gives more, and whom to ask. */
export function usedUpTexts(meter: Meter, level: NoticeLevel, facts: NoticeFacts, locale: string): string[] {
  const { used, held, available, refresh, zone } = meter;
  const whole = Math.round((used + held + available) * 1e6) / 1e6;
  const figures = { used: amountText(locale, used), whole: creditsText(locale, whole) };
  const { nextPlan, hasPacks, owners } = facts;
  return [
    level === 100
      ? message(locale, 'notice.nothingLeft', { ...figures, held, heldText: amountText(locale, held) })
      : message(locale, 'notice.used', {
          ...figures,
          percent: percentText(locale, used / whole),
          count: available,
          left: amountText(locale, available),
        }),
    refresh &&
      message(locale, 'notice.refresh', {
        credits: creditsText(locale, refresh.credits),
        moment: momentText(locale, zone, refresh.at),
      }),
    nextPlan &&
      message(locale, 'notice.nextPlan', {
        plan: nextPlan.name,
        credits: creditsText(locale, nextPlan.credits),
        period: periodText(locale, nextPlan.months),
      }),
    hasPacks && message(locale, 'notice.packs'),
    owners !== null &&
      owners.length > 0 &&
      message(locale, 'notice.askOwner', { count: owners.length, owners: ownersText(owners, locale) }),
  ].filter((text) => typeof text === 'string');
}

/** That a payment is open or overdue, and what that means; empty: none is. */
export function paymentTexts({ plan, period, zone }: Meter, facts: NoticeFacts, locale: string): string[] {
  const { locked, owners, contractGrace } = facts;
  if (!plan || !period || (plan.status === 'active' && contractGrace === null)) return [];
  // What a contract costs is not due with one of its periods.
  const date = dayText(locale, zone, contractGrace ?? period.end);
  const isContract = contractGrace !== null;
  const key =
    plan.status === 'suspended'
      ? isContract
        ? 'notice.contract.suspended'
        : 'notice.suspended'
      : isContract
        ? 'notice.contract.grace'
        : 'notice.awaiting';
  return [
    message(locale, key, { date, locked, lockedText: creditsText(locale, locked) }),
    ...(owners?.length
      ? [message(locale, 'notice.askOwnerToPay', { count: owners.length, owners: ownersText(owners, locale) })]
      : []),
  ];
}

function ownersText(owners: NonNullable<NoticeFacts['owners']>, locale: string): string {
  return listText(
    locale,
    owners.map(({ name, email }) => (email === null ? name : message(locale, 'notice.owner', { name, email }))),
  );
}
