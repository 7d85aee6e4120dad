import type { GenerationReceipt } from '@/services/accounts/read-receipt';

/** Where a generation stands, as its receipt's heading says it. */
export type Standing = GenerationReceipt['status'] | 'refunded' | 'partlyRefunded';

export function standingOf({
  status,
  refunded,
  net,
}: Pick<GenerationReceipt, 'status' | 'refunded' | 'net'>): Standing {
  if (refunded === 0) return status;
  return net.credits === 0 ? 'refunded' : 'partlyRefunded';
}
