import { notFound, redirect } from 'next/navigation';
import type { Result } from '@/lib/errors';
import { signInPath } from './own-path';

/**
 * What a page shows of a service's answer: the value, the sign-in page, or the one 404 that covers both what does not
 * exist and what one may not see. Anything else is the error page's business.
 * @param path where to come back to after signing in
 */
export function opened<T>(result: Result<T>, path: string): T {
  if (result.ok) return result.value;
  switch (result.error.code) {
    case 'unauthenticated':
      return redirect(signInPath(path));
    case 'not_found':
    case 'forbidden':
      return notFound();
    default:
      throw new Error(`${result.error.code}: ${result.error.detail ?? ''}`);
  }
}
