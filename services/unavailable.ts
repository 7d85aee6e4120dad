import { isUnreachable } from '@/db/transaction';

/** True for an error that means "the database is away": the same request may work in a moment. */
export function isUnavailable(error: unknown): boolean {
  return isUnreachable(error);
}
