import type { OutboxRow } from '@/db/payments/outbox';
import type { AccountState } from '@/lib/ledger/state';
import type { Invoice } from '@/lib/plans/invoice';
import { isoText } from '@/lib/time';
import { idOf } from './once-id';

/** What is told of a suspended subscription, once a suspension. */
export function suspendedMail(
  { accountId, subscription }: AccountState,
  open: readonly Pick<Invoice, 'number' | 'reason'>[],
): OutboxRow[] {
  if (subscription?.status !== 'suspended' || subscription.graceEndsAt === null) return [];
  const invoice = open.find(({ reason }) => reason === 'renewal' || reason === 'contract')?.number ?? null;
  const payload = { invoice, since: isoText(subscription.graceEndsAt) };
  return [{ id: idOf('suspended', accountId, subscription.graceEndsAt), topic: 'mail.suspended', payload }];
}
