import { message } from '@/lib/messages/message';

/** Words for what next-auth says after ?error=: a code of ours, with the seconds to wait or the reason where it has any. */
export function signInProblem(error: string): string {
  const [code, seconds] = error.split('.');
  if (code === 'link_not_valid') return linkProblem(seconds);
  if (code === 'too_many_requests') {
    const minutes = Math.ceil(Number(seconds) / 60);
    return message('en', 'error.too_many_requests', { minutes: Number.isFinite(minutes) ? minutes : 0 });
  }
  return message('en', code === 'wrong_credentials' ? 'error.wrong_credentials' : 'error.internal');
}

/** @param why as services/portal says it */
export function linkProblem(why: unknown): string {
  const known = (['used', 'expired'] as const).find((each) => each === why) ?? 'unknown';
  return message('en', `portalLink.problem.${known}`);
}
