import { insertKey } from '@/db/reads/keys';
import type { KeyOwner, KeyScope } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { newKeyText } from './key-text';

/**
 * Makes an API key, for the program itself (the demo, the playground). Others ask through issue-key.ts.
 * @returns its text, which is shown this once and not kept
 */
export async function createKey(
  context: Context,
  input: { owner: KeyOwner; scopes: KeyScope[]; name: string; expiresAt?: Instant },
): Promise<{ id: Id; text: string }> {
  const id = newId();
  const { text, prefix, secretHash } = newKeyText();
  await insertKey(context.db.sql, { id, prefix, secretHash, ...input }, context.clock.now());
  return { id, text };
}
