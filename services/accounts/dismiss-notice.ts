import { z } from 'zod';
import { keepDismissed } from '@/db/reads/notices';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { noticeLevels } from '@/lib/usage/notices';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';

const dismissal = z.object({
  level: z.coerce.number().pipe(z.literal(noticeLevels)),
  /** Start of the period that the notice is about. */
  period: z.iso.datetime().transform((text) => Date.parse(text)),
});

/**
 * Puts a notice away for the member who asks, for the rest of the period. For anybody else there is nothing to put away.
 * Fails with invalid_request, or as lib/access says.
 */
export async function dismissNotice(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<null>> {
  const found = await authoriseAccount(context, actor, accountId, 'account.read');
  if (!found.ok) return found;
  const parsed = parseInput(dismissal, input);
  if (!parsed.ok) return parsed;
  if (actor.kind === 'person') {
    await keepDismissed(context.db.sql, { accountId, personId: actor.personId }, parsed.value);
  }
  return ok(null);
}
