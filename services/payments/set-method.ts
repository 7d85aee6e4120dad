import { z } from 'zod';
import { keepMethod, shownMethod, type KeptMethod } from '@/db/payments/methods';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { cardToken, readCard } from './test-cards';
import type { PaymentMethodAnswer } from './payment-answers';

const methodInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('card'),
    number: z
      .string()
      .max(40)
      .transform(readCard)
      .refine((number) => number !== null, 'A card has 13 to 19 digits.'),
  }),
  z.object({ kind: z.literal('invoice') }),
]);

/**
 * How an account pays from now on: {kind: 'card', number} or {kind: 'invoice'}. Of a card's number no more than the last
 * four digits are kept. Fails with invalid_request (no card, or one that is none of the test cards), or as lib/access says.
 */
export async function setMethod(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<PaymentMethodAnswer>> {
  const found = await authoriseAccount(context, actor, accountId, 'plan.change');
  if (!found.ok) return found;
  const parsed = parseInput(methodInput, input);
  if (!parsed.ok) return parsed;
  const method = methodOf(parsed.value);
  if (!method.ok) return method;
  await keepMethod(context.db.sql, accountId, method.value, context.clock.now());
  return ok(shownMethod(method.value)!);
}

function methodOf(given: z.output<typeof methodInput>): Result<KeptMethod> {
  if (given.kind === 'invoice') return ok({ kind: 'invoice' });
  return cardToken(given.number!);
}
