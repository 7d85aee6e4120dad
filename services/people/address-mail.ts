import type { Transaction } from '@/db/client';
import { insertOutbox } from '@/db/payments/outbox';
import { newId, type Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';

/** Notes the mail that asks a person to confirm their address. The link in it is made when the mail is. */
export async function noteAddressMail(
  tx: Transaction,
  { accountId, personId }: { accountId: Id; personId: Id },
  now: Instant,
): Promise<void> {
  await insertOutbox(tx, accountId, [{ id: newId(), topic: 'mail.confirm_address', payload: { personId } }], now);
}
