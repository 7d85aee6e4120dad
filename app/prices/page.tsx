import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { titled } from '@/app/title';
import { PageHead } from '@/components/frame/page-head';
import { PriceFrame } from '@/components/prices/price-frame';
import { env } from '@/lib/env';
import { message } from '@/lib/messages/message';
import { listText } from '@/lib/messages/policy-words';
import { listCatalogs } from '@/services/catalogs/list-catalogs';
import { getContext } from '@/services/runtime';

export function generateMetadata(): Metadata {
  return {
    title: titled('prices.title'),
    description: message('en', 'prices.listDescription'),
    metadataBase: new URL(env.PUBLIC_URL),
    alternates: { canonical: '/prices' },
  };
}

/** The catalogs that have a price page; straight on where there is one. */
export default async function PricesPage() {
  const actor = await currentActor();
  const catalogs = opened(await listCatalogs(await getContext(), actor), '/prices');
  const [only, ...others] = catalogs;
  if (only && others.length === 0) redirect(`/prices/${only.id}`);
  return (
    <PriceFrame catalogs={catalogs} current={null} isSignedIn={actor.kind !== 'nobody'}>
      <PageHead title={message('en', 'prices.title')}>{message('en', 'prices.listWords')}</PageHead>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {catalogs.map(({ id, name, products }) => (
          <li key={id} className="relative rounded-card border bg-surface p-4 hover:border-edge">
            <h2 className="text-base">
              <Link href={`/prices/${id}`} prefetch={false} className="link after:absolute after:inset-0">
                {name}
              </Link>
            </h2>
            {String(products) !== name && <p className="text-soft">{listText('en', products)}</p>}
          </li>
        ))}
      </ul>
    </PriceFrame>
  );
}
