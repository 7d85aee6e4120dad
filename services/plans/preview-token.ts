import type { Id } from '@/lib/ids';
import type { PlanOrder } from '@/lib/plans/order';
import { readSigned, signed } from '@/lib/signed';
import type { Instant } from '@/lib/time';
import type { Figures } from '../payments/promise';

/** What a preview has shown, and whoever confirms it sends back. */
export interface ShownOrder {
  accountId: Id;
  orderId: Id;
  order: PlanOrder;
  /** In the account's own time: what is prorated is reckoned from then. */
  orderedAt: Instant;
  /** In real time. */
  validUntil: Instant;
  figures: Figures;
  /** Minor units, taxes included. */
  due: bigint;
  /** Of the subscription that it was reckoned from. */
  fingerprint: string;
}

/** A preview's text: what was shown, and a signature over exactly that. */
export function previewToken({ figures, due, ...shown }: ShownOrder, secret: Uint8Array): string {
  const { net, gives, ends } = figures;
  return signed(JSON.stringify({ ...shown, due: String(due), figures: [net, gives, ends].map(String) }), secret);
}

/** Reads a preview's text; null where it was not signed with this secret, or was changed since. */
export function readPreviewToken(token: string, secret: Uint8Array): ShownOrder | null {
  const text = readSigned(token, secret);
  if (text === null) return null;
  const { figures, due, ...shown } = JSON.parse(text) as Omit<ShownOrder, 'figures' | 'due'> & {
    figures: [string, string, string];
    due: string;
  };
  const [net, gives, ends] = figures.map(BigInt);
  return { ...shown, due: BigInt(due), figures: { net: net!, gives: gives!, ends: ends! } };
}
