import type { Micro } from '../credits';
import type { Instant } from '../time';
import { periodChange, type Entry, type EntryKind, type EntryReason } from './entry';
import type { GenerationStep } from './generation';
import type { ChargeLine } from '../plans/charge-line';
import type {
  AccountState,
  Cap,
  FreeUse,
  Grant,
  Header,
  Hold,
  PeriodTotals,
  Place,
  RestingPlace,
  Subscription,
  TopUp,
  UpcomingGrant,
} from './state';

/**
 * An account's state while a command is at work on it. The only way to touch a credit is `issue` and `move`, and both
 * write the entry, the grant, the header and the period's totals together: they can't drift apart.
 */
export interface Draft {
  readonly before: AccountState;
  header: Header;
  subscription: Subscription | null;
  grants: Map<number, Grant>;
  touched: Set<number>;
  holds: readonly Hold[];
  caps: readonly Cap[];
  freeUses: readonly FreeUse[];
  upcoming: readonly UpcomingGrant[];
  topUp: TopUp | null;
  claimed: string[];
  entries: Entry[];
  /** What happened to generations, in order. */
  steps: GenerationStep[];
  /** What has to be paid for what was done, or was given back of it. */
  charges: ChargeLine[];
}

/** @param closed grants that a command refers to and that nothing is left in */
export function openDraft(state: AccountState, closed: readonly Grant[] = []): Draft {
  const grants = new Map<number, Grant>();
  for (const grant of closed) grants.set(grant.id, grant);
  for (const grant of state.grants) grants.set(grant.id, grant);
  return {
    before: state,
    header: state.header,
    subscription: state.subscription,
    grants,
    touched: new Set(),
    holds: state.holds,
    caps: state.caps,
    freeUses: state.freeUses,
    upcoming: state.upcoming,
    topUp: state.topUp,
    claimed: [...state.claimed],
    entries: [],
    steps: [],
    charges: [],
  };
}

/** The state after the draft's work: grants that hold nothing any more leave it. */
export function closeDraft(draft: Draft): AccountState {
  return {
    accountId: draft.before.accountId,
    zone: draft.before.zone,
    header: draft.header,
    subscription: draft.subscription,
    grants: openGrants(draft),
    holds: draft.holds,
    caps: draft.caps,
    freeUses: draft.freeUses,
    upcoming: draft.upcoming,
    topUp: draft.topUp,
    claimed: draft.claimed,
  };
}

/** By id. New ones have larger ids and came last; only what a command has brought back may stand before an older one. */
function openGrants({ grants }: Draft): Grant[] {
  const open: Grant[] = [];
  let last = 0;
  let inOrder = true;
  for (const grant of grants.values()) {
    if (grant.available === 0n && grant.held === 0n) continue;
    inOrder &&= last < grant.id;
    last = grant.id;
    open.push(grant);
  }
  return inOrder ? open : open.sort((a, b) => a.id - b.id);
}

/** What an entry is about, beside the credits that it moves. */
export interface Story {
  kind: EntryKind;
  reason: EntryReason;
  at: Instant;
  generationId?: string | null;
  feature?: string | null;
  model?: string | null;
}

export type NewGrant = Omit<Grant, 'id' | RestingPlace>;

/** Puts a new grant into the account: its whole amount becomes available. The grant's id is its entry's number. */
export function issue(
  draft: Draft,
  grant: NewGrant,
  reason: EntryReason,
  at: Instant,
  about: Partial<Pick<Story, 'kind' | 'generationId' | 'feature' | 'model'>> = {},
): Grant {
  const issued: Grant = {
    ...grant,
    id: draft.header.seq + 1,
    available: 0n,
    held: 0n,
    spent: 0n,
    expired: 0n,
    revoked: 0n,
    reissued: 0n,
  };
  draft.grants.set(issued.id, issued);
  return move(draft, issued.id, 'issued', 'available', grant.amount, { kind: 'grant', ...about, reason, at });
}

/**
 * Moves credits of one grant from one place to another and writes the entry.
 * @throws when the place does not hold that much: a rule asked for the impossible, and nothing may be saved
 */
export function move(draft: Draft, grantId: number, from: Place, to: RestingPlace, amount: Micro, story: Story): Grant {
  const grant = draft.grants.get(grantId);
  if (!grant || amount <= 0n) throw new Error(`no such movement: ${amount} of grant ${grantId}`);
  if (from !== 'issued' && grant[from] < amount) {
    throw new Error(`grant ${grantId} has ${grant[from]} ${from}, not ${amount}`);
  }
  const moved: Grant = {
    ...grant,
    ...(from === 'issued' ? {} : { [from]: grant[from] - amount }),
    [to]: grant[to] + amount,
  };
  draft.grants.set(grantId, moved);
  draft.touched.add(grantId);

  const { header } = draft;
  const change = (place: RestingPlace) => (to === place ? amount : 0n) - (from === place ? amount : 0n);
  const totals = periodChange({ from, to, amount, reason: story.reason });
  draft.header = {
    seq: header.seq + 1,
    at: story.at,
    balance: header.balance + change('available'),
    held: header.held + change('held'),
    period: header.period && {
      ...header.period,
      granted: header.period.granted + totals.granted,
      used: header.period.used + totals.used,
      ended: header.period.ended + totals.ended,
    },
  };
  write(draft, { grantId, from, to, amount, ...story });
  return moved;
}

/** Leaves a line that moves nothing, so that the customer sees that the work was free. */
export function noteFree(draft: Draft, story: Omit<Story, 'kind'>): void {
  draft.header = { ...draft.header, seq: draft.header.seq + 1, at: story.at };
  write(draft, { grantId: null, from: null, to: null, amount: 0n, ...story, kind: 'free' });
}

/** Starts a period: what the account owns at this moment is what is carried into it. */
export function startPeriod(draft: Draft, span: Pick<PeriodTotals, 'start' | 'end'>): void {
  const { balance, held } = draft.header;
  draft.header = {
    ...draft.header,
    period: { start: span.start, end: span.end, carriedIn: balance + held, granted: 0n, used: 0n, ended: 0n },
  };
}

function write(draft: Draft, entry: Pick<Entry, 'grantId' | 'from' | 'to' | 'amount'> & Story): void {
  draft.entries.push({
    seq: draft.header.seq,
    at: entry.at,
    kind: entry.kind,
    reason: entry.reason,
    grantId: entry.grantId,
    from: entry.from,
    to: entry.to,
    amount: entry.amount,
    balanceAfter: draft.header.balance,
    periodStart: draft.header.period?.start ?? null,
    generationId: entry.generationId ?? null,
    feature: entry.feature ?? null,
    model: entry.model ?? null,
  });
}
