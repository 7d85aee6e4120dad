import { z } from 'zod';
import type { Actor } from '@/lib/access/actor';
import { AMOUNT_MAX, jsonNumber } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { GrantCredits } from '@/lib/ledger/command';
import type { Change } from '@/lib/ledger/decide';
import type { AccountState } from '@/lib/ledger/state';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { creditsInput, instantInput, minorInput } from '../exact-values';
import { submitItem } from '../ledger/batch';
import { authoriseAccount } from '../ledger/read-settled';
import type { LedgerAnswer } from '../ledger/run-commands';
import { onceOf } from '../once';
import { parseInput } from '../parse-input';

/** Credits that a product's server gives an account, or promises it for later. */
export const grantInput = z
  .strictObject({
    source: z.enum(['goodwill', 'promotion', 'contract', 'import']).meta({ description: 'Why they are given.' }),
    credits: creditsInput.meta({ description: 'How many, with at most six decimals.' }),
    expiresAt: instantInput.nullish().meta({ description: 'When what is left of them ends. Left out or null: never.' }),
    effectiveAt: instantInput.optional().meta({ description: 'From when on they can be used. Left out: now.' }),
    paidMinor: minorInput
      .optional()
      .meta({ description: "What was paid for them, in minor units of the account's currency." }),
  })
  .meta({ id: 'NewGrant', description: 'Credits to be given.' });

/** Promises are part of what every debit reads. */
const PROMISED_MAX = 100;

/**
 * Gives an account credits that no plan gives. Fails with invalid_request, invalid_amount, invalid_time,
 * change_not_possible (too much is promised already), idempotency_key_reused, or as lib/access says.
 */
export async function giveCredits(
  context: Context,
  actor: Extract<Actor, { kind: 'key' }>,
  accountId: Id,
  input: unknown,
  idempotencyKey: string,
): Promise<Result<LedgerAnswer>> {
  const found = await authoriseAccount(context, actor, accountId, 'account.grant');
  if (!found.ok) return found;
  const parsed = parseInput(grantInput, input);
  if (!parsed.ok) return parsed;
  const { source, credits, expiresAt = null, effectiveAt, paidMinor } = parsed.value;
  const command: GrantCredits = { type: 'grant', source, amount: credits, expiresAt, paid: paidMinor ?? 0n };
  if (effectiveAt !== undefined) command.effectiveAt = effectiveAt;
  let isPromise = false;
  return submitItem(context, {
    accountId,
    command: (_, state, at) => {
      isPromise = (effectiveAt ?? at) > at;
      const wrong = excess(state, credits, isPromise);
      if (wrong) return wrong;
      if (expiresAt !== null && expiresAt <= Math.max(effectiveAt ?? at, at)) {
        const detail = 'Credits can only be given an end that comes after their beginning.';
        return fail('invalid_time', { pointer: '/expiresAt', detail });
      }
      return ok(command);
    },
    once: onceOf(actor, idempotencyKey, `POST /accounts/${accountId}/grants`, input),
    answer: (change) => ({ status: 201, text: JSON.stringify(answerOf(accountId, command, change, isPromise)) }),
  });
}

/** An account never has so much that a JSON number could not carry it exactly. */
function excess({ header, upcoming }: AccountState, amount: bigint, isPromised: boolean) {
  const has = upcoming.reduce((sum, each) => sum + each.amount, header.balance + header.held);
  if (has + amount > AMOUNT_MAX) {
    const detail = 'An account has at most 999999999.999999 credits, with what is held and promised.';
    return fail('invalid_amount', { pointer: '/credits', detail });
  }
  if (isPromised && upcoming.length >= PROMISED_MAX) {
    const detail = `At most ${PROMISED_MAX} grants can be promised at a time.`;
    return fail('change_not_possible', { pointer: '/effectiveAt', detail });
  }
  return null;
}

function answerOf(
  accountId: Id,
  { source, amount, expiresAt, effectiveAt }: GrantCredits,
  { entries, state }: Change,
  isPromise: boolean,
) {
  // What is given now is issued last: whatever fell due before has come before it.
  const issued = isPromise ? null : entries.at(-1)!;
  return {
    account: accountId,
    grant: issued && issued.grantId,
    source,
    credits: jsonNumber(amount),
    effectiveAt: isoText(issued ? issued.at : effectiveAt!),
    expiresAt: expiresAt === null ? null : isoText(expiresAt),
    balance: jsonNumber(state.header.balance),
  };
}
