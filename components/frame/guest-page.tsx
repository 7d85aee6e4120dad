import type { ReactNode } from 'react';
import { message } from '@/lib/messages/message';
import { Mark } from './mark';

/** A page outside of any account: sign-in, sign-up, nothing found. */
export function GuestPage({ title, words, children }: { title: string; words?: string; children: ReactNode }) {
  return (
    <main id="content" className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-6 px-4 py-8">
      <p className="flex items-center gap-2 font-strong">
        <Mark />
        {message('en', 'app.name')}
      </p>
      <div>
        <h1 className="text-lg">{title}</h1>
        {words && <p className="wrap-anywhere text-soft">{words}</p>}
      </div>
      {children}
    </main>
  );
}
