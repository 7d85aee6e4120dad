import { v5 } from 'uuid';
import type { Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';

/** A space of names of the project's own, drawn once. */
const NAMES = '5c8d2b0e-3f6a-4c1d-9a57-2f0f4f1c7e11';

/** The id of what happens once for an account at an instant: noted twice, it is one row. */
export function idOf(what: string, accountId: Id, at: Instant): Id {
  return v5(`${what} ${accountId} ${at}`, NAMES);
}
