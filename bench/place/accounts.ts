import { AMOUNT_MAX } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { Context } from '@/services/context';
import { createKey } from '@/services/keys/create-key';
import { newSubscriber } from '@/services/testing/context';
import { run } from '@/services/testing/credits';

const AT_ONCE = 8;

/** Opens accounts as a sign-up does, each with more credits than a run can spend. */
export async function openAccounts(context: Context, count: number): Promise<Id[]> {
  const ids: Id[] = [];
  let begun = 0;
  const opener = async () => {
    while ((begun += 1) <= count) {
      const { accountId } = await newSubscriber(context);
      await run(context, accountId, { type: 'grant', source: 'goodwill', amount: AMOUNT_MAX, expiresAt: null });
      ids.push(accountId);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, opener));
  return ids;
}

/** A key of a product's server, as text. */
export async function openKey(context: Context): Promise<string> {
  const owner = { kind: 'catalog', catalogId: 'captions' } as const;
  return (await createKey(context, { owner, scopes: ['accounts:read', 'generations:write'], name: 'Bench' })).text;
}
