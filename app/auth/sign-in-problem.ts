import { message } from '@/lib/messages/message';

/** Words for what next-auth says after ?error=: a code of ours, with the seconds to wait where there are any. */
export function signInProblem(error: string): string {
  const [code, seconds] = error.split('.');
  if (code === 'too_many_requests') {
    const minutes = Math.ceil(Number(seconds) / 60);
    return message('en', 'error.too_many_requests', { minutes: Number.isFinite(minutes) ? minutes : 0 });
  }
  return message('en', code === 'wrong_credentials' ? 'error.wrong_credentials' : 'error.internal');
}
