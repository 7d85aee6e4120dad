import type { Account } from '@/db/ledger/accounts';
import type { AccountState, SubscriptionStatus } from '@/lib/ledger/state';
import { isoText, type Instant, type Zone } from '@/lib/time';

/** An account without its credits, and without anybody's name: it may be kept as a stored answer. */
export interface AccountAnswer {
  id: string;
  externalId: string | null;
  catalog: string;
  zone: Zone;
  locale: string;
  currency: string;
  plan: { id: string; interval: string; seats: number } | null;
  status: SubscriptionStatus | null;
  clock: string | null;
  createdAt: string;
}

export function accountAnswer(
  { accountId, catalogId, zone, locale, currency, clockAt }: Account,
  { subscription }: AccountState,
  { externalId, createdAt }: { externalId: string | null; createdAt: Instant },
): AccountAnswer {
  return {
    id: accountId,
    externalId,
    catalog: catalogId,
    zone,
    locale,
    currency,
    plan: subscription && {
      id: subscription.planId,
      interval: subscription.intervalId,
      seats: subscription.seats,
    },
    status: subscription && subscription.status,
    clock: clockAt === null ? null : isoText(clockAt),
    createdAt: isoText(createdAt),
  };
}
