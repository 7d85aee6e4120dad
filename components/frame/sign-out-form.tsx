'use client';

import { LogOut } from 'lucide-react';
import type { FormEvent } from 'react';
import { message } from '@/lib/messages/message';

/** Ends the sign-in. A plain form, so that it works without scripts; with them, its token is always a fresh one. */
export function SignOutForm({ csrfToken, locale }: { csrfToken: string; locale: string }) {
  async function withFreshToken(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const response = await fetch('/api/auth/csrf');
    const fresh = (await response.json()) as { csrfToken: string };
    (form.elements.namedItem('csrfToken') as HTMLInputElement).value = fresh.csrfToken;
    form.submit();
  }

  return (
    <form method="post" action="/api/auth/signout" onSubmit={(event) => void withFreshToken(event)}>
      <input type="hidden" name="csrfToken" defaultValue={csrfToken} />
      <input type="hidden" name="callbackUrl" value="/" readOnly />
      <button
        type="submit"
        className="flex min-h-10 w-full items-center gap-2.5 rounded-card px-2 text-soft hover:bg-raised hover:text-ink"
      >
        <LogOut size={18} aria-hidden="true" />
        <span className="sr-only lg:not-sr-only">{message(locale, 'frame.signOut')}</span>
      </button>
    </form>
  );
}
