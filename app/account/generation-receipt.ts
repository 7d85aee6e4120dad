import { cache } from 'react';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { readReceipt, type GenerationReceipt } from '@/services/accounts/read-receipt';
import { getContext } from '@/services/runtime';

/** The receipt that a page is about, read once a request: for its title and the page alike. */
export const generationReceipt = cache(
  async (accountId: string, generationId: string, path: string): Promise<GenerationReceipt> =>
    opened(await readReceipt(await getContext(), await currentActor(), { accountId, generationId }), path),
);
