import type { CatalogAt } from '../catalog/schema';
import type { Result } from '../errors';
import type { DeclinePayment } from '../ledger/command';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';

export function declinePayment(
  _draft: Draft,
  _command: DeclinePayment,
  _at: Instant,
  _catalogAt: CatalogAt,
): Result<null> {
  throw new Error('not built yet');
}

/** The grace of a declined payment is over: what waited for it is locked. */
export function endGrace(draft: Draft, due: Instant): void {
  const { subscription } = draft;
  if (subscription?.status !== 'awaiting_payment' || subscription.graceEndsAt === null) return;
  if (subscription.graceEndsAt <= due) draft.subscription = { ...subscription, status: 'suspended' };
}
