import type { Catalog } from '../catalog/schema';
import type { Micro } from '../credits';
import { isContract, isLive } from '../plans/plan';
import type { AccountState, Grant } from './state';

type Standing = Pick<AccountState, 'subscription' | 'header'>;

/**
 * Whether a grant's credits can't be spent for now, though they are not lost: it needs a live subscription and there is
 * none, or it waited for a payment and the grace is over. Of a contract that is suspended, those are its own.
 */
export function isLocked(grant: Grant, { subscription, header }: Standing, catalog: Catalog): boolean {
  if (grant.needsSubscription && !(subscription && isLive(subscription, catalog))) return true;
  if (subscription?.status !== 'suspended') return false;
  if (isContract(subscription, catalog)) return grant.source === 'contract' || grant.planId === subscription.planId;
  return grant.expiresAt !== null && grant.expiresAt === header.period?.end;
}

/** Available credits that can be spent now: the balance without locked grants. */
export function spendable(state: Standing & Pick<AccountState, 'grants'>, catalog: Catalog): Micro {
  return state.grants
    .filter((grant) => !isLocked(grant, state, catalog))
    .reduce((sum, grant) => sum + grant.available, 0n);
}
