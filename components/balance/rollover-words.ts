import { creditsText, dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { lastingText } from '@/lib/messages/policy-words';
import type { BalancePage } from '@/services/accounts/read-grants-page';

/** What is carried over and what is not, from the account's own policy and what its last refresh did. */
export function rolloverText(
  { lasting, carriedIn, ended }: BalancePage['rollover'],
  hasPlan: boolean,
  locale: string,
  zone: string,
): string {
  if (!hasPlan) return message(locale, 'balance.noPlan');
  if (lasting.length === 0) return message(locale, 'balance.noPlanCredits');
  const policy = [...new Set(lasting.map((each) => lastingText(locale, each.lasting, each.rhythm)))].join(' ');
  const carried = creditsText(locale, carriedIn);
  if (ended) {
    const date = dayText(locale, zone, ended.at);
    const values = { ended: creditsText(locale, ended.credits), date, carried, policy };
    if (ended.why === 'lifetime_over') {
      return message(locale, carriedIn > 0 ? 'balance.timeOver' : 'balance.timeOverAll', values);
    }
    return message(locale, carriedIn > 0 ? 'balance.capReached' : 'balance.capReachedWithin', values);
  }
  return carriedIn > 0 ? message(locale, 'balance.carried', { count: carriedIn, carried, policy }) : policy;
}
