'use client';

import { startTransition, useActionState, type FormEvent } from 'react';
import { Field } from '@/components/form/field';
import { Notice } from '@/components/notice/notice';
import { sideButton } from '@/components/plan/count-form';
import { message } from '@/lib/messages/message';
import { setTopUpAction } from './set-top-up-action';

interface Props {
  account: string;
  packs: readonly { id: string; words: string }[];
  /** What the fields hold to begin with. */
  now: Record<'packId' | 'count' | 'threshold' | 'monthlyLimit', string>;
  isOn: boolean;
  currency: string;
  locale: string;
}

const fields = [
  { name: 'count', key: 'topUp.count', inputMode: 'numeric' },
  { name: 'threshold', key: 'topUp.threshold', inputMode: 'decimal' },
  { name: 'monthlyLimit', key: 'topUp.limit', inputMode: 'decimal' },
] as const;

/** Which packs, how many, from when on, and for how much at most. */
export function TopUpForm({ account, packs, now, isOn, currency, locale }: Props) {
  const [{ serverError: refusal }, act, isBusy] = useActionState(setTopUpAction, {});
  const known = fields.some(({ name }) => name === refusal?.field);
  function send(event: FormEvent<HTMLFormElement>) {
    // Sent by hand, because React empties a form after its action and the fields should keep their values.
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    startTransition(() => act(data));
  }
  return (
    <form action={act} onSubmit={send} className="grid max-w-md gap-3">
      <input type="hidden" name="account" value={account} readOnly />
      <input type="hidden" name="topUp" value="on" readOnly />
      {refusal && !known && (
        <Notice tone="stopped" role="alert">
          {refusal.words}
        </Notice>
      )}
      <div className="grid gap-1.5">
        <label htmlFor="top-up-pack" className="font-strong">
          {message(locale, 'topUp.pack')}
        </label>
        <select
          id="top-up-pack"
          name="packId"
          defaultValue={refusal?.kept.packId ?? now.packId}
          className="h-11 w-full rounded-card border border-edge bg-surface px-3 text-base text-ink"
        >
          {packs.map(({ id, words }) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </div>
      {fields.map(({ name, key, ...input }) => (
        <Field
          key={name}
          name={name}
          label={message(locale, key, { currency })}
          defaultValue={refusal?.kept[name] ?? now[name]}
          problem={refusal?.field === name ? refusal.words : null}
          {...(name === 'monthlyLimit' && { hint: message(locale, 'topUp.limitHint') })}
          required
          {...input}
        />
      ))}
      <button type="submit" disabled={isBusy} className={`${sideButton} justify-self-start`}>
        {message(locale, isBusy ? 'change.busy' : isOn ? 'topUp.change' : 'topUp.switchOn')}
      </button>
    </form>
  );
}
