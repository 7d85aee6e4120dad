import type { ErrorCode } from '../../errors';
import type { Command } from '../command';
import type { Tally } from './watched-life';

const cantPay = ['insufficient_credits', 'credits_locked', 'cap_reached'] as const;

/** For what each command can be refused. The random lives meet every one of them, and no other. */
export const refusals: Record<Command['type'], readonly ErrorCode[]> = {
  settle: [],
  subscribe: ['unknown_plan', 'already_subscribed', 'invalid_quantity'],
  giveOnce: [],
  renew: ['no_subscription', 'nothing_to_renew'],
  declinePayment: ['nothing_to_renew'],
  changePlan: [
    ...(['no_subscription', 'unknown_plan', 'invalid_quantity', 'payment_awaited'] as const),
    ...(['change_not_possible', 'unknown_choice'] as const),
  ],
  undoChange: ['nothing_to_undo'],
  cancel: ['no_subscription', 'change_not_possible'],
  resume: ['nothing_to_undo'],
  end: ['no_subscription'],
  changeSeats: ['no_subscription', 'invalid_quantity', 'payment_awaited'],
  addUnits: ['no_subscription', 'unknown_add_on', 'payment_awaited', 'invalid_quantity'],
  removeUnits: ['unknown_add_on', 'invalid_quantity'],
  payUnits: ['nothing_to_renew'],
  buyPack: ['unknown_pack', 'invalid_quantity', 'no_subscription', 'top_up_not_due'],
  quote: [],
  debit: cantPay,
  hold: [...cantPay, 'invalid_time', 'too_many_holds'],
  capture: [...cantPay, 'not_found', 'hold_not_open', 'invalid_amount'],
  void: ['not_found', 'hold_not_open'],
  refund: ['not_found', 'nothing_to_refund', 'invalid_amount'],
  grant: ['invalid_amount', 'invalid_time'],
  revoke: ['unknown_grant', 'invalid_amount'],
  extend: ['unknown_grant', 'invalid_time'],
  setCap: ['invalid_amount', 'invalid_request', 'unknown_cap', 'too_many_caps'],
  setTopUp: ['unknown_pack', 'invalid_quantity', 'invalid_amount'],
  declineTopUp: ['top_up_not_due'],
};

/** A line for each command: how often it was done, and how often each refusal came. */
export function tallyLines(tally: Tally): string[] {
  let commands = 0;
  const lines = [...tally]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([type, outcomes]) => {
      const { done = 0, ...refused } = Object.fromEntries(outcomes);
      for (const count of outcomes.values()) commands += count;
      const words = Object.entries(refused).map(([code, count]) => `${code} ${count}`);
      return `  ${type.padEnd(15)} done ${String(done).padStart(6)}   ${words.join(', ')}`;
    });
  return [...lines, `  ${commands} commands`];
}
