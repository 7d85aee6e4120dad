import { readDismissed, readOwners } from '@/db/reads/notices';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { spendable } from '@/lib/ledger/locks';
import type { Subscription } from '@/lib/ledger/state';
import { isContract, nextPlan, periodCredits } from '@/lib/plans/plan';
import { isoText } from '@/lib/time';
import type { Dismissed } from '@/lib/usage/notices';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';

/** What a notice says beside the meter's own figures: what can be done now, and by whom. */
export interface NoticeFacts {
  dismissed: Dismissed | null;
  /** The lowest plan that gives more, and how many credits a period; null: there is none. */
  nextPlan: { name: string; credits: number; months: number } | null;
  hasPacks: boolean;
  /** Credits that are here and cannot be spent for now. */
  locked: number;
  /** Of a contract whose invoice is overdue: when its grace is over, or was; null: there is none. */
  contractGrace: string | null;
  /** Who pays for the account; null: whoever asks does. */
  owners: { name: string; email: string | null }[] | null;
}

/** Fails as lib/access says. */
export async function readNotices(context: Context, actor: Actor, accountId: Id): Promise<Result<NoticeFacts>> {
  const membership =
    actor.kind === 'person' ? actor.memberships.find((each) => each.accountId === accountId) : undefined;
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx) => ({
    dismissed: actor.kind === 'person' ? await readDismissed(tx, accountId, actor.personId) : null,
    owners: membership?.role === 'owner' ? null : await readOwners(tx, accountId),
  }));
  if (!read.ok) return read;
  const { state, catalog, more } = read.value;
  const { subscription, header } = state;
  const next = subscription && nextPlan(catalog, subscription);
  return ok({
    dismissed: more.dismissed && { level: more.dismissed.level, period: isoText(more.dismissed.period) },
    nextPlan: next && {
      name: next.plan.name,
      credits: jsonNumber(periodCredits(next, subscription.seats)),
      months: next.interval.months,
    },
    hasPacks: catalog.packs.length > 0,
    locked: jsonNumber(header.balance - spendable(state, catalog)),
    contractGrace: subscription && contractGraceOf(subscription, catalog),
    owners: more.owners,
  });
}

function contractGraceOf(subscription: Subscription, catalog: Catalog): string | null {
  const { graceEndsAt } = subscription;
  return graceEndsAt !== null && isContract(subscription, catalog) ? isoText(graceEndsAt) : null;
}
