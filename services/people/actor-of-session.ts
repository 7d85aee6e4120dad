import { findSignedIn } from '@/db/reads/people';
import { nobody, type Actor } from '@/lib/access/actor';
import type { Context } from '../context';

/** Who is behind a session id; nobody where it is unknown, over or revoked. Asked anew for every request. */
export async function actorOfSession(context: Context, sessionId: string | null): Promise<Actor> {
  if (sessionId === null) return nobody;
  const person = await findSignedIn(context.db.sql, sessionId, context.clock.now());
  if (!person) return nobody;
  const { id, name, email, staff, memberships } = person;
  return { kind: 'person', personId: id, sessionId, name, email, staff, memberships };
}
