'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { MIX_PREFIX } from '@/lib/usage/mix';

/** Long enough that a number is not asked about digit by digit. */
const DELAY_MS = 350;

/**
 * The mix as a plain GET form. With scripts the page follows what is typed, and the address follows the page; the server
 * reckons either way.
 */
export function LiveForm({ href, children }: { href: string; children: ReactNode }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const go = (form: HTMLFormElement, withAdded: boolean) => {
    clearTimeout(timer.current);
    router.replace(`${href}?${queryOf(form, withAdded)}`, { scroll: false });
  };
  const onInput = (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    const field = event.target as HTMLInputElement;
    clearTimeout(timer.current);
    if (!field.name.startsWith(MIX_PREFIX) || !field.validity.valid) return;
    timer.current = setTimeout(() => go(form, false), DELAY_MS);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    go(form, true);
    // What was added is a line of the mix now.
    const added = form.elements.namedItem('add');
    if (added instanceof HTMLSelectElement) added.value = '';
  };
  return (
    <form method="get" action={href} autoComplete="off" onInput={onInput} onSubmit={onSubmit}>
      {children}
    </form>
  );
}

/** The form's fields as an address has them: what is added becomes a line like the others. */
function queryOf(form: HTMLFormElement, withAdded: boolean): string {
  const query = new URLSearchParams();
  const fields = new FormData(form);
  const [added, count] = [fields.get('add'), fields.get('n')];
  for (const [name, value] of fields) if (name !== 'add' && name !== 'n') query.set(name, String(value));
  if (withAdded && added) query.set(`${MIX_PREFIX}${String(added)}`, String(count));
  return query.toString();
}
