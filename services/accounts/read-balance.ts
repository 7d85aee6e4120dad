import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { spendable } from '@/lib/ledger/locks';
import { nextRefresh } from '@/lib/plans/refresh';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';

/** What an account can spend now. Credits are JSON numbers, exact to six decimals. */
export interface Balance {
  account: Id;
  asOf: string;
  available: number;
  /** Without what is locked for now. */
  spendable: number;
  held: number;
  plan: { id: string; status: string } | null;
  period: { start: string; end: string; carriedIn: number; granted: number; used: number; ended: number } | null;
  /** When the plan next gives credits; null: never again by itself. */
  refreshesAt: string | null;
}

/** The balance, settled to now. Fails as lib/access says. */
export async function readBalance(context: Context, actor: Actor, accountId: Id): Promise<Result<Balance>> {
  const read = await readSettled(context, actor, accountId, 'account.read', () => Promise.resolve(null));
  if (!read.ok) return read;
  const { state, catalog, now } = read.value;
  const { header, subscription } = state;
  const refresh = nextRefresh(state, catalog);
  return ok({
    account: accountId,
    asOf: isoText(now),
    available: jsonNumber(header.balance),
    spendable: jsonNumber(spendable(state, catalog)),
    held: jsonNumber(header.held),
    plan: subscription && { id: subscription.planId, status: subscription.status },
    period: header.period && {
      start: isoText(header.period.start),
      end: isoText(header.period.end),
      carriedIn: jsonNumber(header.period.carriedIn),
      granted: jsonNumber(header.period.granted),
      used: jsonNumber(header.period.used),
      ended: jsonNumber(header.period.ended),
    },
    refreshesAt: refresh && isoText(refresh.at),
  });
}
