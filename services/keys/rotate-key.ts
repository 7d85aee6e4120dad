import { z } from 'zod';
import { endKey, lockKey } from '@/db/reads/keys';
import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { doOnce, onceOf, type OnceAnswer } from '../once';
import { parseInput } from '../parse-input';
import { givesMore, keepNewKey } from './issue-key';
import { managedKey } from './managed-key';

const OVERLAP_SECONDS_MAX = 7 * 86_400;

export const rotateInput = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(OVERLAP_SECONDS_MAX)
      .default(0)
      .meta({ description: 'How long the old key goes on working beside the new one: at most seven days.' }),
  })
  .meta({ id: 'KeyRotation', description: 'How a key is replaced.' });

/**
 * Replaces a key by one that may do the same, for as long, and lets the old one end after the overlap. The new text is
 * answered this once. Fails with invalid_request, not_found, change_not_possible (it is over), forbidden,
 * idempotency_key_reused, shown_once, or as lib/access says.
 */
export async function rotateKey(
  context: Context,
  actor: Extract<Actor, { kind: 'key' }>,
  keyId: Id,
  input: unknown,
  idempotencyKey: string,
): Promise<Result<OnceAnswer>> {
  const allowed = may(actor, 'keys.manage');
  if (!allowed.ok) return allowed;
  const parsed = parseInput(rotateInput, input);
  if (!parsed.ok) return parsed;
  const once = onceOf(actor, idempotencyKey, `POST /keys/${keyId}/rotate`, input);
  return doOnce(context, once, async (tx) => {
    const now = context.clock.now();
    const found = await managedKey(tx, actor, keyId);
    if (!found.ok) return found;
    const { owner, scopes, name, expiresAt, revokedAt } = found.value;
    if (revokedAt !== null || (expiresAt !== null && expiresAt <= now)) {
      return fail('change_not_possible', { detail: 'This key is over: make a new one.' });
    }
    const more = givesMore(actor, await lockKey(tx, actor.keyId), scopes, expiresAt);
    if (more) return { ok: false, error: { ...more.error, pointer: undefined } };
    const made = await keepNewKey(tx, { owner, scopes, name, expiresAt }, now);
    await endKey(tx, keyId, now + parsed.value.overlapSeconds * 1000);
    return ok(made);
  });
}
