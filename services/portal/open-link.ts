import { lockPortalLink, usePortalLink } from '@/db/reads/portal-links';
import { inTransaction } from '@/db/transaction';
import { ok, type Result } from '@/lib/errors';
import { sha256 } from '@/lib/sha256';
import type { Context } from '../context';
import { beginSession, type OpenedSession } from '../people/open-session';
import { isLinkToken } from './link-token';
import { notValid, validLink } from './read-link';

/** Uses a link up and signs its person in. Fails with `link_not_valid`, saying why. */
export async function openLink(context: Context, token: string): Promise<Result<OpenedSession>> {
  if (!isLinkToken(token)) return notValid('unknown');
  const tokenHash = sha256(token);
  return inTransaction(context.db, async (tx) => {
    const now = context.clock.now();
    const valid = validLink(await lockPortalLink(tx, tokenHash), now);
    if (!valid.ok) return valid;
    await usePortalLink(tx, tokenHash, now);
    return ok(await beginSession(tx, valid.value.personId, now));
  });
}
