import { findKey, noteKeyUse } from '@/db/reads/keys';
import { nobody, type Actor } from '@/lib/access/actor';
import type { Context } from '../context';
import { readKeyText } from './key-text';

/**
 * Who is behind an Authorization header ("Bearer mb_live_…"); nobody where it is missing or the key is wrong, over or
 * revoked.
 */
export async function actorOfKey(context: Context, authorization: string | undefined): Promise<Actor> {
  const sent = /^Bearer +(\S+)$/i.exec(authorization?.trim() ?? '')?.[1];
  const parts = sent === undefined ? null : readKeyText(sent);
  if (!parts) return nobody;
  const now = context.clock.now();
  const key = await findKey(context.db.sql, parts.secretHash, now);
  if (!key) return nobody;
  // Its row must not be written, nor asked for that, at every request.
  if (key.lastUsedAt === null || key.lastUsedAt <= now - 60_000) await noteKeyUse(context.db.sql, key.id, now);
  return { kind: 'key', keyId: key.id, owner: key.owner, scopes: key.scopes };
}
