import { z } from 'zod';
import type { Queryable } from '@/db/client';
import { findPersonByEmail, insertSession } from '@/db/reads/people';
import { fail, ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS, type Instant } from '@/lib/time';
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

  return ok(await beginSession(context.db.sql, person.id, context.clock.now()));
}

/** Begins a sign-in of a person whose right to it has been checked. */
export async function beginSession(sql: Queryable, personId: Id, now: Instant): Promise<OpenedSession> {
  const sessionId = newId();
  await insertSession(sql, { id: sessionId, personId, expiresAt: now + SESSION_DAYS * DAY_MS }, now);
  return { sessionId, personId };
}

const wrongCredentials = fail('wrong_credentials', { detail: 'The mail address or the password is wrong.' });
