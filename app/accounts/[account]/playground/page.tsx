import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { titled } from '@/app/title';
import { PageHead } from '@/components/frame/page-head';
import { env } from '@/lib/env';
import { message } from '@/lib/messages/message';
import { readPlayground } from '@/services/playground/read-playground';
import { getContext } from '@/services/runtime';
import { PlaygroundRoom } from './playground-room';

interface Props {
  params: Promise<{ account: string }>;
}

async function read({ params }: Props) {
  const { account } = await params;
  return accountMeter(account, `/accounts/${account}/playground`);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: titled('room.playground', (await read(props)).account.name) };
}

/** The API, tried out on an account whose credits are for that. */
export default async function PlaygroundPage(props: Props) {
  const { account } = await read(props);
  const { id, locale } = account;
  const here = `/accounts/${id}/playground`;
  const { isOpen, features } = opened(await readPlayground(await getContext(), await currentActor(), id), here);
  return (
    <>
      <PageHead title={message(locale, 'room.playground')}>
        {message(locale, isOpen ? 'playground.words' : 'playground.closed')}
      </PageHead>
      {isOpen && <PlaygroundRoom features={features} address={new URL(env.PUBLIC_URL).origin} />}
    </>
  );
}
