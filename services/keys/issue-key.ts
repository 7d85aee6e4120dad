import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { readAccounts } from '@/db/ledger/accounts';
import { insertKey, lockKey, type ListedKey } from '@/db/reads/keys';
import { accountKeyScopes, may } from '@/lib/access/access';
import { keyScopes, type Actor, type KeyOwner, type KeyScope } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import { resolveAccount } from '../accounts/resolve-account';
import type { Context } from '../context';
import { instantInput } from '../exact-values';
import { doOnce, onceOf, type OnceAnswer } from '../once';
import { parseInput } from '../parse-input';
import { plainText } from '../plain-text';
import { keyAnswer } from './key-answer';
import { newKeyText } from './key-text';

type Key = Extract<Actor, { kind: 'key' }>;

export const newKeyInput = z
  .strictObject({
    name: plainText(120).min(1).meta({ description: 'By which people tell it from others.' }),
    scopes: z
      .array(z.enum(keyScopes))
      .min(1)
      .max(keyScopes.length)
      .refine((scopes) => new Set(scopes).size === scopes.length, 'Name each scope once.')
      .meta({ description: 'What it may do: nothing that the asking key may not.' }),
    account: z
      .string()
      .max(260)
      .optional()
      .meta({ description: 'Makes it a key of this account alone. Left out: as far-reaching as the asking key.' }),
    expiresAt: instantInput.nullish().meta({ description: 'When it stops working. Left out or null: never.' }),
  })
  .meta({ id: 'NewKey', description: 'An API key to be made.' });

/**
 * Makes an API key whose text is answered this once. It reaches no further, may do no more and lasts no longer than the
 * one that asks. Fails with invalid_request, invalid_time, forbidden, not_found (the account), idempotency_key_reused,
 * shown_once, or as lib/access says.
 */
export async function issueKey(
  context: Context,
  actor: Key,
  input: unknown,
  idempotencyKey: string,
): Promise<Result<OnceAnswer>> {
  const allowed = may(actor, 'keys.manage');
  if (!allowed.ok) return allowed;
  const parsed = parseInput(newKeyInput, input);
  if (!parsed.ok) return parsed;
  const { name, scopes, account, expiresAt = null } = parsed.value;
  const owner = account === undefined ? ok(actor.owner) : await ownerOf(context, actor, account);
  if (!owner.ok) return owner;
  const surplus = scopes.findIndex((scope) => owner.value.kind === 'account' && !accountKeyScopes.includes(scope));
  if (surplus >= 0) {
    const detail = `"${scopes[surplus]}" is for keys of the product's own server.`;
    return fail('invalid_request', { pointer: `/scopes/${surplus}`, detail });
  }

  return doOnce(context, onceOf(actor, idempotencyKey, 'POST /keys', input), async (tx) => {
    const now = context.clock.now();
    if (expiresAt !== null && expiresAt <= now) {
      return fail('invalid_time', { pointer: '/expiresAt', detail: 'The end comes after now.' });
    }
    const asking = await lockKey(tx, actor.keyId);
    const more = givesMore(actor, asking, scopes, expiresAt);
    if (more) return more;
    return ok(await keepNewKey(tx, { owner: owner.value, scopes, name, expiresAt }, now));
  });
}

/** The account that a key is to be of, if the asking key reaches it. */
async function ownerOf(context: Context, actor: Key, named: string): Promise<Result<KeyOwner>> {
  const none = fail('not_found', { pointer: '/account', detail: 'There is no such account.' });
  const found = await resolveAccount(context, actor, named);
  if (!found.ok) return none;
  const account = (await readAccounts(context.db.sql, [found.value])).get(found.value);
  const { owner } = actor;
  const reaches =
    owner.kind === 'catalog' ? account?.catalogId === owner.catalogId : account?.accountId === owner.accountId;
  return reaches ? ok({ kind: 'account', accountId: found.value }) : none;
}

/**
 * Why a key must not be given: it could do more, or could for longer, than the one that asks for it.
 * @param asking the key that asks, as it is kept
 */
export function givesMore(
  { scopes: own }: Key,
  asking: ListedKey | null,
  scopes: readonly KeyScope[],
  expiresAt: Instant | null,
): ReturnType<typeof fail> | null {
  // It may have been revoked since it was let in.
  if (asking === null || asking.revokedAt !== null) {
    return fail('unauthenticated', { detail: 'This key has been revoked.' });
  }
  const lacking = scopes.findIndex((scope) => !own.includes(scope));
  if (lacking >= 0) {
    const detail = `This key may not give "${scopes[lacking]}": it does not have it.`;
    return fail('forbidden', { pointer: `/scopes/${lacking}`, detail });
  }
  const { expiresAt: last } = asking;
  if (last !== null && (expiresAt === null || expiresAt > last)) {
    return fail('forbidden', { pointer: '/expiresAt', detail: 'A key can make none that lasts longer than itself.' });
  }
  return null;
}

/** Keeps a new key. Of its answer only the id is kept: its text is nowhere but in the answer. */
export async function keepNewKey(
  tx: Transaction,
  key: { owner: KeyOwner; scopes: KeyScope[]; name: string; expiresAt: Instant | null },
  now: Instant,
): Promise<{ status: 201; text: string; kept: string }> {
  const id: Id = newId();
  const { text, prefix, secretHash } = newKeyText();
  await insertKey(tx, { id, prefix, secretHash, ...key }, now);
  const made = await lockKey(tx, id);
  const answer = { ...keyAnswer(made!), key: text };
  return { status: 201, text: JSON.stringify(answer), kept: JSON.stringify({ key: id }) };
}
