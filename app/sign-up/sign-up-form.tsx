'use client';

import { startTransition, useActionState, useEffect, type FormEvent } from 'react';
import { requestSignIn } from '@/app/auth/sign-in-request';
import { Field } from '@/components/form/field';
import { MainButton } from '@/components/form/main-button';
import { useProblemFocus } from '@/components/form/use-problem-focus';
import { Notice } from '@/components/notice/notice';
import { message } from '@/lib/messages/message';
import { signUpAction } from './sign-up-action';

/** Creates an account and signs in to it. Zone and locale come from the browser. */
export function SignUpForm({ askedLocale }: { askedLocale: string }) {
  const [state, act, isBusy] = useActionState(signUpAction, {});
  const { data: created, serverError: refusal } = state;
  const { form, notice } = useProblemFocus(refusal);
  const problemOf = (field: string) => (refusal?.field === field ? refusal.words : null);
  const general = refusal?.field === null ? refusal.words : null;

  useEffect(() => {
    if (!created || !form.current) return;
    const password = String(new FormData(form.current).get('password'));
    void requestSignIn(created.email, password).then((error) => {
      window.location.assign(error === null ? '/' : '/sign-in?created');
    });
  }, [created, form]);

  function signUp(event: FormEvent<HTMLFormElement>) {
    // Sent by hand, because React empties a form after its action and the fields should keep their values.
    event.preventDefault();
    if (isBusy || created) return;
    const data = new FormData(event.currentTarget);
    data.set('zone', Intl.DateTimeFormat().resolvedOptions().timeZone);
    data.set('locale', navigator.language);
    startTransition(() => act(data));
  }

  const busy = isBusy || created !== undefined;
  return (
    <form ref={form} action={act} onSubmit={signUp} className="grid gap-4">
      <input type="hidden" name="zone" value="UTC" readOnly />
      <input type="hidden" name="locale" value={askedLocale} readOnly />
      {general && (
        <Notice tone="stopped" role="alert" tabIndex={-1} ref={notice}>
          {general}
        </Notice>
      )}
      {created && (
        <Notice tone="done" role="status">
          {message('en', 'signIn.created')}
        </Notice>
      )}
      <Field
        name="name"
        label={message('en', 'signUp.name')}
        autoComplete="name"
        defaultValue={refusal?.kept.name}
        problem={problemOf('name')}
        maxLength={120}
        required
      />
      <Field
        name="email"
        type="email"
        label={message('en', 'signUp.email')}
        autoComplete="username"
        defaultValue={refusal?.kept.email}
        problem={problemOf('email')}
        maxLength={254}
        required
      />
      <Field
        name="password"
        type="password"
        label={message('en', 'signUp.password')}
        hint={message('en', 'signUp.passwordHint')}
        autoComplete="new-password"
        problem={problemOf('password')}
        minLength={10}
        maxLength={200}
        required
      />
      <p className="text-soft">{message('en', 'signUp.zoneHint')}</p>
      <MainButton busy={busy}>{message('en', busy ? 'signUp.busy' : 'signUp.button')}</MainButton>
    </form>
  );
}
