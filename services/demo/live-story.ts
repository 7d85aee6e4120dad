import { readAccounts, setAccountClock } from '@/db/ledger/accounts';
import { loadStates } from '@/db/ledger/load';
import { inTransaction } from '@/db/transaction';
import { theProgram } from '@/lib/access/actor';
import { quote } from '@/lib/catalog/price';
import type { Catalog } from '@/lib/catalog/schema';
import { credits, type Micro } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import type { Command } from '@/lib/ledger/command';
import type { Subscription } from '@/lib/ledger/state';
import { periodOf, type Span } from '@/lib/plans/periods';
import { periodCredits, termsOf, type PlanTerms } from '@/lib/plans/plan';
import { DAY_MS, type Instant } from '@/lib/time';
import { moveClock } from '../accounts/move-clock';
import type { Context } from '../context';
import { always, runCommands, type LedgerItem } from '../ledger/run-commands';
import { recordPaid } from '../payments/record-paid';
import type { Habit, HeldWork, Story } from './cast';
import { seeded } from './seeded';

const HOUR_MS = 3_600_000;
const WAKING_MS = 9 * HOUR_MS;

/**
 * Lives one account's months through the engine: each period is used as the story says, and each boundary is crossed
 * with its renewal and payment. The account's clock ends at `end`. A story that was cut short goes on where it stopped.
 */
export async function liveStory(
  context: Context,
  input: { accountId: Id; catalog: Catalog; end: Instant; story: Story; onProgress: (at: Instant) => void },
): Promise<void> {
  const { accountId, catalog, end, story, onProgress } = input;
  for (;;) {
    const { subscription, header } = await readState(context, accountId);
    const account = (await readAccounts(context.db.sql, [accountId])).get(accountId)!;
    if (!subscription || !header.period) throw new Error('the demo has an account without a subscription');
    const terms = termsOf(catalog, subscription);
    const span = periodOf(subscription.anchor, terms.interval.months, subscription.periodIndex);
    const last = span.end > end;
    const until = last ? end : span.end;

    // The clock leaves the period's start in the same commit as the period's work: what was lived is not lived again.
    if (account.clockAt === span.start) {
      const target =
        last && story.leaves !== undefined
          ? header.balance - credits(story.leaves)
          : plannedUse(story, subscription, terms);
      const work = planWork(catalog, story, subscription.periodIndex, target, { start: span.start, end: until });
      const events = eventsOf(story, subscription.periodIndex, span.start).filter((event) => event.clockAt < until);
      const items = [
        ...events.map((event) => ({ accountId, ...event })),
        ...work.map((each) => itemOf(accountId, each)),
        ...heldItems(accountId, story, subscription.periodIndex, span.start).filter((item) => item.clockAt < until),
      ];
      items.sort((a, b) => a.clockAt - b.clockAt);
      // Work that there are not enough credits for is refused, as it would be in real life.
      await inTransaction(context.db, async (tx) => {
        const results = await runCommands(tx, context, items);
        for (const result of results) {
          const change = result.ok ? result.value.change : null;
          if (change) await recordPaid(tx, context, account, change);
        }
        await setAccountClock(tx, accountId, until - 1);
      });
    }
    const moved = await moveClock(context, theProgram, { accountId, to: until });
    if (!moved.ok) throw new Error(`the demo's clock did not move: ${moved.error.detail}`);
    onProgress(until);
    if (last) return;
  }
}

async function readState(context: Context, accountId: Id) {
  return (await loadStates(context.db.sql, [accountId])).get(accountId)!.state;
}

function plannedUse(story: Story, subscription: Subscription, terms: PlanTerms): Micro {
  const now = <T>(list: readonly T[]) => list[Math.min(subscription.periodIndex, list.length - 1)]!;
  if (story.useCredits) return credits(now(story.useCredits));
  return (periodCredits(terms, subscription.seats) * BigInt(now(story.usePercent ?? [0]))) / 100n;
}

/** What happened in a period beside its work. Those of its first day come before the work of that day. */
function eventsOf(story: Story, periodIndex: number, start: Instant) {
  return (story.events ?? [])
    .filter((event) => event.period === periodIndex)
    .map(({ afterDays, command }) => ({ clockAt: start + afterDays * DAY_MS, command: always(command) }));
}

interface Work {
  at: Instant;
  habit: Habit;
  quantity: Habit['quantities'][number];
}

/** Draws work worth about `target` micro-credits and never more, at waking hours, in time order. */
function planWork(catalog: Catalog, story: Story, periodIndex: number, target: Micro, span: Span): Work[] {
  const chance = seeded(story.seed * 1000 + periodIndex);
  const bag = story.habits.flatMap((habit) => Array.from({ length: habit.weight }, () => habit));
  const days = Math.max(1, Math.floor((span.end - span.start) / DAY_MS));
  const work: Work[] = [];
  let planned = 0n;
  for (let misses = 0; misses < 40 && target > 0n;) {
    const habit = chance.pick(bag);
    const quantity = chance.pick(habit.quantities);
    const priced = quote(catalog, { ...habit.request, quantity });
    if (!priced.ok) throw new Error(`the demo asks for what is not sold: ${priced.error.detail}`);
    const at = Math.min(span.start + chance.below(days) * DAY_MS + chance.below(WAKING_MS), span.end - 1);
    if (planned + priced.value.credits > target) {
      misses += 1;
      continue;
    }
    planned += priced.value.credits;
    // Free work costs nothing, so only luck ends it.
    if (priced.value.credits === 0n) misses += 1;
    work.push({ at, habit, quantity });
  }
  return work.sort((a, b) => a.at - b.at);
}

function itemOf(accountId: Id, { at, habit, quantity }: Work): LedgerItem & { clockAt: Instant } {
  const generationId = newId();
  return {
    accountId,
    clockAt: at,
    project: habit.project ?? null,
    command: (catalog) => {
      const priced = quote(catalog, { ...habit.request, quantity });
      return priced.ok ? ok({ type: 'debit', generationId, quote: priced.value }) : priced;
    },
  };
}

/** The holds of a period, and what became of them. */
function heldItems(accountId: Id, story: Story, periodIndex: number, start: Instant) {
  return (story.held ?? [])
    .filter(({ period }) => period === periodIndex)
    .flatMap((work) => storyOf(accountId, work, start));
}

/** One generation's hold and, at their own instants, the capture, the void or the refunds that followed. */
function storyOf(
  accountId: Id,
  { request, project, afterHours, lapsesAfterHours, then }: HeldWork,
  start: Instant,
): (LedgerItem & { clockAt: Instant })[] {
  const generationId = newId();
  const at = start + afterHours * HOUR_MS;
  const hold = (catalog: Catalog): Result<Command> => {
    const priced = quote(catalog, request);
    const lapsesAt = at + lapsesAfterHours * HOUR_MS;
    return priced.ok ? ok({ type: 'hold', generationId, quote: priced.value, lapsesAt }) : priced;
  };
  const after = (catalog: Catalog, what: HeldWork['then'][number]): Result<Command> => {
    if (what.type === 'void') return ok({ type: 'void', generationId });
    if (what.type === 'refund') {
      return ok({ type: 'refund', generationId, credits: what.credits === null ? null : credits(what.credits) });
    }
    const priced = quote(catalog, { ...request, quantity: what.quantity });
    return priced.ok
      ? ok({ type: 'capture', generationId, credits: priced.value.credits, quote: priced.value })
      : priced;
  };
  return [
    { accountId, clockAt: at, project: project ?? null, command: hold },
    ...then.map((what) => ({
      accountId,
      clockAt: at + what.hours * HOUR_MS,
      command: (catalog: Catalog) => after(catalog, what),
    })),
  ];
}
