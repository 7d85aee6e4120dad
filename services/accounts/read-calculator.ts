import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { freeLeft } from '@/lib/ledger/free-quantity';
import { spendable } from '@/lib/ledger/locks';
import { dayIn } from '@/lib/time';
import type { Asked } from '@/lib/usage/activity-filter';
import { balanceBuys } from '@/lib/usage/balance-buys';
import { mixCredits, parseMix, usedMix } from '@/lib/usage/mix';
import { mixWays } from '@/lib/usage/mix-ways';
import { planFits } from '@/lib/usage/plan-fit';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import type { Calculator } from './calculator-answer';
import { fitAnswer } from './fit-answer';
import { usedLately } from './used-lately';

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
