import { readGrants } from '@/db/reads/grants';
import { readRefreshEnded } from '@/db/reads/statement';
import type { Actor } from '@/lib/access/actor';
import { burnDownOf, type BurnDownPolicy } from '@/lib/catalog/burn-down-policy';
import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { burnDownOrder } from '@/lib/ledger/burn-down';
import { isLocked, spendable } from '@/lib/ledger/locks';
import type { AccountState, Grant } from '@/lib/ledger/state';
import { isoText } from '@/lib/time';
import { endingsOf, paidForTheRest, planLasting, type Endings, type PlanLasting } from '@/lib/usage/balance';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { listedGrant, promisedGrants, type GrantPage, type ListedGrant } from './list-grants';

/** A lot of credits as the balance page shows it. Credits and money are JSON numbers, exact to six decimals. */
export interface BalanceGrant extends ListedGrant {
  planName: string | null;
  /** What was paid for the credits of it that are still here, in minor units. */
  leftMinor: number;
  paysNext: boolean;
}

export interface BalancePage {
  available: number;
  held: number;
  spendable: number;
  currency: string;
  /** What was paid for everything that is here, in minor units. */
  leftMinor: number;
  /** How many lots have anything left. */
  open: number;
  /** A page of them, in the order in which they pay; or of all that there ever were, newest first. */
  grants: BalanceGrant[];
  /** The number of the grant after which the page goes on; null: there is nothing further. */
  next: number | null;
  promised: GrantPage['promised'];
  endings: Endings;
  burnDown: BurnDownPolicy;
  rollover: {
    /** How long the plan's credits last, by its own policy; empty: there is no plan, or it gives nothing. */
    lasting: PlanLasting[];
    /** What was carried into the running period. */
    carriedIn: number;
    /** What the running period's last refresh ended: what was above the cap, or else what was too old. */
    ended: { at: string; credits: number; why: 'carry_over_cap' | 'lifetime_over' } | null;
  };
}

const PAGE = 50;

/**
 * The account's lots of credits, what of them ends when, and what becomes of them at a refresh. Fails as lib/access says.
 * @param input.all also those of which nothing is left
 * @param input.after the grant after which the page begins, in the order that it shows; null: at the first
 */
export async function readGrantsPage(
  context: Context,
  actor: Actor,
  { accountId, all, after }: { accountId: Id; all: boolean; after: number | null },
): Promise<Result<BalancePage>> {
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx, { header }) => ({
    every: all ? await readGrants(tx, accountId, { before: after, limit: PAGE + 1 }) : null,
    ended: header.period && (await readRefreshEnded(tx, accountId, header.period.start)),
  }));
  if (!read.ok) return read;
  const { account, state, catalog, now, more } = read.value;
  const { header, subscription } = state;
  const open = [...state.grants].sort(burnDownOrder(catalog.burnDown));
  const rest = more.every ?? open.slice(open.findIndex(({ id }) => id === after) + 1);
  const shown = rest.slice(0, PAGE);
  const payer = open.find(
    (grant) => grant.available > 0n && grant.effectiveAt <= now && !isLocked(grant, state, catalog),
  );
  return ok({
    available: jsonNumber(header.balance),
    held: jsonNumber(header.held),
    spendable: jsonNumber(spendable(state, catalog)),
    currency: account.currency,
    leftMinor: jsonNumber(open.reduce((sum, grant) => sum + paidForTheRest(grant), 0n)),
    open: open.length,
    grants: shown.map((grant) => balanceGrant(grant, state, catalog, payer)),
    next: rest.length > PAGE ? shown.at(-1)!.id : null,
    promised: promisedGrants(state),
    endings: endingsOf(open, account.zone, now),
    burnDown: burnDownOf(catalog),
    rollover: {
      lasting: subscription ? planLasting(subscription, catalog) : [],
      carriedIn: jsonNumber(header.period?.carriedIn ?? 0n),
      ended: more.ended && {
        at: isoText(more.ended.at),
        credits: jsonNumber(more.ended.credits),
        why: more.ended.why,
      },
    },
  });
}

function balanceGrant(grant: Grant, state: AccountState, catalog: Catalog, payer: Grant | undefined): BalanceGrant {
  const { planId } = grant;
  return {
    ...listedGrant(grant, state, catalog),
    planName: planId && (catalog.plans.find(({ id }) => id === planId)?.name ?? planId),
    leftMinor: jsonNumber(paidForTheRest(grant)),
    paysNext: grant.id === payer?.id,
  };
}
