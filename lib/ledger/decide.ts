import type { CatalogAt } from '../catalog/schema';
import { AMOUNT_MAX } from '../credits';
import { fail, ok, unreachable, type Result } from '../errors';
import { MONEY_MICRO_PER_MINOR } from '../money';
import { addUnits, payUnits, removeUnits } from '../plans/add-ons';
import { buyPack } from '../plans/packs';
import { openNextPeriod } from '../plans/renewal';
import { changeSeats } from '../plans/seats';
import { subscribe } from '../plans/subscribe';
import type { Instant } from '../time';
import type { Command, Facts, GrantCredits, Renew } from './command';
import { debit, type Generation } from './debit';
import { closeDraft, issue, openDraft, type Draft } from './draft';
import type { Entry } from './entry';
import { settle } from './settle';
import type { AccountState, Grant } from './state';

/** What a command does to an account: all of it is saved in one transaction, or none. */
export interface Change {
  state: AccountState;
  entries: readonly Entry[];
  /** Every grant that the entries touched, as it is now. */
  grants: readonly Grant[];
  generation: Generation | null;
  /** One-time rules that this change used up. */
  claims: readonly string[];
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
  // A period may have begun without an entry: nothing happens in it before its start, whatever a clock says.
  const at = Math.max(now, state.header.at, state.header.period?.start ?? state.header.at);
  const draft = openDraft(state);
  settle(draft, at, catalogAt);
  const done = apply(draft, command, facts, at, catalogAt);
  if (!done.ok) return done;
  // A payment for a period that is itself over leaves more to settle.
  settle(draft, at, catalogAt);
  return ok({
    state: closeDraft(draft),
    entries: draft.entries,
    grants: [...draft.touched].map((id) => draft.grants.get(id)!),
    generation: done.value,
    claims: draft.claimed.filter((rule) => !state.claimed.includes(rule) && !facts.claimedElsewhere.includes(rule)),
  });
}

function apply(
  draft: Draft,
  command: Command,
  facts: Facts,
  at: Instant,
  catalogAt: CatalogAt,
): Result<Generation | null> {
  switch (command.type) {
    case 'settle':
      return ok(null);
    case 'subscribe':
      return subscribe(draft, command, facts, at, catalogAt);
    case 'renew':
      return renew(draft, command, at, catalogAt);
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
    case 'debit':
      return debit(draft, command, at, catalogAt);
    case 'grant':
      return grantCredits(draft, command, at);
    default:
      return unreachable(command);
  }
}

function renew(draft: Draft, command: Renew, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { subscription } = draft;
  if (!subscription) return fail('no_subscription', { detail: 'The account has no subscription.' });
  const awaited = subscription.periodIndex + 1;
  if (subscription.status !== 'awaiting_payment' || command.periodIndex !== awaited) {
    return fail('nothing_to_renew', { detail: `Period ${command.periodIndex} is not waiting for a payment.` });
  }
  openNextPeriod(draft, catalogAt, at);
  return ok(null);
}

const reasonOfSource = {
  goodwill: 'goodwill',
  promotion: 'promotion',
  import: 'imported',
  contract: 'contract',
} as const;

function grantCredits(draft: Draft, command: GrantCredits, at: Instant): Result<null> {
  if (command.amount <= 0n || command.amount > AMOUNT_MAX) {
    return fail('invalid_amount', { detail: 'The amount is more than 0 and at most 999,999,999.999999 credits.' });
  }
  if ((command.paid ?? 0n) < 0n) {
    return fail('invalid_amount', { detail: 'What was paid is 0 or more.' });
  }
  if (command.expiresAt !== null && command.expiresAt <= at) {
    return fail('invalid_amount', { detail: 'Credits can only be given an end that is still to come.' });
  }
  issue(
    draft,
    {
      source: command.source,
      planId: null,
      ruleId: null,
      recurring: false,
      amount: command.amount,
      effectiveAt: at,
      expiresAt: command.expiresAt,
      priority: 0,
      paid: (command.paid ?? 0n) * MONEY_MICRO_PER_MINOR,
    },
    reasonOfSource[command.source],
    at,
  );
  return ok(null);
}
