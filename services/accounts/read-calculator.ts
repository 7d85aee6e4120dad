import type { Transaction } from '@/db/client';
import { readUsedByDay, readUsedOf } from '@/db/reads/usage';
import type { Actor } from '@/lib/access/actor';
import { policyOf } from '@/lib/catalog/policy';
import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { freeLeft } from '@/lib/ledger/free-quantity';
import { spendable } from '@/lib/ledger/locks';
import type { AccountState } from '@/lib/ledger/state';
import { addDays, DAY_MS, dayIn, type Day } from '@/lib/time';
import type { Asked } from '@/lib/usage/activity-filter';
import { balanceBuys } from '@/lib/usage/balance-buys';
import { mixCredits, parseMix, usedMix, type UsedOf } from '@/lib/usage/mix';
import { mixWays } from '@/lib/usage/mix-ways';
import { planFits, type PlanFit } from '@/lib/usage/plan-fit';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import type { Calculator, CalculatorFit } from './calculator-answer';

/** How far back an average looks; and its shortest, so that one busy day is not taken for a month of them. */
const DAYS_MAX = 90;
const DAYS_MIN = 30;

/**
 * What an account's balance buys, and which plan a month's mix fits. The mix is what the address asks for, or else an
 * average of what the account used. Fails as lib/access says; an address never makes it fail.
 */
export async function readCalculator(
  context: Context,
  actor: Actor,
  accountId: Id,
  asked: Asked,
): Promise<Result<Calculator>> {
  const read = await readSettled(context, actor, accountId, 'account.read', (tx, _, { zone, clockAt }) =>
    usedLately(tx, accountId, dayIn(zone, clockAt ?? context.clock.now())),
  );
  if (!read.ok) return read;
  const { state, catalog, now, more: lately } = read.value;
  const ways = mixWays(catalog);
  const { mix: named, ignored } = parseMix(asked, ways);
  const used = usedMix(lately.rows, ways, lately.days);
  const mix = named ?? used.mix;
  const need = mixCredits(mix, ways);
  const budget = spendable(state, catalog);
  return ok({
    catalogName: catalog.name,
    currency: catalog.currency,
    spendable: jsonNumber(budget),
    locked: jsonNumber(state.header.balance - budget),
    buys: balanceBuys(catalog, budget, (feature) => freeLeft(state, feature, catalog, now)),
    ways: ways.map(({ key, feature, figure }) => ({ key, feature, figure })),
    mix: ways
      .filter(({ key }) => mix.has(key))
      .map((way) => ({
        key: way.key,
        quantity: mix.get(way.key)!,
        credits: jsonNumber(mixCredits(mix, [way])),
        isEstimate: !named && used.estimated.includes(way.key),
      })),
    source: named ? null : { from: lately.from, to: lately.to, days: lately.days, unknown: jsonNumber(used.unknown) },
    ignored,
    need: jsonNumber(need),
    fits: planFits(catalog, need, state.subscription?.seats ?? 1).map((fit) => fitAnswer(fit, catalog, state)),
  });
}

/** What was used in the whole days before today: 90 of them, or as many as there is any record of, but 30 at least. */
async function usedLately(
  tx: Transaction,
  accountId: Id,
  today: Day,
): Promise<{ rows: UsedOf[]; from: Day; to: Day; days: number }> {
  const [earliest, latest, to] = [addDays(today, -DAYS_MAX), addDays(today, -DAYS_MIN), addDays(today, -1)];
  const { since } = await readUsedByDay(tx, accountId, { from: to, to });
  const from = since === null || since > latest ? latest : since < earliest ? earliest : since;
  const days = Math.round((Date.parse(today) - Date.parse(from)) / DAY_MS);
  return { rows: await readUsedOf(tx, accountId, { from, to }), from, to, days };
}

function fitAnswer(fit: PlanFit, catalog: Catalog, { subscription }: AccountState): CalculatorFit {
  const { plan, interval, cover } = fit;
  const policy = policyOf(catalog).plans.find(({ id }) => id === plan.id)!;
  const money = (minor: bigint | null) => (minor === null ? null : Number(minor));
  return {
    plan: { id: plan.id, name: plan.name },
    interval: { id: interval.id, months: interval.months, isOneOf: plan.intervals.length },
    seats: plan.seats ? fit.seats : null,
    isTooSmall: fit.isTooSmall,
    isCurrent: subscription?.planId === plan.id && subscription.intervalId === interval.id,
    price: money(fit.price),
    monthly: money(fit.monthly),
    credits: jsonNumber(fit.credits),
    once: jsonNumber(fit.once),
    lasting: policy.terms
      .find(({ id }) => id === interval.id)!
      .grants.filter(({ rhythm }) => rhythm !== 'once' && rhythm !== 'start')
      .map(({ lasting }) => lasting),
    fits: fit.fits,
    left: jsonNumber(fit.left),
    missing: jsonNumber(fit.missing),
    cover: cover && { items: cover.items, credits: jsonNumber(cover.credits), price: Number(cover.minor) },
    total: money(fit.total),
    isCheapest: fit.isCheapest,
  };
}
