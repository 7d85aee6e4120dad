import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '@/components/frame/mark';
import { message } from '@/lib/messages/message';

interface Props {
  /** All catalogs that have a price page. */
  catalogs: readonly { id: string; name: string }[];
  /** The one that is shown; null on the list of them. */
  current: string | null;
  isSignedIn: boolean;
  children: ReactNode;
}

/** The frame of pages that anybody may read: a head with the way in, and the page. */
export function PriceFrame({ catalogs, current, isSignedIn, children }: Props) {
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="fixed start-3 top-3 z-50 -translate-y-20 rounded-card bg-accent px-4 py-2 font-strong text-on-accent focus:translate-y-0"
      >
        {message('en', 'app.skip')}
      </a>
      <header className="border-b bg-surface">
        <div className="mx-auto flex w-full max-w-[1120px] flex-wrap items-center gap-x-6 px-4 sm:px-8">
          <Link href="/prices" prefetch={false} className="flex min-h-12 items-center gap-2 font-strong">
            <Mark />
            {message('en', 'app.name')}
          </Link>
          {catalogs.length > 1 && (
            <nav
              aria-label={message('en', 'prices.catalogs')}
              className="order-last w-full border-t sm:order-none sm:w-auto sm:grow sm:border-0"
            >
              <ul className="flex flex-wrap gap-x-5">
                {catalogs.map(({ id, name }) => (
                  <li key={id}>
                    <Link
                      href={`/prices/${id}`}
                      prefetch={false}
                      aria-current={id === current ? 'page' : undefined}
                      className="flex min-h-12 items-center border-b-2 border-transparent text-soft hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          <Link
            href={isSignedIn ? '/' : '/sign-in'}
            prefetch={false}
            className="link ms-auto inline-flex min-h-12 items-center"
          >
            {message('en', isSignedIn ? 'prices.toAccount' : 'signIn.title')}
          </Link>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-[1120px] grid-cols-[minmax(0,1fr)] gap-5 px-4 py-5 outline-none sm:px-8 sm:py-8"
      >
        {children}
      </main>
    </div>
  );
}
