import type { Micro } from '../credits';
import type { MoneyMicro } from '../money';
import type { Grant } from './state';

/**
 * What credits that leave a grant for good have cost, in millionths of a minor unit. With B(x) = floor(paid × x ÷ amount),
 * a movement that takes the grant's spent and reissued credits from a to b has cost B(b) − B(a): no division is ever
 * rounded twice, so the costs of a grant's movements add up to what was paid for it, whatever their sizes.
 * @param grant as it was before the movement
 */
export function costBasis(grant: Pick<Grant, 'amount' | 'paid' | 'spent' | 'reissued'>, moved: Micro): MoneyMicro {
  const before = grant.spent + grant.reissued;
  const paidFor = (credits: Micro) => (grant.paid * credits) / grant.amount;
  return paidFor(before + moved) - paidFor(before);
}
