import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { GuestPage } from '@/components/frame/guest-page';
import { message } from '@/lib/messages/message';
import { listOwnAccounts } from '@/services/people/list-own-accounts';
import { getContext } from '@/services/runtime';
import { currentActor } from './auth/current-actor';
import { opened } from './auth/opened';
import { SignOut } from './frame/sign-out';
import { titled } from './title';

export const metadata: Metadata = { title: titled('noAccount.title') };

/** The way in: on to where this person belongs. */
export default async function Home() {
  const actor = await currentActor();
  const accounts = opened(await listOwnAccounts(await getContext(), actor), '/');
  if (actor.kind === 'person' && actor.staff !== 'none') redirect('/support');
  const [first] = accounts;
  if (first) redirect(`/accounts/${first.id}/usage`);

  const email = actor.kind === 'person' ? (actor.email ?? actor.name) : '';
  return (
    <GuestPage title={message('en', 'noAccount.title')} words={message('en', 'noAccount.words', { email })}>
      <SignOut locale="en" />
    </GuestPage>
  );
}
