'use client';

import { useEffect, useRef, useState, type FormEvent } from 'react';
import { signInProblem } from '@/app/auth/sign-in-problem';
import { requestSignIn } from '@/app/auth/sign-in-request';
import { Field } from '@/components/form/field';
import { MainButton } from '@/components/form/main-button';
import { Notice } from '@/components/notice/notice';
import { message } from '@/lib/messages/message';

interface Props {
  csrfToken: string;
  /** An own path, checked by the page. */
  goTo: string;
  problem: string | null;
}

/** Signs in without leaving the page when it does not work; as a plain form where no scripts run. */
export function SignInForm({ csrfToken, goTo, problem: first }: Props) {
  const [problem, setProblem] = useState<{ words: string } | null>(first ? { words: first } : null);
  const [isBusy, setBusy] = useState(false);
  const notice = useRef<HTMLDivElement>(null);

  // A new object for every refusal, so that the same words are said again.
  useEffect(() => {
    if (problem) notice.current?.focus();
  }, [problem]);

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    setBusy(true);
    const error = await requestSignIn(String(data.get('email')), String(data.get('password')));
    if (error === null) {
      window.location.assign(goTo);
      return;
    }
    setBusy(false);
    setProblem({ words: signInProblem(error) });
  }

  return (
    <form
      method="post"
      action="/api/auth/callback/password"
      onSubmit={(event) => void signIn(event)}
      className="grid gap-4"
    >
      <input type="hidden" name="csrfToken" value={csrfToken} readOnly />
      <input type="hidden" name="callbackUrl" value={goTo} readOnly />
      {problem && (
        <Notice tone="stopped" role="alert" tabIndex={-1} ref={notice}>
          {problem.words}
        </Notice>
      )}
      <Field
        name="email"
        type="email"
        label={message('en', 'signIn.email')}
        autoComplete="username"
        maxLength={254}
        required
      />
      <Field
        name="password"
        type="password"
        label={message('en', 'signIn.password')}
        autoComplete="current-password"
        maxLength={200}
        required
      />
      <MainButton busy={isBusy}>{message('en', isBusy ? 'signIn.busy' : 'signIn.button')}</MainButton>
    </form>
  );
}
