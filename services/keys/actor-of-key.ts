import { findKey, noteKeyUse } from '@/db/reads/keys';
import { nobody, type Actor } from '@/lib/access/actor';
import type { Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { processWide } from '../process-wide';
import { readKeyText } from './key-text';

const MINUTE_MS = 60_000;

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
  if (key.lastUsedAt === null || key.lastUsedAt <= now - MINUTE_MS) await noteOnce(context, key.id, now);
  return { kind: 'key', keyId: key.id, owner: key.owner, scopes: key.scopes };
}

/** Keys whose use is being noted: of a hundred requests at once, one asks for that, and the others wait for none. */
const noting = processWide('keys whose use is noted', () => new Set<Id>());

/** Its row must not be written, nor asked for that, at every request. */
async function noteOnce({ db }: Context, keyId: Id, now: Instant): Promise<void> {
  if (noting.has(keyId)) return;
  noting.add(keyId);
  await noteKeyUse(db.sql, keyId, now).finally(() => noting.delete(keyId));
}
