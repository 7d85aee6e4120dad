import { balanceChange, type Entry, type EntryKind, type EntryReason } from '../ledger/entry';
import type { Grant, GrantSource } from '../ledger/state';
import type { ChargeLine } from '../plans/charge-line';
import { isoText } from '../time';
import { shownCredits } from './claims';
import type { Simulation, Verdict } from './run';

/**
 * A scenario that has been lived through, as plain data: what `--json` prints, and what the words are made of. Credits
 * are JSON numbers (exact; text above 999,999,999.999999), money is whole minor units, instants are ISO texts.
 */
export interface Report {
  statement: StatementLine[];
  grants: GrantLife[];
  charges: ChargeShown[];
  /** What has been paid in all, in minor units. */
  paidTotal: number;
  closing: { balance: number | string; held: number | string };
  refusals: RefusalShown[];
  expectations: ExpectationShown[];
  met: number;
  of: number;
  /** Every expectation is met, and nothing was refused that should not have been. */
  ok: boolean;
}

export interface StatementLine {
  number: number;
  at: string;
  kind: EntryKind;
  reason: EntryReason;
  /** In the order in which grants came: 1 is the first. Null for work that was free. */
  grant: number | null;
  source: GrantSource | null;
  /** The author's name for it, where it has one. */
  generation: string | null;
  feature: string | null;
  model: string | null;
  amount: number | string;
  change: number | string;
  balanceAfter: number | string;
}

export interface GrantLife {
  number: number;
  name: string | null;
  source: GrantSource;
  plan: string | null;
  rule: string | null;
  amount: number | string;
  from: string;
  /** null: never ends. */
  until: string | null;
  /** Minor units, to the millionth. */
  paid: number | string;
  /** Where its credits are now. They add up to the amount. */
  places: Record<'available' | 'held' | 'spent' | 'expired' | 'revoked' | 'reissued', number | string>;
  /** Where they went, one line for each use and each end. */
  went: { to: 'spent' | 'expired' | 'revoked' | 'reissued'; why: string; credits: number | string }[];
}

export interface ChargeShown extends Omit<ChargeLine, 'amount' | 'span' | 'itemId' | 'intervalId'> {
  at: string;
  item: string;
  interval: string | null;
  amount: number;
  span: { start: string; end: string } | null;
}

export interface RefusalShown {
  at: string;
  place: string;
  event: string;
  code: string;
  detail: string | null;
  /** The scenario says so. */
  foreseen: boolean;
  /** Number of the entry that it came after. */
  afterNumber: number;
}

export type ExpectationShown = Omit<Verdict, 'at'> & { at: string };

export function reportOf({ life, outcomes, verdicts, generationNames, grantNames }: Simulation): Report {
  const grants = [...life.grants.values()];
  const numbers = new Map(grants.map((grant, index) => [grant.id, index + 1]));
  const refusals = outcomes
    .filter(({ refusal }) => refusal !== null)
    .map(({ at, place, event, refusal, foreseen, afterSeq }) => ({
      at: isoText(at),
      place,
      event,
      code: refusal!.code,
      detail: refusal!.detail ?? null,
      foreseen,
      afterNumber: afterSeq,
    }));
  const met = verdicts.filter((verdict) => verdict.met).length;
  return {
    statement: life.entries.map((entry) => ({
      number: entry.seq,
      at: isoText(entry.at),
      kind: entry.kind,
      reason: entry.reason,
      grant: entry.grantId === null ? null : numbers.get(entry.grantId)!,
      source: entry.grantId === null ? null : life.grants.get(entry.grantId)!.source,
      generation: (entry.generationId && generationNames.get(entry.generationId)) ?? null,
      feature: entry.feature,
      model: entry.model,
      amount: shownCredits(entry.amount),
      change: shownCredits(balanceChange(entry)),
      balanceAfter: shownCredits(entry.balanceAfter),
    })),
    grants: grants.map((grant) => grantLife(grant, numbers.get(grant.id)!, grantNames.get(grant.id), life.entries)),
    charges: life.bills.flatMap(({ at, lines }) => lines.map((line) => chargeShown(isoText(at), line))),
    paidTotal: Number(life.paid),
    closing: { balance: shownCredits(life.state.header.balance), held: shownCredits(life.state.header.held) },
    refusals,
    expectations: verdicts.map((verdict) => ({ ...verdict, at: isoText(verdict.at) })),
    met,
    of: verdicts.length,
    ok: met === verdicts.length && refusals.every(({ foreseen }) => foreseen),
  };
}

function grantLife(grant: Grant, number: number, name: string | undefined, entries: readonly Entry[]): GrantLife {
  const { available, held, spent, expired, revoked, reissued } = grant;
  const places = { available, held, spent, expired, revoked, reissued };
  return {
    number,
    name: name ?? null,
    source: grant.source,
    plan: grant.planId,
    rule: grant.ruleId,
    amount: shownCredits(grant.amount),
    from: isoText(grant.effectiveAt),
    until: grant.expiresAt === null ? null : isoText(grant.expiresAt),
    paid: shownCredits(grant.paid),
    places: Object.fromEntries(
      Object.entries(places).map(([place, amount]) => [place, shownCredits(amount)]),
    ) as GrantLife['places'],
    went: whereItWent(entries.filter(({ grantId }) => grantId === grant.id)),
  };
}

const gone = ['spent', 'expired', 'revoked', 'reissued'] as const;

/** What was used for a feature, less what came back of it, and what ended for which reason. */
function whereItWent(entries: readonly Entry[]): GrantLife['went'] {
  const sums = new Map<string, { to: (typeof gone)[number]; why: string; credits: bigint }>();
  const add = (to: (typeof gone)[number], why: string, credits: bigint) => {
    const key = `${to} ${why}`;
    sums.set(key, { to, why, credits: (sums.get(key)?.credits ?? 0n) + credits });
  };
  for (const { from, to, amount, feature, reason } of entries) {
    // What is given back had been used for the same feature.
    if (from === 'spent') add('spent', feature ?? reason, -amount);
    const place = gone.find((each) => each === to);
    if (place) add(place, place === 'spent' ? (feature ?? reason) : reason, amount);
  }
  return [...sums.values()]
    .filter(({ credits }) => credits !== 0n)
    .map(({ credits, ...line }) => ({ ...line, credits: shownCredits(credits) }));
}

function chargeShown(at: string, { itemId, intervalId, amount, span, ...line }: ChargeLine): ChargeShown {
  return {
    at,
    ...line,
    item: itemId,
    interval: intervalId,
    amount: Number(amount),
    span: span && { start: isoText(span.start), end: isoText(span.end) },
  };
}
