import { cache } from 'react';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { readMeter, type AccountMeter } from '@/services/accounts/read-meter';
import { getContext } from '@/services/runtime';

/**
 * The account that a page is about, read once a request: for the frame, the title and the page alike. Ends in the
 * sign-in page or the 404 where the actor may not see it.
 * @param path where to come back to after signing in
 */
export const accountMeter = cache(async (accountId: string, path: string): Promise<AccountMeter> =>
  opened(await readMeter(await getContext(), await currentActor(), accountId), path),
);
