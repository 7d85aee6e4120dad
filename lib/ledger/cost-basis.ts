import type { Micro } from '../credits';
import type { MoneyMicro } from '../money';
import type { Grant } from './state';

type Costed = Pick<Grant, 'amount' | 'paid' | 'spent' | 'reissued'>;

/**
 * What credits that leave a grant for good have cost, in millionths of a minor unit. With B(x) = floor(paid × x ÷ amount),
 * a movement that takes the grant's spent and reissued credits from a to b has cost B(b) − B(a): no division is ever
 * rounded twice, so the costs of a grant's movements add up to what was paid for it, whatever their sizes.
 * @param grant as it was before the movement
 */
export function costBasis(grant: Costed, moved: Micro): MoneyMicro {
  const before = grant.spent + grant.reissued;
  return paidFor(grant, before + moved) - paidFor(grant, before);
}

/**
 * What spent credits that are given back had cost, by the same floors read the other way: what is charged and given back
 * in between adds up to the cost of what is left charged. Credits that come back as a new grant take this with them.
 * @param grant as it was before the movement
 */
export function costGivenBack(grant: Costed, moved: Micro): MoneyMicro {
  const before = grant.spent + grant.reissued;
  return paidFor(grant, before) - paidFor(grant, before - moved);
}

/** B(x) = floor(paid × x ÷ amount). */
function paidFor(grant: Costed, credits: Micro): MoneyMicro {
  return (grant.paid * credits) / grant.amount;
}
