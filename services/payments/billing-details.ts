import { z } from 'zod';
import { keepDetails } from '@/db/payments/details';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { plainText } from '../plain-text';
import type { BillingDetails } from './payment-answers';

const filled = (most: number) => plainText(most).trim().min(1, 'Fill this in.');
const orNone = (most: number) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), plainText(most).nullable());

const detailsInput = z.object({
  name: filled(200),
  line1: filled(200),
  line2: orNone(200),
  postalCode: orNone(20),
  city: filled(100),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'A country is two letters, such as DE.'),
  taxId: orNone(40),
});

/**
 * Keeps where invoices go. Those that are issued already keep what they were issued with. Fails with invalid_request, or
 * as lib/access says.
 */
export async function setBillingDetails(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<BillingDetails>> {
  const found = await authoriseAccount(context, actor, accountId, 'plan.change');
  if (!found.ok) return found;
  const parsed = parseInput(detailsInput, input);
  if (!parsed.ok) return parsed;
  await keepDetails(context.db.sql, accountId, parsed.value);
  return ok(parsed.value);
}
