import { revokeSession } from '@/db/reads/people';
import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Context } from '../context';

/** Signs the actor out: the session ends at once, whatever copies of its cookie exist. */
export async function closeSession(context: Context, actor: Actor): Promise<Result<null>> {
  const allowed = may(actor, 'own.session.close');
  if (!allowed.ok) return allowed;
  if (actor.kind === 'person') await revokeSession(context.db.sql, actor.sessionId, context.clock.now());
  return ok(null);
}
