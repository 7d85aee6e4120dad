import Link from 'next/link';
import type { ReactNode } from 'react';
import { message } from '@/lib/messages/message';
import { Mark } from './mark';

interface Props {
  locale: string;
  home: string;
  /** Whose account it is, or how to change to another. */
  account: ReactNode;
  rooms: ReactNode;
  /** What stands at the foot of the rail on wide screens. */
  foot?: ReactNode;
  signOut: ReactNode;
  /** Says that this is a staff page; marks the whole frame. */
  staffNote?: string | undefined;
  /** Strips above the page, such as a test clock's. */
  strips?: ReactNode;
  children: ReactNode;
}

/** The frame of every signed-in page: a rail on wide screens; a head and a bottom bar on narrow ones. */
export function Shell({ locale, home, account, rooms, foot, signOut, staffNote, strips, children }: Props) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="fixed start-3 top-3 z-50 -translate-y-20 rounded-card bg-accent px-4 py-2 font-strong text-on-accent focus:translate-y-0"
      >
        {message(locale, 'app.skip')}
      </a>
      {staffNote && (
        <div
          className="pointer-events-none fixed inset-0 z-40 border-[3px] border-staff print:hidden"
          aria-hidden="true"
        />
      )}
      <header className="flex items-center gap-3 border-b bg-surface px-4 py-2 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:items-stretch lg:gap-4 lg:border-e lg:border-b-0 lg:px-4 lg:py-5 print:hidden">
        <Link
          href={home}
          prefetch={false}
          className="flex min-h-10 items-center gap-2 rounded-card font-strong lg:px-2"
          aria-label={message(locale, 'app.name')}
        >
          <Mark />
          <span className="hidden lg:inline">{message(locale, 'app.name')}</span>
        </Link>
        <div className="min-w-0 grow lg:grow-0">{account}</div>
        <nav
          aria-label={message(locale, 'frame.rooms')}
          className="fixed inset-x-0 bottom-0 z-30 border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:static lg:grow lg:border-0 lg:pb-0"
        >
          {rooms}
        </nav>
        {foot && <div className="hidden border-t px-2 pt-4 lg:block">{foot}</div>}
        <div className="lg:border-t lg:pt-3">{signOut}</div>
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 pb-20 outline-none lg:pb-0">
        {staffNote && (
          <p className="bg-staff-tint print:hidden px-4 py-2 font-strong text-staff sm:px-8">{staffNote}</p>
        )}
        {strips && <div className="contents print:hidden">{strips}</div>}
        <div className="mx-auto grid w-full max-w-[1120px] gap-5 px-4 py-5 sm:px-8 sm:py-8">{children}</div>
      </main>
    </div>
  );
}
