'use client';

import { useActionState, useId } from 'react';
import { useLiveAccount } from '@/components/meter/live-account';
import { message } from '@/lib/messages/message';
import { moveClockAction } from './move-clock-action';

/** Moves the clock of a test account by days; everything that falls due on the way happens at its own time. */
export function MoveClockForm() {
  const { account, meter } = useLiveAccount();
  const [{ serverError: refusal }, act, isBusy] = useActionState(moveClockAction, {});
  const id = useId();
  const { locale } = account;
  if (!account.isTest) return null;
  return (
    <form action={act} className="ms-auto flex flex-wrap items-center gap-2">
      <input type="hidden" name="account" value={account.id} readOnly />
      <input type="hidden" name="from" value={meter.asOf} readOnly suppressHydrationWarning />
      <label htmlFor={id}>{message(locale, 'clock.days')}</label>
      <input
        id={id}
        name="days"
        type="number"
        inputMode="numeric"
        min={1}
        max={3660}
        step={1}
        defaultValue={1}
        required
        className="figures h-9 w-20 rounded-card border border-edge bg-surface px-2 text-end text-ink"
      />
      <button
        type="submit"
        disabled={isBusy}
        title={message(locale, 'clock.words')}
        className="min-h-9 rounded-card border border-accent px-3 font-strong text-accent hover:bg-raised disabled:opacity-70"
      >
        {message(locale, isBusy ? 'clock.busy' : 'clock.move')}
      </button>
      {refusal && (
        <span role="alert" className="text-stopped">
          {refusal.words}
        </span>
      )}
    </form>
  );
}
