import { z } from 'zod';
import { readGrants } from '@/db/reads/grants';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { burnDownOrder } from '@/lib/ledger/burn-down';
import { isLocked } from '@/lib/ledger/locks';
import type { AccountState, Grant, GrantSource, UpcomingGrant } from '@/lib/ledger/state';
import { isoText, type Instant } from '@/lib/time';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { numberInput } from '../number-input';

export const grantsQuery = z.strictObject({
  all: z.literal('1').optional().meta({ description: '1: closed grants too, newest first, page by page.' }),
  before: numberInput(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: 'Grants before this one: a page\'s "next".' }),
  limit: numberInput(1, 500).optional().meta({ description: 'How many a page has at most; 50 if left out.' }),
});

/** A lot of credits, and where they are. Credits are JSON numbers, exact to six decimals. */
export interface ListedGrant {
  id: number;
  source: GrantSource;
  plan: string | null;
  rule: string | null;
  amount: number;
  available: number;
  held: number;
  spent: number;
  expired: number;
  revoked: number;
  reissued: number;
  effectiveAt: string;
  expiresAt: string | null;
  priority: number;
  /** What was paid for all of it, in minor units with at most six decimals. */
  costMinor: number;
  /** Cannot be spent for now. */
  locked: boolean;
}

export interface GrantPage {
  account: Id;
  items: ListedGrant[];
  promised: { source: UpcomingGrant['source']; credits: number; effectiveAt: string; expiresAt: string | null }[];
  next: number | null;
}

const PAGE = 50;

/**
 * The account's open grants in the order in which they pay, with what is promised for later; or all that it ever had,
 * newest first. Fails as lib/access says.
 */
export async function listGrants(
  context: Context,
  actor: Actor,
  accountId: Id,
  { all, before, limit = PAGE }: z.output<typeof grantsQuery>,
): Promise<Result<GrantPage>> {
  // One more than is asked for, to know whether there is anything further.
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx) =>
    all ? readGrants(tx, accountId, { before: before ?? null, limit: limit + 1 }) : null,
  );
  if (!read.ok) return read;
  const { state, catalog, more } = read.value;
  const grants = more ? more.slice(0, limit) : [...state.grants].sort(burnDownOrder(catalog.burnDown));
  return ok({
    account: accountId,
    items: grants.map((grant) => listedGrant(grant, state, catalog)),
    promised: promisedGrants(state),
    next: more && more.length > limit ? grants.at(-1)!.id : null,
  });
}

export function listedGrant(grant: Grant, state: AccountState, catalog: Catalog): ListedGrant {
  return {
    id: grant.id,
    source: grant.source,
    plan: grant.planId,
    rule: grant.ruleId,
    amount: jsonNumber(grant.amount),
    available: jsonNumber(grant.available),
    held: jsonNumber(grant.held),
    spent: jsonNumber(grant.spent),
    expired: jsonNumber(grant.expired),
    revoked: jsonNumber(grant.revoked),
    reissued: jsonNumber(grant.reissued),
    effectiveAt: isoText(grant.effectiveAt),
    expiresAt: iso(grant.expiresAt),
    priority: grant.priority,
    costMinor: jsonNumber(grant.paid),
    locked: isLocked(grant, state, catalog),
  };
}

export function promisedGrants({ upcoming }: Pick<AccountState, 'upcoming'>): GrantPage['promised'] {
  return upcoming.map(({ source, amount, effectiveAt, expiresAt }) => ({
    source,
    credits: jsonNumber(amount),
    effectiveAt: isoText(effectiveAt),
    expiresAt: iso(expiresAt),
  }));
}

function iso(at: Instant | null): string | null {
  return at === null ? null : isoText(at);
}
