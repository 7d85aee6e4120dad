import type { Instant } from '../time';
import { byBurnDown } from './burn-down';
import { move, type Draft } from './draft';
import type { Grant } from './state';

/**
 * What would end at the boundary of a period that has to be paid for waits for the payment: it stays spendable and is
 * settled by the renewal.
 */
export function waitsForPayment(draft: Pick<Draft, 'header'>, grant: Grant, needsPayment: boolean): boolean {
  return needsPayment && grant.expiresAt !== null && grant.expiresAt === draft.header.period?.end;
}

/**
 * Whether a grant has ended by an instant. One that waits for a payment has not: what comes back to it waits with it.
 */
export function hasEnded(draft: Draft, grant: Grant, by: Instant, needsPayment: boolean): boolean {
  if (grant.expiresAt === null || grant.expiresAt > by) return false;
  return !waitsForPayment(draft, grant, needsPayment);
}

/**
 * Expires the available credits of every grant that has ended by `until`. Held credits survive their grant's end.
 * @param which grants that wait for a payment are passed over, unless the payment is what is being settled
 */
export function expireEnded(
  draft: Draft,
  until: Instant,
  at: Instant,
  which: 'everything' | { needsPayment: boolean },
): void {
  const ended = [...draft.grants.values()]
    .filter((grant) => grant.available > 0n && grant.expiresAt !== null && grant.expiresAt <= until)
    .filter((grant) => which === 'everything' || !waitsForPayment(draft, grant, which.needsPayment))
    .sort(byBurnDown);
  for (const grant of ended) {
    move(draft, grant.id, 'available', 'expired', grant.available, { kind: 'expire', reason: 'lifetime_over', at });
  }
}
