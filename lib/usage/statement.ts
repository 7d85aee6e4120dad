import type { Catalog } from '../catalog/schema';
import { jsonNumber, type Micro } from '../credits';
import type { EntryReason } from '../ledger/entry';
import type { AccountState, GrantSource } from '../ledger/state';
import { spanOf } from '../plans/periods';
import { termsOf } from '../plans/plan';
import { isoText, type Instant } from '../time';
import { named } from './activity';
import { periodName } from './period-name';

/**
 * A line of a statement: what came, went or was set aside, added up. Credits are JSON numbers with their sign. `used` is
 * less what was given back of this period's charges; `held` is how much more (−) or less (+) is held than before.
 */
export type StatementLine = { credits: number } & (
  | { what: 'granted'; source: GrantSource; reason: EntryReason }
  | { what: 'givenBack' }
  | { what: 'used'; feature: { id: string; name: string }; generations: number }
  | { what: 'ended'; reason: EntryReason }
  | { what: 'held' }
);

/** Opening balance + sums = closing balance, to the last micro-credit. A balance is what is available. */
export interface Statement {
  opening: number;
  sums: StatementLine[];
  closing: number;
}

/** What one feature used within a statement. */
export interface StatementUse {
  feature: string;
  used: Micro;
  refundedEarlier: Micro;
  generations: number;
}

/** What a statement is made of (micro-credits). */
export interface StatementSums {
  opening: Micro;
  closing: Micro;
  issued: readonly { source: GrantSource; reason: EntryReason; credits: Micro }[];
  ended: readonly { reason: EntryReason; credits: Micro }[];
  used: readonly StatementUse[];
}

/** Issued in the place of credits that were there before, or that a refund counts already. */
const PASSED_ON: ReadonlySet<EntryReason> = new Set(['extended', 'reissued', 'reissued_earlier']);

/**
 * The lines of a statement. What is held is not added up from every hold: it is what the other sums leave of the two
 * balances, as what an account owns changes by nothing but what comes, is used and ends.
 */
export function statementOf(from: StatementSums, catalog: Pick<Catalog, 'features'>): Statement {
  const { opening, closing, ended } = from;
  const issued = from.issued.filter(({ reason }) => !PASSED_ON.has(reason)).sort(byCredits);
  const used = [...from.used].sort((a, b) =>
    a.used === b.used ? compare(a.feature, b.feature) : more(a.used, b.used),
  );
  const total = (list: readonly Micro[]) => list.reduce((sum, each) => sum + each, 0n);
  const givenBack = total(used.map((each) => each.refundedEarlier));
  const comes = total(issued.map((each) => each.credits)) + givenBack;
  const goes = total(used.map((each) => each.used)) + total(ended.map((each) => each.credits));
  const held = closing - opening - comes + goes;
  return {
    opening: jsonNumber(opening),
    sums: [
      ...issued.map(({ source, reason, credits }) => ({
        what: 'granted' as const,
        source,
        reason,
        credits: jsonNumber(credits),
      })),
      ...(givenBack > 0n ? [{ what: 'givenBack' as const, credits: jsonNumber(givenBack) }] : []),
      ...used
        .filter((each) => each.used !== 0n || each.generations > 0)
        .map(({ feature, generations, used: credits }) => ({
          what: 'used' as const,
          feature: named(feature, catalog.features)!,
          generations,
          credits: jsonNumber(-credits),
        })),
      ...[...ended]
        .sort(byCredits)
        .map(({ reason, credits }) => ({ what: 'ended' as const, reason, credits: jsonNumber(-credits) })),
      ...(held === 0n ? [] : [{ what: 'held' as const, credits: jsonNumber(held) }]),
    ],
    closing: jsonNumber(closing),
  };
}

type Sum = { source?: GrantSource; reason: EntryReason; credits: Micro };

/** Most first. */
function byCredits(a: Sum, b: Sum): number {
  if (a.credits !== b.credits) return more(a.credits, b.credits);
  return compare(`${a.source} ${a.reason}`, `${b.source} ${b.reason}`);
}

const more = (a: Micro, b: Micro) => (a > b ? -1 : 1);
const compare = (a: string, b: string) => (a < b ? -1 : 1);

/** A period as lists and addresses have it; instants are ISO texts. */
export interface StatementPeriod {
  name: string;
  /** null: all that was before the account's first period. */
  start: string | null;
  /** null: not known, where no plan followed. */
  end: string | null;
  isRunning: boolean;
}

/**
 * Names a period and says when it was over: by the subscription's own count where it is one of the running subscription's,
 * else with the next period that has entries.
 */
export function statementPeriod(
  start: Instant | null,
  next: Instant | null,
  { header, subscription }: Pick<AccountState, 'header' | 'subscription'>,
  catalog: Catalog,
): StatementPeriod {
  const running = header.period;
  const isRunning = running !== null && running.start === start;
  const counted = start === null || !subscription ? null : countedEnd(start, subscription, catalog);
  const end = isRunning ? running.end : (counted ?? next ?? running?.start ?? null);
  return {
    name: periodName(start),
    start: start === null ? null : isoText(start),
    end: end === null ? null : isoText(end),
    isRunning,
  };
}

/** When a period is over by the running subscription's own count; null where it is none of that subscription's. */
export function countedEnd(
  start: Instant,
  subscription: NonNullable<AccountState['subscription']>,
  catalog: Catalog,
): Instant | null {
  const { months } = termsOf(catalog, subscription).interval;
  for (let index = subscription.periodIndex; index >= subscription.anchorIndex; index -= 1) {
    const span = spanOf(subscription, months, index);
    if (span.start === start) return span.end;
    if (span.start < start) return null;
  }
  return null;
}
