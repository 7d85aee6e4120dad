import { z } from 'zod';
import { keepExternalPerson, keepMembership } from '@/db/reads/people';
import { insertPortalLink, removeEndedLinks } from '@/db/reads/portal-links';
import { memberRoles, type Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import { DAY_MS, isoText } from '@/lib/time';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { doOnce, onceOf, type OnceAnswer } from '../once';
import { parseInput } from '../parse-input';
import { plainText } from '../plain-text';
import { newLinkToken } from './link-token';

const SECONDS_MAX = 600;
/** For so long a link that has ended can still say so. */
export const LINKS_KEPT_MS = 7 * DAY_MS;

const rooms = { '/usage': 'usage', '/activity': 'activity' } as const;

export const newLinkInput = z
  .strictObject({
    person: z
      .strictObject({
        externalId: plainText(200).min(1).meta({ description: 'Your own id of the person. Not a mail address.' }),
        name: plainText(120).min(1).meta({ description: 'What the portal calls them.' }),
        role: z.enum(memberRoles).meta({ description: 'What they may do in this account, from now on.' }),
      })
      .meta({ description: 'Your customer, whom you have signed in.' }),
    path: z
      .enum(['/usage', '/activity'])
      .default('/usage')
      .meta({ description: 'Where in the account the link leads.' }),
    expiresInSeconds: z
      .int()
      .min(1)
      .max(SECONDS_MAX)
      .default(300)
      .meta({ description: 'How long the link works, in seconds: ten minutes at most.' }),
  })
  .meta({ id: 'NewPortalLink', description: 'A link to be made.' });

/**
 * Makes a link by which the vendor's signed-in customer comes into the portal without a password: it works once, and not
 * for long. The person is a member of the account from then on. The link is answered this once.
 *
 * Fails with invalid_request, idempotency_key_reused, shown_once, or as lib/access says.
 */
export async function makeLink(
  context: Context,
  actor: Extract<Actor, { kind: 'key' }>,
  accountId: Id,
  input: unknown,
  idempotencyKey: string,
): Promise<Result<OnceAnswer>> {
  const found = await authoriseAccount(context, actor, accountId, 'account.portal.link');
  if (!found.ok) return found;
  const parsed = parseInput(newLinkInput, input);
  if (!parsed.ok) return parsed;
  const { catalogId } = found.value;
  const { person, path, expiresInSeconds } = parsed.value;
  const once = onceOf(actor, idempotencyKey, `POST /accounts/${accountId}/portal-links`, input);
  return doOnce(context, once, async (tx) => {
    const now = context.clock.now();
    const personId = await keepExternalPerson(tx, { catalogId, ...person }, now);
    await keepMembership(tx, { accountId, personId, role: person.role }, now);
    const token = newLinkToken();
    const expiresAt = now + expiresInSeconds * 1000;
    const link = { tokenHash: sha256(token), personId, accountId, room: rooms[path], expiresAt };
    await insertPortalLink(tx, link, now);
    await removeEndedLinks(tx, now - LINKS_KEPT_MS);
    const answer = { url: `${context.publicUrl}/portal?token=${token}`, expiresAt: isoText(expiresAt) };
    return ok({ status: 201, text: JSON.stringify(answer), kept: JSON.stringify({ person: personId }) });
  });
}
