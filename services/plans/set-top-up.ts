import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { readMethod } from '@/db/payments/methods';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { parseMicro } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { SetTopUp } from '@/lib/ledger/command';
import { parseMoney, type Currency } from '@/lib/money';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';
import { numberInput } from '../number-input';
import { parseInput } from '../parse-input';

const topUpInput = z.discriminatedUnion('topUp', [
  z.object({ topUp: z.literal('off') }),
  z.object({
    topUp: z.literal('on'),
    packId: z.string().min(1).max(100),
    count: numberInput(1, 100),
    /** Credits, as people type them. */
    threshold: z.string().max(30),
    /** Money in the account's currency, as people type it. */
    monthlyLimit: z.string().max(30),
  }),
]);

/**
 * Switches automatic top-up on, within these bounds, or off: {topUp, packId, count, threshold, monthlyLimit}. What it
 * asks for is bought by the worker, by card; a decline switches it off. Fails with invalid_request, unknown_pack,
 * invalid_quantity, invalid_amount (the threshold, or a limit below one purchase), payment_method_missing (no card), or
 * as lib/access says.
 */
export async function setTopUp(context: Context, actor: Actor, accountId: Id, input: unknown): Promise<Result<null>> {
  const found = await authoriseAccount(context, actor, accountId, 'plan.change');
  if (!found.ok) return found;
  const parsed = parseInput(topUpInput, input);
  if (!parsed.ok) return parsed;
  const rule = ruleOf(parsed.value, found.value.currency);
  if (!rule.ok) return rule;
  return inTransaction(context.db, (tx) => set(tx, context, accountId, rule.value));
}

async function set(tx: Transaction, context: Context, accountId: Id, rule: SetTopUp['rule']): Promise<Result<null>> {
  if (rule !== null && (await readMethod(tx, accountId))?.kind !== 'card') {
    return fail('payment_method_missing', { detail: 'What is bought by itself is paid by card, and there is none.' });
  }
  const [, done] = await runCommands(tx, context, [
    { accountId, command: always({ type: 'settle' }) },
    { accountId, command: always({ type: 'setTopUp', rule }) },
  ]);
  return done!.ok ? ok(null) : done!;
}

/** The rule that the texts mean. Fails with invalid_request at the one that can't be read. */
function ruleOf(given: z.output<typeof topUpInput>, currency: Currency): Result<SetTopUp['rule']> {
  if (given.topUp === 'off') return ok(null);
  const { packId, count } = given;
  const threshold = parseMicro(given.threshold.trim());
  if (threshold === null) return unreadable('threshold', 'Credits are a number above 0.');
  const monthlyLimit = parseMoney(given.monthlyLimit, currency);
  if (monthlyLimit === null) return unreadable('monthlyLimit', 'Money is a number such as 50 or 50.00.');
  return ok({ packId, count, threshold, monthlyLimit });
}

function unreadable(field: string, detail: string): Result<never> {
  return fail('invalid_request', { pointer: `/${field}`, detail });
}
