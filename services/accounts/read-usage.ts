import { z } from 'zod';
import type { Account } from '@/db/ledger/accounts';
import type { Transaction } from '@/db/client';
import { readFirstEntryAt } from '@/db/reads/activity';
import { sumEntries, sumRollup, type UsageOver, type UsageSpan, type UsageSum } from '@/db/reads/usage';
import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import { addDays, isoText, type Day, type Instant, type Zone } from '@/lib/time';
import type { Context } from '../context';
import { dayInput } from '../day-input';
import { entriesBetweenDays } from '../ledger/entry-range';
import { readSettled } from '../ledger/read-settled';

export const usageBy = ['feature', 'model', 'project', 'member', 'day'] as const;
export type UsageBy = (typeof usageBy)[number];

const DAYS_MAX = 366;

export const usageQuery = z
  .strictObject({
    by: z.enum(usageBy).meta({ description: 'What the credits are added up by.' }),
    from: dayInput.optional().meta({ description: "First day, in the account's zone. Left out: the current period." }),
    to: dayInput.optional().meta({ description: `Last day, itself included: at most ${DAYS_MAX} days with it.` }),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ['to'],
    message: 'Name both "from" and "to", or neither.',
  })
  .refine(({ from = '', to = '' }) => from <= to, { path: ['to'], message: '"to" is not before "from".' })
  .refine(({ from, to = '' }) => from === undefined || to < addDays(from, DAYS_MAX), {
    path: ['to'],
    message: `At most ${DAYS_MAX} days at a time.`,
  });

/** What was used of one thing. Credits are JSON numbers, exact to six decimals. */
export interface UsageLine {
  /** A feature, model, project, member or day; null: of none. */
  key: string | null;
  credits: number;
  refundedEarlier: number;
  generations: number;
}

export interface Usage {
  account: Id;
  by: UsageBy;
  zone: Zone;
  from: Day | null;
  to: Day | null;
  period: { start: string; end: string } | null;
  items: UsageLine[];
  others: Omit<UsageLine, 'key'> | null;
  total: Omit<UsageLine, 'key'>;
}

const LINES_MAX = 1_000;
/** Projects and members are not in the rollup: their entries are read, and no more than this. */
const ENTRIES_MAX = 200_000;
/** The period that the rollup files what was used outside any under. */
const NO_PERIOD: Instant = 0;

/**
 * What an account used its credits for, in its current period or between two days of its zone. By feature, model and day
 * from the rollup, by project and member from the entries: the totals are the same. Fails with invalid_request (too much
 * to add up), or as lib/access says.
 */
export async function readUsage(
  context: Context,
  actor: Actor,
  accountId: Id,
  { by, from, to }: z.output<typeof usageQuery>,
): Promise<Result<Usage>> {
  const days = from !== undefined && to !== undefined ? { from, to } : null;
  const read = await readSettled(context, actor, accountId, 'account.read', (tx, state, account) =>
    sumUsage(tx, state, account, days ?? { periodStart: state.header.period?.start ?? NO_PERIOD }, by, 'all'),
  );
  if (!read.ok) return read;
  const { account, state, more: sums } = read.value;
  if (!sums.ok) return sums;
  const { period } = state.header;
  const sorted = [...sums.value].sort(by === 'day' ? byKey : byUse);
  return ok({
    account: accountId,
    by,
    zone: account.zone,
    from: from ?? null,
    to: to ?? null,
    period: days || !period ? null : { start: isoText(period.start), end: isoText(period.end) },
    items: sorted.slice(0, LINES_MAX).map((sum) => ({ key: sum.key, ...totalOf([sum]) })),
    others: sorted.length > LINES_MAX ? totalOf(sorted.slice(LINES_MAX)) : null,
    total: totalOf(sorted),
  });
}

/** What was used, added up for machines and for pages alike. Fails with invalid_request: too much to add up. */
export async function sumUsage(
  tx: Transaction,
  { accountId, header }: AccountState,
  { zone }: Account,
  span: UsageSpan,
  by: UsageBy,
  over: UsageOver,
): Promise<Result<UsageSum[]>> {
  if (by !== 'project' && by !== 'member') return ok(await sumRollup(tx, accountId, span, by, over));
  const { seq } = header;
  const range = 'from' in span ? await entriesBetweenDays(tx, accountId, seq, zone, span) : await inPeriod(span);
  if (range.last - range.first >= ENTRIES_MAX) {
    const detail = `More than ${ENTRIES_MAX} entries lie in this time: ask for fewer days.`;
    return fail('invalid_request', { pointer: '/from', detail });
  }
  return ok(await sumEntries(tx, accountId, range, by, zone, over));

  async function inPeriod({ periodStart }: { periodStart: Instant }) {
    if (periodStart === NO_PERIOD) return { first: 1, last: seq, periodStart: null };
    return { first: await readFirstEntryAt(tx, accountId, periodStart, seq), last: seq, periodStart };
  }
}

function totalOf(sums: readonly UsageSum[]): Omit<UsageLine, 'key'> {
  return {
    credits: jsonNumber(sums.reduce((sum, { used }) => sum + used, 0n)),
    refundedEarlier: jsonNumber(sums.reduce((sum, { refundedEarlier }) => sum + refundedEarlier, 0n)),
    generations: sums.reduce((sum, { generations }) => sum + generations, 0),
  };
}

/** Most used first. */
function byUse(a: UsageSum, b: UsageSum): number {
  return a.used === b.used ? byKey(a, b) : a.used > b.used ? -1 : 1;
}

function byKey(a: UsageSum, b: UsageSum): number {
  return (a.key ?? '') < (b.key ?? '') ? -1 : 1;
}
