import type { CatalogAt } from '../catalog/schema';
import { endGrace } from '../plans/decline-payment';
import { endCancelled } from '../plans/end-subscription';
import { openNextPeriod, renewalNeedsPayment } from '../plans/renewal';
import type { Standing } from '../plans/so-far';
import { issueWithinPeriod, nextWithinPeriod } from '../plans/within-period';
import type { Instant } from '../time';
import type { Draft } from './draft';
import { expireEnded, waitsForPayment } from './expiry';
import { issueUpcoming, nextUpcoming } from './grants';
import { lapseHolds, nextLapse } from './holds';
import type { AccountState, Grant, Subscription } from './state';

/** More steps than any account can owe: a rule that never gets ahead is stopped instead of running for ever. */
const STEPS_MAX = 100_000;

/**
 * Brings the draft to `now`: does, in time order, all that fell due. At one instant holds lapse, then grants expire, then
 * a scheduled change and the renewal happen, then what is given from that instant on arrives.
 * A period that needs a payment is not renewed here; it ends as `awaiting_payment`.
 */
export function settle(draft: Draft, now: Instant, catalogAt: CatalogAt): void {
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const due = dueIn(draft, draft.grants.values(), catalogAt);
    if (due === null || due > now) return;
    const needsPayment = renewalNeedsPayment(draft, catalogAt);
    // What a late payment gave may have ended before it was paid: that ends now, and time does not run backwards.
    const at = Math.max(due, draft.header.at);
    lapseHolds(draft, due, at, catalogAt);
    expireEnded(draft, due, at, { needsPayment });
    endGrace(draft, due);
    if (draft.subscription?.status === 'active' && draft.header.period?.end === due) {
      if (draft.subscription.next?.type === 'cancel') endCancelled(draft, at, catalogAt);
      else if (needsPayment)
        draft.subscription = { ...draft.subscription, status: 'awaiting_payment', graceEndsAt: null };
      else openNextPeriod(draft, catalogAt, at);
    }
    issueWithinPeriod(draft, due, at, catalogAt);
    issueUpcoming(draft, due, at);
  }
  throw new Error('settling does not come to an end');
}

/** When something next falls due by itself in a settled state; null: never. */
export function nextDue(state: AccountState, catalogAt: CatalogAt): Instant | null {
  return dueIn(state, state.grants, catalogAt);
}

/** What the running period brings by itself, as long as neither it nor the subscription changes. */
interface InPeriod {
  needsPayment: boolean;
  /** When the plan next gives credits within it. */
  refresh: Instant | null;
}

/** What it was found of. */
interface Asked {
  subscription: Subscription | null;
  start: Instant | undefined;
  end: Instant | undefined;
  catalogAt: CatalogAt;
}

let last: (Asked & { found: InPeriod }) | null = null;

/** Every command asks this several times of a subscription that stays as it is: the last answer is remembered. */
function inPeriod(standing: Standing, catalogAt: CatalogAt): InPeriod {
  const { subscription, header } = standing;
  const { start, end } = header.period ?? {};
  const known = last?.subscription === subscription && last.catalogAt === catalogAt;
  if (known && last!.start === start && last!.end === end) return last!.found;
  const found = {
    needsPayment: renewalNeedsPayment(standing, catalogAt),
    refresh: nextWithinPeriod(standing, catalogAt),
  };
  last = { subscription, start, end, catalogAt, found };
  return found;
}

function dueIn(
  account: Standing & Pick<Draft, 'holds' | 'upcoming'>,
  grants: Iterable<Grant>,
  catalogAt: CatalogAt,
): Instant | null {
  const { subscription, header } = account;
  const { needsPayment, refresh } = inPeriod(account, catalogAt);
  const dues: (Instant | null)[] = [
    subscription?.status === 'active' ? header.period!.end : null,
    subscription && subscription.status !== 'suspended' ? subscription.graceEndsAt : null,
    nextLapse(account),
    refresh,
    nextUpcoming(account),
  ];
  let due: Instant | null = null;
  for (const each of dues) if (each !== null && (due === null || each < due)) due = each;
  for (const grant of grants) {
    if (grant.available === 0n || grant.expiresAt === null || waitsForPayment(account, grant, needsPayment)) continue;
    if (due === null || grant.expiresAt < due) due = grant.expiresAt;
  }
  return due;
}
