import { message } from '@/lib/messages/message';
import { momentText } from '@/lib/messages/format';
import { unreachable } from '@/lib/errors';
import type { PlanOrder } from '@/lib/plans/order';
import type { Asked } from '@/lib/usage/activity-filter';
import type { PlanPage } from '@/services/plans/plan-answers';

type Done = PlanOrder['type'] | 'paid' | 'contract' | 'topUp';

const known: readonly Done[] = [
  'changePlan',
  'changeSeats',
  'addUnits',
  'removeUnits',
  'buyPack',
  'cancel',
  'resume',
  'undoChange',
  'paid',
  'contract',
  'topUp',
];

/**
 * What the address says was done, in the words of how the account stands now: the page may be opened again later, so it
 * says nothing that is no longer so.
 */
export function doneText(
  asked: Asked,
  page: PlanPage,
  locale: string,
): { words: string; invoice: number | null } | null {
  const done = known.find((each) => each === asked.done);
  if (!done) return null;
  const number = typeof asked.invoice === 'string' && /^\d{1,9}$/.test(asked.invoice) ? Number(asked.invoice) : null;
  return { words: wordsOf(done, page, locale), invoice: number };
}

function wordsOf(done: Done, { current, zone }: PlanPage, locale: string): string {
  const plan = current?.planName ?? '';
  const isCancelled = current?.next?.type === 'cancel';
  const cancelled = () =>
    message(locale, 'plan.done.cancelled', {
      plan,
      moment: current?.period ? momentText(locale, zone, current.period.end, true) : '',
    });
  switch (done) {
    case 'changePlan':
      if (isCancelled) return cancelled();
      return current?.next ? message(locale, 'plan.done.later') : message(locale, 'plan.done.changed', { plan });
    case 'changeSeats':
      if (current?.seatsNext) return message(locale, 'plan.done.later');
      return message(locale, 'plan.done.seats', { count: current?.seats ?? 1 });
    case 'cancel':
      return isCancelled ? cancelled() : message(locale, 'plan.done.plain');
    case 'addUnits':
    case 'buyPack':
      return message(locale, 'plan.done.credits');
    case 'removeUnits':
      return message(locale, 'plan.done.later');
    case 'resume':
      return message(locale, 'plan.done.resumed', { plan });
    case 'undoChange':
      return message(locale, 'plan.done.undone', { plan });
    case 'paid':
      return message(locale, 'plan.done.paid');
    case 'topUp':
      return message(locale, 'plan.done.topUp');
    case 'contract':
      return message(locale, 'plan.done.contract');
    default:
      return unreachable(done);
  }
}
