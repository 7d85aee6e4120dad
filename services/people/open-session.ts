import { z } from 'zod';
import { findPersonByEmail, insertSession } from '@/db/reads/people';
import { fail, ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import type { Context } from '../context';
import { parseInput } from '../parse-input';
import { countAttempt, forgetAttempts } from './attempts';
import { emailInput } from './credentials';
import { passwordFits } from './password';

/** How long a sign-in lasts. The cookie's lifetime follows it. */
export const SESSION_DAYS = 30;

const signInInput = z.object({ email: emailInput, password: z.string().max(200) });

export interface OpenedSession {
  sessionId: Id;
  personId: Id;
  name: string;
  email: string;
}

/**
 * Signs a person in: a new session, if the password fits. Fails with wrong_credentials (whichever of the two is wrong:
 * it is not told who has an account) or too_many_requests.
 * @param address the network address that asks, for counting attempts
 */
export async function openSession(context: Context, input: unknown, address: string): Promise<Result<OpenedSession>> {
  const parsed = parseInput(signInInput, input);
  if (!parsed.ok) return wrongCredentials;
  const { email, password } = parsed.value;
  const counted = await countAttempt(email, address);
  if (!counted.ok) return counted;

  const person = await findPersonByEmail(context.db.sql, email);
  const fits = await passwordFits(person?.passwordHash ?? null, password);
  if (!person || !fits) return wrongCredentials;
  await forgetAttempts(email);

  const now = context.clock.now();
  const sessionId = newId();
  const expiresAt = now + SESSION_DAYS * DAY_MS;
  await insertSession(context.db.sql, { id: sessionId, personId: person.id, expiresAt }, now);
  return ok({ sessionId, personId: person.id, name: person.name, email: person.email });
}

const wrongCredentials = fail('wrong_credentials', { detail: 'The mail address or the password is wrong.' });
