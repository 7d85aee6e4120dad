import type { CatalogAt } from '../catalog/schema';
import { fail, ok, unreachable, type Result } from '../errors';
import { addUnits, payUnits, removeUnits } from '../plans/add-ons';
import { cancel, end, resume } from '../plans/cancel';
import { changePlan, undoChange } from '../plans/change-plan';
import type { ChargeLine } from '../plans/charge-line';
import { declinePayment, payContract } from '../plans/decline-payment';
import { giveOnce } from '../plans/give-once';
import { buyPack } from '../plans/packs';
import { openNextPeriod, renewalNeedsPayment } from '../plans/renewal';
import { changeSeats } from '../plans/seats';
import { subscribe } from '../plans/subscribe';
import { declineTopUp, setTopUp, wishTopUp, type TopUpWish } from '../plans/top-up';
import type { Instant } from '../time';
import { setCap } from './caps';
import { capture } from './capture';
import type { Command, Facts, Renew } from './command';
import { debit } from './debit';
import { closeDraft, openDraft, type Draft } from './draft';
import type { Entry } from './entry';
import type { GenerationStep } from './generation';
import { extend, grantCredits, revoke } from './grants';
import { placeHold, voidHold } from './holds';
import { quoteCharge, type Offer } from './quote-charge';
import { refund } from './refund';
import { settle } from './settle';
import { accountTime, type AccountState, type Grant } from './state';

/** What a command does to an account: all of it is saved in one transaction, or none. */
export interface Change {
  state: AccountState;
  entries: readonly Entry[];
  /** Every grant that the entries touched, as it is now. */
  grants: readonly Grant[];
  /** What happened to generations, in order: those that lapsed while settling, and the command's own last. */
  steps: readonly GenerationStep[];
  /** What has to be paid for what was done, or is given back of it; renewals that needed no payment included. */
  charges: readonly ChargeLine[];
  /** One-time rules that this change used up. */
  claims: readonly string[];
  /** Of a quote: what the charge would do. */
  offer: Offer | null;
  /** Packs that the account's own rule asks for now. */
  topUp: TopUpWish | null;
}

/**
 * The whole ledger: the next state and the entries that lead to it, or a failure and no change.
 * First settles the account to `now`, then does what the command asks.
 *
 * @param now never earlier than the last entry or the period's start counts: time does not run backwards in an account
 * @param catalogAt the catalog's version in force at an instant
 */
export function decide(
  state: AccountState,
  command: Command,
  facts: Facts,
  now: Instant,
  catalogAt: CatalogAt,
): Result<Change> {
  const at = accountTime(state, now);
  const draft = openDraft(state, facts.grants);
  settle(draft, at, catalogAt);
  const done = apply(draft, command, facts, at, catalogAt);
  if (!done.ok) return done;
  // A payment for a period that is itself over leaves more to settle, and so does one that comes before its start.
  settle(draft, accountTime(draft, at), catalogAt);
  const topUp = asksForTopUp.has(command.type) ? wishTopUp(draft, at, catalogAt) : null;
  return ok({
    state: closeDraft(draft),
    entries: draft.entries,
    grants: [...draft.touched].map((id) => draft.grants.get(id)!),
    steps: draft.steps,
    charges: draft.charges,
    claims: draft.claimed.filter((rule) => !state.claimed.includes(rule) && !facts.claimedElsewhere.includes(rule)),
    offer: done.value,
    topUp,
  });
}

/**
 * Only what uses credits, or sets the rule or satisfies it, makes the account's own rule ask for more: not the passing of
 * time, or looking at an account now and then would make another one of it.
 */
const asksForTopUp: ReadonlySet<Command['type']> = new Set(['debit', 'hold', 'capture', 'setTopUp', 'buyPack']);

function apply(draft: Draft, command: Command, facts: Facts, at: Instant, catalogAt: CatalogAt): Result<Offer | null> {
  switch (command.type) {
    case 'settle':
      return ok(null);
    case 'subscribe':
      return subscribe(draft, command, facts, at, catalogAt);
    case 'giveOnce':
      return giveOnce(draft, command, at, catalogAt);
    case 'renew':
      return renew(draft, command, at, catalogAt);
    case 'declinePayment':
      return declinePayment(draft, command, at, catalogAt);
    case 'changePlan':
      return changePlan(draft, command, at, catalogAt);
    case 'undoChange':
      return undoChange(draft);
    case 'cancel':
      return cancel(draft, at, catalogAt);
    case 'resume':
      return resume(draft);
    case 'end':
      return end(draft, at, catalogAt);
    case 'changeSeats':
      return changeSeats(draft, command, at, catalogAt);
    case 'addUnits':
      return addUnits(draft, command, at, catalogAt);
    case 'removeUnits':
      return removeUnits(draft, command);
    case 'payUnits':
      return payUnits(draft, command, at, catalogAt);
    case 'buyPack':
      return buyPack(draft, command, at, catalogAt);
    case 'quote':
      return quoteCharge(draft, command, at, catalogAt);
    case 'debit':
      return debit(draft, command, at, catalogAt);
    case 'hold':
      return placeHold(draft, command, at, catalogAt);
    case 'capture':
      return capture(draft, command, facts, at, catalogAt);
    case 'void':
      return voidHold(draft, command, facts, at, catalogAt);
    case 'refund':
      return refund(draft, command, facts, at, catalogAt);
    case 'grant':
      return grantCredits(draft, command, at);
    case 'revoke':
      return revoke(draft, command, at);
    case 'extend':
      return extend(draft, command, at);
    case 'setCap':
      return setCap(draft, command, facts, at);
    case 'setTopUp':
      return setTopUp(draft, command, at, catalogAt);
    case 'declineTopUp':
      return declineTopUp(draft);
    default:
      return unreachable(command);
  }
}

function renew(draft: Draft, command: Renew, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { subscription } = draft;
  if (!subscription) return fail('no_subscription', { detail: 'The account has no subscription.' });
  if (command.periodIndex === subscription.periodIndex) return payContract(draft, command.periodIndex, catalogAt(at));
  const awaited = subscription.periodIndex + 1;
  const isAwaited = subscription.status !== 'active' && renewalNeedsPayment(draft, catalogAt);
  if (!isAwaited || command.periodIndex !== awaited) {
    return fail('nothing_to_renew', { detail: `Period ${command.periodIndex} is not waiting for a payment.` });
  }
  openNextPeriod(draft, catalogAt, at);
  return ok(null);
}
