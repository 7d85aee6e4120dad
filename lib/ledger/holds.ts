import type { CatalogAt } from '../catalog/schema';
import { smaller, type Micro } from '../credits';
import { fail, ok, unreachable, type Result } from '../errors';
import type { Id } from '../ids';
import { renewalNeedsPayment } from '../plans/renewal';
import { DAY_MS, type Instant } from '../time';
import { afford } from './afford';
import { countUse, uncountUse } from './caps';
import type { Facts, KeptCharge, PlaceHold, VoidHold } from './command';
import { move, type Draft } from './draft';
import type { EntryReason } from './entry';
import { hasEnded } from './expiry';
import { giveBackFree, takeFree } from './free-quantity';
import type { GenerationBurn, GenerationStatus } from './generation';
import { giveBack } from './give-back';
import { noteStep } from './note-step';
import type { Hold } from './state';

/** The longest that credits are kept for work that may never come back. */
export const HOLD_MS_MAX = 30 * DAY_MS;

/** The most holds that are open at once: an account's state stays a few rows. */
const OPEN_HOLDS_MAX = 1_000;

/**
 * Reserves a generation's credits before the work. Work that is free is held too, though nothing moves.
 * Fails with `invalid_time`, `too_many_holds`, `cap_reached`, `insufficient_credits` or `credits_locked`.
 */
export function placeHold(draft: Draft, command: PlaceHold, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { quote, generationId, member = null, lapsesAt } = command;
  if (!(lapsesAt > at && lapsesAt <= at + HOLD_MS_MAX)) {
    return fail('invalid_time', { detail: 'A hold ends by itself later than now, and at most 30 days from now.' });
  }
  if (draft.holds.length >= OPEN_HOLDS_MAX) {
    return fail('too_many_holds', {
      detail: `The account has ${draft.holds.length} open holds: capture or void some of them first.`,
      data: { open: draft.holds.length, max: OPEN_HOLDS_MAX },
    });
  }
  const before = draft.header;
  const { feature, model, credits, free } = quote;
  const use = { feature, member, credits };
  const { burns, refusal } = afford(draft, use, at, catalogAt);
  if (refusal) return { ok: false, error: refusal };

  const parts = burns.map(({ grant, amount }) => ({ grantId: grant.id, amount }));
  const story = { kind: 'hold', reason: 'generation', at, generationId, feature, model } as const;
  for (const { grantId, amount } of parts) move(draft, grantId, 'available', 'held', amount, story);
  const periodStart = draft.header.period?.start ?? null;
  draft.holds = [...draft.holds, { generationId, at, lapsesAt, periodStart, feature, model, member, free, parts }];
  countUse(draft, use, at);
  takeFree(draft, free, at);
  noteStep(draft, before, {
    generationId,
    kind: 'hold',
    at,
    credits,
    burns: parts.map((part) => ({ ...part, cost: 0n })),
    quote,
    member,
    lapsesAt,
  });
  return ok(null);
}

/** The held work failed: everything comes back. Fails with `not_found` or `hold_not_open`. */
export function voidHold(
  draft: Draft,
  command: VoidHold,
  facts: Facts,
  at: Instant,
  catalogAt: CatalogAt,
): Result<null> {
  const found = openHold(draft, command.generationId, facts);
  if (!found.ok) return found;
  endHold(draft, found.value, { kind: 'void', reason: 'generation', at, endedBy: at }, catalogAt);
  return ok(null);
}

/** When the next open hold ends by itself; null: none is open. */
export function nextLapse(draft: Pick<Draft, 'holds'>): Instant | null {
  let next: Instant | null = null;
  for (const { lapsesAt } of draft.holds) if (next === null || lapsesAt < next) next = lapsesAt;
  return next;
}

/**
 * Ends the holds whose time is over: everything comes back, the soonest end first. Holds lapse before grants end, so
 * what comes back to a grant that ends at this very instant still ends with it.
 */
export function lapseHolds(draft: Draft, due: Instant, at: Instant, catalogAt: CatalogAt): void {
  const over = draft.holds.filter((hold) => hold.lapsesAt <= due).sort((a, b) => a.lapsesAt - b.lapsesAt);
  for (const hold of over) {
    endHold(draft, hold, { kind: 'lapse', reason: 'lapsed', at, endedBy: hold.lapsesAt - 1 }, catalogAt);
  }
}

interface Ending {
  kind: 'void' | 'lapse';
  reason: EntryReason;
  at: Instant;
  /** Grants that have ended by this instant get nothing back. */
  endedBy: Instant;
}

function endHold(draft: Draft, hold: Hold, { kind, reason, at, endedBy }: Ending, catalogAt: CatalogAt): void {
  const before = draft.header;
  closeHold(draft, hold);
  const burns = release(draft, hold, hold.parts, { reason, at, endedBy }, catalogAt);
  giveBackFree(draft, hold.free, hold);
  const credits = heldBy(hold);
  noteStep(draft, before, { generationId: hold.generationId, kind, at, credits, burns, member: hold.member });
}

/** Takes a hold off the list of those that are open; its credits are moved by whoever closes it. */
export function closeHold(draft: Draft, hold: Hold): void {
  draft.holds = draft.holds.filter((each) => each !== hold);
}

/** Gives held credits back, to the grants and to the limits that counted them. */
export function release(
  draft: Draft,
  hold: Hold,
  parts: Hold['parts'],
  { reason, at, endedBy }: Omit<Ending, 'kind'>,
  catalogAt: CatalogAt,
): GenerationBurn[] {
  const { generationId, feature, model, member } = hold;
  const needsPayment = renewalNeedsPayment(draft, catalogAt);
  const credits = parts.reduce((sum, { amount }) => sum + amount, 0n);
  uncountUse(draft, { feature, member, credits }, hold);
  return parts.map(({ grantId, amount }) =>
    giveBack(draft, grantId, amount, {
      from: 'held',
      story: { kind: 'void', reason, at, generationId, feature, model },
      // Held credits were carried in: what becomes of them is no news to the period's sums.
      reissued: 'reissued',
      hasEnded: (grant) => hasEnded(draft, grant, endedBy, needsPayment),
    }),
  );
}

export function heldBy({ parts }: Hold): Micro {
  return parts.reduce((sum, { amount }) => sum + amount, 0n);
}

/** Splits what is held, in burn-down order, at an amount: what is charged of it, and what is over. */
export function splitAt(parts: Hold['parts'], credits: Micro): { charged: Hold['parts']; unused: Hold['parts'] } {
  const charged: { grantId: number; amount: Micro }[] = [];
  const unused: { grantId: number; amount: Micro }[] = [];
  let left = credits;
  for (const { grantId, amount } of parts) {
    const part = smaller(amount, left);
    left -= part;
    if (part > 0n) charged.push({ grantId, amount: part });
    if (part < amount) unused.push({ grantId, amount: amount - part });
  }
  return { charged, unused };
}

/** The open hold of a generation. Fails with `not_found`, or with `hold_not_open`, which says how it ended. */
export function openHold(draft: Draft, generationId: Id, { charge }: Facts): Result<Hold> {
  const hold = draft.holds.find((each) => each.generationId === generationId);
  if (hold) return ok(hold);
  if (!charge) return fail('not_found', { detail: 'The account has no such generation.' });
  const status = statusOf(draft, charge);
  return fail('hold_not_open', { detail: whatBecame(status), data: { generationStatus: status } });
}

/** Where a generation stands, with what settling has just done to it. */
export function statusOf(draft: Draft, charge: KeptCharge): GenerationStatus {
  const lapsed = draft.steps.some((step) => step.generationId === charge.generationId && step.kind === 'lapse');
  return lapsed ? 'lapsed' : charge.status;
}

function whatBecame(status: GenerationStatus): string {
  switch (status) {
    case 'free':
      return 'This was free, and was never held.';
    case 'debited':
      return 'This was charged at once, and was never held: a refund gives it back.';
    case 'captured':
      return 'This hold has been captured: a refund gives back what was charged.';
    case 'voided':
      return 'This hold was voided: everything that was held has come back.';
    case 'lapsed':
      return 'This hold has lapsed: everything that was held has come back.';
    case 'held':
      return 'This hold is not open.';
    default:
      return unreachable(status);
  }
}
