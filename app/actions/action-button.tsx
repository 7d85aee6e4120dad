'use client';

import { useActionState } from 'react';
import { Notice } from '@/components/notice/notice';
import { message } from '@/lib/messages/message';
import type { ButtonAction } from './button-action';

interface Props {
  /** It leads elsewhere, or says why not. */
  action: ButtonAction;
  fields: Record<string, string>;
  /** The outcome, in words. */
  words: string;
  locale: string;
  /** Whether it is what the page is for. */
  isMain?: boolean;
}

const looks = {
  main: 'bg-accent text-base text-on-accent hover:opacity-90',
  side: 'border border-accent text-accent hover:bg-raised',
};

/** One button that does one thing on the server. A plain form, so that it works without scripts. */
export function ActionButton({ action, fields, words, locale, isMain = false }: Props) {
  const [{ serverError: refusal }, act, isBusy] = useActionState(action, {});
  return (
    <form action={act} className="grid justify-items-start gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} readOnly />
      ))}
      {refusal && (
        <Notice tone="stopped" role="alert">
          {refusal.words}
        </Notice>
      )}
      <button
        type="submit"
        disabled={isBusy}
        className={`min-h-11 rounded-card px-4 py-2 font-strong disabled:cursor-default disabled:opacity-70 ${isMain ? looks.main : looks.side}`}
      >
        {isBusy ? message(locale, 'change.busy') : words}
      </button>
    </form>
  );
}
