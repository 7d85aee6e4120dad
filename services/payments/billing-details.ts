import { z } from 'zod';
import { keepDetails } from '@/db/payments/details';
import type { Actor } from '@/lib/access/actor';
import { countryCode, DETAILS_MAX } from '@/lib/billing-details';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { plainText } from '../plain-text';
import type { BillingDetails } from './payment-answers';

const filled = (most: number) => plainText(most).trim().min(1, 'Fill this in.');
const orNone = (most: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.trim() || null : (value ?? null)),
    plainText(most).nullable(),
  );

const detailsInput = z.object({
  name: filled(DETAILS_MAX.name),
  line1: filled(DETAILS_MAX.line1),
  line2: orNone(DETAILS_MAX.line2),
  postalCode: orNone(DETAILS_MAX.postalCode),
  city: filled(DETAILS_MAX.city),
  country: z.string().transform((text, context) => {
    const code = countryCode(text);
    if (code !== null) return code;
    context.addIssue('A country is two letters, such as DE.');
    return z.NEVER;
  }),
  taxId: orNone(DETAILS_MAX.taxId),
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
