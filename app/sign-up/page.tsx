import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { currentActor } from '@/app/auth/current-actor';
import { titled } from '@/app/title';
import { GuestPage } from '@/components/frame/guest-page';
import { message } from '@/lib/messages/message';
import { SignUpForm } from './sign-up-form';

export const metadata: Metadata = { title: titled('signUp.title') };

export default async function SignUpPage() {
  if ((await currentActor()).kind !== 'nobody') redirect('/');
  // Where no scripts run, the language that the browser asks for stands in for its locale.
  const asked = (await headers()).get('accept-language')?.split(/[,;]/, 1)[0]?.trim();
  return (
    <GuestPage title={message('en', 'signUp.title')} words={message('en', 'signUp.words')}>
      <SignUpForm askedLocale={asked && asked !== '*' ? asked : 'en-US'} />
      <p className="text-soft">
        {message('en', 'signUp.known')}{' '}
        <Link href="/sign-in" className="link">
          {message('en', 'signUp.toSignIn')}
        </Link>
        {' · '}
        <Link href="/prices" prefetch={false} className="link">
          {message('en', 'room.prices')}
        </Link>
      </p>
    </GuestPage>
  );
}
