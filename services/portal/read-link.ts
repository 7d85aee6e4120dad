import { readPortalLink, type PortalLink, type PortalRoom } from '@/db/reads/portal-links';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { isLinkToken } from './link-token';

/** Where a link leads and whom it lets in: for whoever has the link, who could as well use it. */
export interface LinkTarget {
  personName: string;
  accountName: string;
  accountId: Id;
  room: PortalRoom;
}

/** Looks at a link without using it up. Fails with `link_not_valid`, saying why. */
export async function readLink(context: Context, token: string): Promise<Result<LinkTarget>> {
  const link = isLinkToken(token) ? await readPortalLink(context.db.sql, sha256(token)) : null;
  const valid = validLink(link, context.clock.now());
  if (!valid.ok) return valid;
  const { personName, accountName, accountId, room } = valid.value;
  return ok({ personName, accountName, accountId, room });
}

/** A link that can still be used. Fails with `link_not_valid`: unknown, used or expired. */
export function validLink(link: PortalLink | null, now: Instant): Result<PortalLink> {
  if (!link) return notValid('unknown');
  if (link.usedAt !== null) return notValid('used');
  return link.expiresAt > now ? ok(link) : notValid('expired');
}

export function notValid(why: 'unknown' | 'used' | 'expired') {
  return fail('link_not_valid', { detail: `This link is ${why}.`, data: { why } });
}
