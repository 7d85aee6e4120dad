'use client';

import { useEffect, useRef, useState, type FormEvent } from 'react';
import { signInProblem } from '@/app/auth/sign-in-problem';
import { requestLinkSignIn } from '@/app/auth/sign-in-request';
import { MainButton } from '@/components/form/main-button';
import { Notice } from '@/components/notice/notice';
import { message } from '@/lib/messages/message';

interface Props {
  token: string;
  csrfToken: string;
  /** An own path. */
  goTo: string;
}

/** Uses a link up and goes on to its account; as a plain form where no scripts run. */
export function OpenLinkForm({ token, csrfToken, goTo }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const notice = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (problem) notice.current?.focus();
  }, [problem]);

  async function open(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const error = await requestLinkSignIn(token);
    // Replaced, so that going back does not lead to a link that is used up.
    if (error === null) return window.location.replace(goTo);
    setBusy(false);
    setProblem(signInProblem(error));
  }

  return (
    <form
      method="post"
      action="/api/auth/callback/portal-link"
      onSubmit={(event) => void open(event)}
      className="grid gap-4"
    >
      <input type="hidden" name="csrfToken" value={csrfToken} readOnly />
      <input type="hidden" name="callbackUrl" value={goTo} readOnly />
      <input type="hidden" name="token" value={token} readOnly />
      {problem && (
        <Notice tone="stopped" role="alert" tabIndex={-1} ref={notice}>
          {problem}
        </Notice>
      )}
      <MainButton busy={isBusy}>{message('en', isBusy ? 'portalLink.busy' : 'portalLink.title')}</MainButton>
    </form>
  );
}
