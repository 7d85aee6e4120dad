import { readUsedByDay } from '@/db/reads/usage';
import type { Transaction } from '@/db/client';
import type { Actor } from '@/lib/access/actor';
import { policyOf, type AddOnPolicy, type PackPolicy } from '@/lib/catalog/policy';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { addDays, dayIn, type Day } from '@/lib/time';
import { pastCosts, type PastMonth } from '@/lib/usage/past-costs';
import { termOffers, type TermOffer } from '@/lib/usage/term-offers';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';

/** Plans beside each other, with what the account's own past would have cost on each. */
export interface PlanComparison {
  catalogName: string;
  currency: string;
  /** How many seats it is reckoned for. */
  seats: number;
  /** The last whole months of which there is any record, three at most; used credits as JSON numbers. */
  past: { month: Day; used: number }[];
  offers: TermOffer[];
  addOns: AddOnPolicy[];
  packs: PackPolicy[];
}

const MONTHS = 3;
const SEATS_MAX = 100_000;

/**
 * Reads what every plan of the account's catalog costs and gives. Fails as lib/access says.
 * @param asked seats to reckon for; what is no such number: as many as the account has
 */
export async function comparePlans(
  context: Context,
  actor: Actor,
  { accountId, seats: asked }: { accountId: Id; seats?: unknown },
): Promise<Result<PlanComparison>> {
  const read = await readSettled(context, actor, accountId, 'account.read', (tx, _, { zone, clockAt }) =>
    pastMonths(tx, accountId, dayIn(zone, clockAt ?? context.clock.now())),
  );
  if (!read.ok) return read;
  const { state, catalog, more: past } = read.value;
  const seats = seatsAsked(asked) ?? state.subscription?.seats ?? 1;
  const { currency, addOns, packs } = policyOf(catalog);
  return ok({
    catalogName: catalog.name,
    currency,
    seats,
    past: past.map(({ month, used }) => ({ month, used: jsonNumber(used) })),
    offers: termOffers(catalog, seats, pastCosts(catalog, past, seats)),
    addOns,
    packs,
  });
}

function seatsAsked(asked: unknown): number | null {
  const seats = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  return seats >= 1 && seats <= SEATS_MAX ? seats : null;
}

/** What was used in each of the last whole months of the account's zone; months before there was any use are left out. */
async function pastMonths(tx: Transaction, accountId: Id, today: Day): Promise<PastMonth[]> {
  const starts: Day[] = [];
  let first = monthOf(today);
  for (let index = 0; index < MONTHS; index += 1) {
    first = monthOf(addDays(first, -1));
    starts.unshift(first);
  }
  const { used, since } = await readUsedByDay(tx, accountId, { from: first, to: addDays(monthOf(today), -1) });
  return starts
    .filter((month) => since !== null && monthOf(since) <= month)
    .map((month) => ({
      month,
      used: [...used].reduce((sum, [day, each]) => (monthOf(day) === month ? sum + each : sum), 0n),
    }));
}

/** The first day of a day's month. */
function monthOf(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}
