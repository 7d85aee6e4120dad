import type { CatalogAt } from '@/lib/catalog/schema';
import { fail, ok, type Result } from '@/lib/errors';
import { noFacts, type Command } from '@/lib/ledger/command';
import { decide, type Change } from '@/lib/ledger/decide';
import type { AccountState, Subscription } from '@/lib/ledger/state';
import { totalDue } from '@/lib/plans/charge-line';
import type { Brings, Promised } from '@/lib/plans/invoice';
import { sha256 } from '@/lib/sha256';
import type { Instant } from '@/lib/time';

/** What a change really does of what can be promised of it: money in minor units, credits in micro-credits. */
export interface Figures {
  net: bigint;
  gives: bigint;
  ends: bigint;
}

export function figuresOf({ charges, entries }: Change): Figures {
  const sum = (of: (entry: Change['entries'][number]) => boolean) =>
    entries.filter(of).reduce((all, { amount }) => all + amount, 0n);
  return {
    net: totalDue(charges),
    gives: sum(({ from }) => from === 'issued'),
    ends: sum(({ from, to }) => from === 'available' && (to === 'expired' || to === 'revoked')),
  };
}

/**
 * The subscription that figures were reckoned from: another text, other figures. What comes by itself within a period
 * is not part of it.
 */
export function fingerprintOf(subscription: Subscription | null): string {
  if (!subscription) return sha256('none');
  const { planId, intervalId, seats, anchor, periodIndex, status, next, seatsNext, addOns, soFar } = subscription;
  const sums = soFar && [soFar.price, soFar.credits, soFar.paid, soFar.given].map(String);
  return sha256(
    JSON.stringify([planId, intervalId, seats, anchor, periodIndex, status, next, seatsNext, addOns, sums]),
  );
}

/**
 * The command that a payment brings, where it still does what was paid for: it costs as much, gives as much and ends no
 * more. Fails with `change_not_possible`, or as the command does.
 * @param state settled to `at`
 */
export function keepPromise(
  { command, promise }: Brings,
  net: bigint,
  state: AccountState,
  at: Instant,
  catalogAt: CatalogAt,
): Result<Command> {
  const decided = decide(state, command, noFacts, at, catalogAt);
  if (!decided.ok) return decided;
  const figures = figuresOf(decided.value);
  const holds = figures.net === net && (promise === null || isKept(promise, figures, state.subscription));
  return holds ? ok(command) : fail('change_not_possible', { detail: 'This does not do any more what was paid for.' });
}

export function isKept(promise: Promised, figures: Figures, subscription: Subscription | null): boolean {
  const { gives, ends, fingerprint } = promise;
  const same = fingerprint === null || fingerprint === fingerprintOf(subscription);
  return same && figures.gives === gives && figures.ends <= ends;
}
