import type { Account } from '@/db/ledger/accounts';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { demoSubscribers } from '../demo/cast';
import { demoIsWhole } from '../demo/make-demo';
import { actorOfKey } from '../keys/actor-of-key';
import { createKey } from '../keys/create-key';
import { authoriseAccount } from '../ledger/read-settled';
import { processWide } from '../process-wide';

const HOUR_MS = 3_600_000;
const LASTS_MS = 24 * HOUR_MS;

/**
 * The text of an API key of the account's own, with which the playground calls the API. It is made when it is first
 * needed, never leaves the server, is kept in its memory alone, and ends after a day.
 * Fails with `forbidden` where the account's credits are not for playing, or as lib/access says.
 */
export async function playgroundKey(context: Context, actor: Actor, accountId: Id): Promise<Result<string>> {
  const found = await authoriseAccount(context, actor, accountId, 'account.playground');
  if (!found.ok) return found;
  if (!(await isForPlaying(context, actor, found.value))) {
    return fail('forbidden', { detail: 'The playground is for test accounts and the demo.' });
  }
  const now = context.clock.now();
  const keys = processWide('playground-keys', () => new Map<Id, { text: string; until: Instant }>());
  const kept = keys.get(accountId);
  // One that somebody has revoked since is replaced.
  const lives = kept && kept.until > now + HOUR_MS && (await actorOfKey(context, `Bearer ${kept.text}`)).kind === 'key';
  if (lives) return ok(kept.text);
  const until = now + LASTS_MS;
  const { text } = await createKey(context, {
    owner: { kind: 'account', accountId },
    scopes: ['accounts:read', 'generations:write'],
    name: 'Playground',
    expiresAt: until,
  });
  keys.set(accountId, { text, until });
  return ok(text);
}

/** Test accounts are; and the demo's, whose people nobody else can be: their addresses are taken. */
export async function isForPlaying(
  context: Context,
  actor: Actor,
  account: Pick<Account, 'clockAt'>,
): Promise<boolean> {
  if (account.clockAt !== null) return true;
  if (actor.kind !== 'person' || !demoSubscribers.some(({ email }) => email === actor.email)) return false;
  return demoIsWhole(context.db);
}
