import { z } from 'zod';
import { revokeKeyRow } from '@/db/reads/keys';
import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { doOnce, onceOf, type OnceAnswer } from '../once';
import { parseInput } from '../parse-input';
import { managedKey } from './managed-key';

export const revokeInput = z.strictObject({}).meta({ description: 'There is nothing to say: send {}.' });

/**
 * Ends a key at once and for good. One that is revoked already stays so. Fails with invalid_request, not_found,
 * idempotency_key_reused, or as lib/access says.
 */
export async function revokeKey(
  context: Context,
  actor: Extract<Actor, { kind: 'key' }>,
  keyId: Id,
  input: unknown,
  idempotencyKey: string,
): Promise<Result<OnceAnswer>> {
  const allowed = may(actor, 'keys.manage');
  if (!allowed.ok) return allowed;
  const parsed = parseInput(revokeInput, input);
  if (!parsed.ok) return parsed;
  const once = onceOf(actor, idempotencyKey, `POST /keys/${keyId}/revoke`, input);
  return doOnce(context, once, async (tx) => {
    const found = await managedKey(tx, actor, keyId);
    if (!found.ok) return found;
    const revokedAt = found.value.revokedAt ?? context.clock.now();
    await revokeKeyRow(tx, keyId, revokedAt);
    return ok({ status: 200, text: JSON.stringify({ id: keyId, revokedAt: isoText(revokedAt) }) });
  });
}
