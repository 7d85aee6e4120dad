import type { Transaction } from '@/db/client';
import { chargeOf, readCharge, readCharged, readGrantsById, readStory } from '@/db/ledger/charges';
import { isListed, keptStep } from '@/db/ledger/steps';
import { readFirstEntryAt } from '@/db/reads/activity';
import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { Command, Facts, KeptCharge, SetCap } from '@/lib/ledger/command';
import type { AccountState, Grant } from '@/lib/ledger/state';
import { dayIn, startOfDayIn, type Instant } from '@/lib/time';
import { saveWork, type Work } from './work';

/**
 * What a command refers to beyond the account's state. Read in the transaction that decides it, after the account is
 * locked; what the transaction itself has done so far counts, written or not.
 * @param state the account, settled to `at`
 * @returns null for commands that refer to nothing else
 */
export function factsOf(
  tx: Transaction,
  work: Work,
  command: Command,
  state: AccountState,
  at: Instant,
): Promise<Partial<Facts>> | null {
  switch (command.type) {
    case 'capture':
    case 'void':
      return heldOrKept(tx, work, command.generationId).then((charge) => ({ charge }));
    case 'refund':
      return refundFacts(tx, work, command.generationId);
    case 'setCap':
      return charged(tx, work, command, state, at).then((sum) => ({ charged: sum }));
    default:
      return null;
  }
}

async function refundFacts(tx: Transaction, work: Work, generationId: Id): Promise<Partial<Facts>> {
  const charge = await keptCharge(tx, work, generationId);
  return { charge, grants: charge ? await closedGrants(tx, work, charge) : [] };
}

/** An open hold is all there is to say of its generation, and it is in the state. */
async function heldOrKept(tx: Transaction, work: Work, generationId: Id): Promise<KeptCharge | null> {
  const hold = work.state.holds.find((each) => each.generationId === generationId);
  if (!hold) return keptCharge(tx, work, generationId);
  const { at, periodStart, feature, model, member } = hold;
  const counted = { at, chargedAt: at, periodStart, countedPeriodStart: periodStart };
  return { generationId, status: 'held', ...counted, feature, model, member, burns: [] };
}

/** What is kept of a generation, and what this transaction has done to it besides. */
async function keptCharge(tx: Transaction, work: Work, generationId: Id): Promise<KeptCharge | null> {
  const now = work.generations.get(generationId);
  if (!now) return readCharge(tx, work.account.accountId, generationId);
  const { begun, status, steps } = now;
  if (begun && status) {
    const first = isListed(begun.first.kind) ? [] : [keptStep(begun.first)];
    return chargeOf({ generationId, status, ...begun, steps: [...first, ...steps] });
  }
  const before = await readStory(tx, work.account.accountId, generationId);
  if (!before) throw new Error(`generation ${generationId} goes on without having begun`);
  return chargeOf({ ...before, status: status ?? before.status, steps: [...before.steps, ...steps] });
}

/** The grants of a charge in which nothing is left: the state has the others. */
async function closedGrants(tx: Transaction, work: Work, { burns }: KeptCharge): Promise<Grant[]> {
  const open = new Set(work.state.grants.map(({ id }) => id));
  const closed = burns.map(({ grantId }) => grantId).filter((id) => !open.has(id));
  const changed = closed.flatMap((id) => work.grants.get(id) ?? []);
  const others = closed.filter((id) => !work.grants.has(id));
  return [...changed, ...(await readGrantsById(tx, work.account.accountId, others))];
}

/** What a cap's window has been charged; what it holds is in the state. */
async function charged(
  tx: Transaction,
  work: Work,
  { scope, per }: SetCap,
  state: AccountState,
  at: Instant,
): Promise<Micro> {
  if (work.changed) await saveWork(tx, [work]);
  const { accountId, zone } = state;
  const periodStart = state.header.period?.start ?? null;
  const last = work.saved.header.seq;
  const from = (instant: Instant) => readFirstEntryAt(tx, accountId, instant, last);
  const window =
    per === 'day'
      ? { first: await from(startOfDayIn(zone, dayIn(zone, at))), last }
      : { first: periodStart === null ? 1 : await from(periodStart), last, periodStart };
  return readCharged(tx, accountId, scope, window);
}
