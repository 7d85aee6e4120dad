import { getServerSession } from 'next-auth';
import { cache } from 'react';
import type { Actor } from '@/lib/access/actor';
import { actorOfSession } from '@/services/people/actor-of-session';
import { getContext } from '@/services/runtime';
import { authOptions } from './options';

/** Who asks, looked up once a request: the cookie says which session, the database whether it still holds. */
export const currentActor = cache(async (): Promise<Actor> => {
  const session = await getServerSession(authOptions);
  return actorOfSession(await getContext(), session?.sessionId ?? null);
});
