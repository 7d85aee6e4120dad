import { message } from '@/lib/messages/message';
import { listText } from '@/lib/messages/policy-words';

/** Whom to ask, where whoever looks does not change the plan. */
export function whoChanges(owners: readonly string[], locale: string): string {
  if (owners.length === 0) return message(locale, 'plan.askNobody');
  return message(locale, 'plan.askOwner', { owners: listText(locale, owners) });
}
