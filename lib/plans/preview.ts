import type { CatalogAt } from '../catalog/schema';
import { ok, unreachable, type Result } from '../errors';
import { noFacts, type Command } from '../ledger/command';
import { decide, type Change } from '../ledger/decide';
import { spendable } from '../ledger/locks';
import { accountTime, type AccountState } from '../ledger/state';
import type { Instant } from '../time';
import type { ChangePreview, CreditsLeft, NextInvoice, OnTerms } from './change-preview';
import { totalDue } from './charge-line';
import { grantFates } from './grant-fates';
import { commandOf, type PlanOrder } from './order';
import { nextPaymentWithin, paymentOwed } from './payments';

/**
 * What an order would do to an account, worked out by the engine itself; nothing is saved.
 * Fails as the order itself would.
 * @param state settled to `at`
 */
export function previewChange(
  state: AccountState,
  order: PlanOrder,
  at: Instant,
  catalogAt: CatalogAt,
): Result<ChangePreview> {
  const decided = decide(state, commandOf(order, at), noFacts, at, catalogAt);
  if (!decided.ok) return decided;
  const made = decided.value.state;
  const waits = waitsUntil(state, decided.value, order, at);
  const effectiveAt = waits ?? at;
  // What comes at the end of the period is told as it will be then, everything that falls due until then being paid.
  const then = waits === null ? made : livedTo(made, { from: at, until: waits }, catalogAt);
  const catalog = catalogAt(effectiveAt);
  return ok({
    at,
    when: waits === null ? 'now' : 'period_end',
    effectiveAt,
    lines: decided.value.charges,
    due: totalDue(decided.value.charges),
    next: nextInvoice(made, at, catalogAt),
    creditsNow: { ...creditsOf(state), spendable: spendable(state, catalogAt(at)) },
    creditsAfter: { ...creditsOf(then), spendable: spendable(then, catalog) },
    grants: grantFates(state, then),
    before: termsOfState(state),
    after: termsOfState(then),
  });
}

/** When an order takes effect that does not do so at once; null: it does. */
function waitsUntil(before: AccountState, { state }: Change, order: PlanOrder, at: Instant): Instant | null {
  const [was, is] = [before.subscription, state.subscription];
  if (!was || is?.status !== 'active' || is.periodIndex !== was.periodIndex) return null;
  const end = state.header.period!.end;
  switch (order.type) {
    case 'removeUnits': {
      // A month that is owed already is billed without them from now on.
      const next = Math.min(nextPaymentWithin(was) ?? end, end);
      return next > at ? next : null;
    }
    case 'changePlan':
    case 'cancel':
      return is.next !== null ? end : null;
    case 'changeSeats':
      return is.seatsNext !== null ? end : null;
    case 'addUnits':
    case 'buyPack':
    case 'resume':
    case 'undoChange':
      return null;
    default:
      return unreachable(order);
  }
}

/** The most payments on the way to the end of a period: a month of units each. */
const PAYMENTS_MAX = 100;

/** The account at a later instant, everything that falls due on the way being paid at once. */
function livedTo(
  state: AccountState,
  { from, until }: { from: Instant; until: Instant },
  catalogAt: CatalogAt,
): AccountState {
  let now = state;
  for (let paid = 0; paid < PAYMENTS_MAX; paid += 1) {
    const at = Math.max(from, Math.min(nextPaymentWithin(now.subscription) ?? until, until));
    now = done(now, { type: 'settle' }, at, catalogAt).state;
    const owed = paymentOwed(now, at, catalogAt);
    if (owed) now = done(now, owed, at, catalogAt).state;
    else if (at >= until) return now;
  }
  return now;
}

/** The next invoice of an account that goes on as it is; null: none in this period or at its end. */
function nextInvoice(state: AccountState, at: Instant, catalogAt: CatalogAt): NextInvoice | null {
  const { subscription, header } = state;
  if (!subscription || !header.period) return null;
  const dueAt = Math.max(at, Math.min(nextPaymentWithin(subscription) ?? Infinity, header.period.end));
  const settled = done(state, { type: 'settle' }, dueAt, catalogAt).state;
  const owed = paymentOwed(settled, dueAt, catalogAt);
  if (!owed) return null;
  const lines = done(settled, owed, dueAt, catalogAt).charges;
  return { at: dueAt, lines, total: totalDue(lines) };
}

/** What the renewal at the end of the running period will cost, months of add-on units before it being paid; null: nothing. */
export function renewalInvoice(state: AccountState, catalogAt: CatalogAt): NextInvoice | null {
  if (!state.header.period) return null;
  const last = state.header.period.end - 1;
  return nextInvoice(livedTo(state, { from: accountTime(state, 0), until: last }, catalogAt), last, catalogAt);
}

function done(state: AccountState, command: Command, at: Instant, catalogAt: CatalogAt): Change {
  const decided = decide(state, command, noFacts, at, catalogAt);
  if (!decided.ok) throw new Error(`${command.type} was refused while looking ahead: ${decided.error.code}`);
  return decided.value;
}

function creditsOf({ header }: AccountState): Pick<CreditsLeft, 'available' | 'held'> {
  return { available: header.balance, held: header.held };
}

function termsOfState({ subscription }: AccountState): OnTerms | null {
  if (!subscription) return null;
  const { planId, intervalId, seats } = subscription;
  return { planId, intervalId, seats };
}
