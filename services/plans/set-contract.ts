import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { noteDueBy } from '@/db/payments/agenda';
import { findOrderInvoice } from '@/db/payments/invoices';
import { insertOutbox } from '@/db/payments/outbox';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { fail, ok, type Failure, type Result } from '@/lib/errors';
import { isId, type Id } from '@/lib/ids';
import type { Command } from '@/lib/ledger/command';
import type { Subscription } from '@/lib/ledger/state';
import { findTerms } from '@/lib/plans/plan';
import type { Context } from '../context';
import { creditsInput, instantInput, minorInput } from '../exact-values';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';
import { parseInput } from '../parse-input';
import { issueInvoice } from '../payments/issue-invoice';
import { lockAccount } from '../payments/lock-account';
import { changeMails } from '../payments/mails';
import { voidNotOwed } from '../payments/void-not-owed';

const contractInput = z.object({
  planId: z.string().min(1).max(100),
  intervalId: z.string().min(1).max(100),
  seats: z.int().min(1).max(100_000).optional(),
  credits: creditsInput,
  /** For the whole contract, in minor units; above 0. */
  price: minorInput.refine((price) => price > 0n, 'A contract has a price.'),
  endsAt: instantInput,
  /** The same again is the same contract. */
  orderId: z.string().refine(isId, 'An order has an id.'),
});

type Contract = z.output<typeof contractInput>;

/**
 * Staff set a contract, or the next one after it: the plan is changed now, the contract's credits come with its price as
 * their cost basis and end with it, and an invoice is written that is paid by hand. Once for each orderId.
 * Fails with invalid_request, unknown_plan, payment_awaited, change_not_possible (no plan of contracts), invalid_quantity
 * (seats), invalid_time, or as lib/access says.
 */
export async function setContract(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<{ invoice: number }>> {
  const found = await authoriseAccount(context, actor, accountId, 'plan.contract');
  if (!found.ok) return found;
  const parsed = parseInput(contractInput, input);
  if (!parsed.ok) return parsed;
  const refused: { by: Failure | null } = { by: null };
  try {
    return await inTransaction(context.db, async (tx) => {
      const set = await begin(tx, context, accountId, parsed.value);
      if (set.ok) return set;
      refused.by = set.error;
      throw new Error(set.error.code); // so that nothing of it stays
    });
  } catch (error) {
    if (!refused.by) throw error;
    return { ok: false, error: refused.by };
  }
}

async function begin(
  tx: Transaction,
  context: Context,
  accountId: Id,
  contract: Contract,
): Promise<Result<{ invoice: number }>> {
  const { planId, intervalId, orderId, price, endsAt } = contract;
  const locked = await lockAccount(tx, context, accountId);
  const earlier = await findOrderInvoice(tx, accountId, orderId);
  if (earlier) return ok({ invoice: earlier.number });
  const { state, at, catalogAt } = locked;
  const commands = commandsOf(contract, state.subscription, catalogAt(at));
  if (!commands.ok) return commands;
  const results = await runCommands(tx, context, [
    { accountId, command: always({ type: 'settle' }) },
    ...commands.value.map((command) => ({ accountId, command: always(command) })),
  ]);
  const wrong = results.find((result) => !result.ok);
  if (wrong && !wrong.ok) return wrong;
  const made = results.at(-1)!;
  if (!made.ok) return made;
  const after = made.value.change!.state;
  await voidNotOwed(tx, accountId, { ...locked, state: after });
  const mails = changeMails({ before: state.subscription, after: after.subscription, at }, null);
  await insertOutbox(tx, accountId, mails, context.clock.now());
  await noteDueBy(tx, accountId, context.clock.now());
  const quantity = contract.seats ?? after.subscription!.seats;
  const span = { start: at, end: endsAt };
  const line = { kind: 'plan', itemId: planId, intervalId, quantity, amount: price, span } as const;
  const invoice = { reason: 'contract', orderId, startsAt: null, lines: [line], brings: null } as const;
  return ok({ invoice: (await issueInvoice(tx, context, locked, invoice, { how: 'hand' })).number });
}

/** What a contract does: the account gets its plan, where it is not on it already, and its credits. */
function commandsOf(contract: Contract, on: Subscription | null, catalog: Catalog): Result<Command[]> {
  const { planId, intervalId, seats, credits, price, endsAt } = contract;
  const terms = findTerms(catalog, planId, intervalId);
  if (!terms.ok) return terms;
  if (terms.value.plan.billing !== 'invoiced') {
    return fail('change_not_possible', {
      pointer: '/planId',
      detail: `${terms.value.plan.name} is not sold by contract.`,
    });
  }
  const asked = { planId, intervalId, ...(seats !== undefined && { seats }) };
  const change: Command = on ? { type: 'changePlan', ...asked } : { type: 'subscribe', ...asked, seats: seats ?? 1 };
  const isOn = on?.planId === planId && on.intervalId === intervalId && !on.next;
  // As many as there are takes a planned reduction back.
  const seatsChange: Command[] = seats === undefined ? [] : [{ type: 'changeSeats', seats }];
  const grant: Command = { type: 'grant', source: 'contract', amount: credits, expiresAt: endsAt, paid: price };
  return ok(isOn ? [...seatsChange, grant] : [change, grant]);
}
