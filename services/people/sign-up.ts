import { z } from 'zod';
import { insertPerson } from '@/db/reads/people';
import { inTransaction, isDuplicate } from '@/db/transaction';
import { fail, ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { isLocale } from '@/lib/locale';
import { isZone } from '@/lib/time';
import { openAccount } from '../accounts/open-account';
import type { Context } from '../context';
import { parseInput } from '../parse-input';
import { plainText } from '../plain-text';
import { noteAddressMail } from './address-mail';
import { countAttempt } from './attempts';
import { emailInput, passwordInput } from './credentials';
import { hashPassword } from './password';

const signUpInput = z.object({
  email: emailInput,
  password: passwordInput,
  name: z.string().trim().pipe(plainText(120).min(1, 'Enter a name.')),
  // What the browser says is a comfort: anything unknown falls back instead of refusing the person.
  zone: z.string().max(64).refine(isZone).catch('UTC'),
  locale: z.string().max(35).refine(isLocale).catch('en-US'),
});

/**
 * Makes a person and an account of their own on the default plan, or neither. Where mails are sent, one asks to confirm
 * the address, and what the plan gives once comes with that.
 * Fails with invalid_request (naming the field), email_taken or too_many_requests.
 * @param address the network address that asks, for counting attempts
 */
export async function signUp(
  context: Context,
  input: unknown,
  address: string,
): Promise<Result<{ personId: Id; accountId: Id }>> {
  const parsed = parseInput(signUpInput, input);
  if (!parsed.ok) return parsed;
  const { email, password, name, zone, locale } = parsed.value;
  const counted = await countAttempt(`sign-up ${email}`, address);
  if (!counted.ok) return counted;

  const isUnverified = context.confirmsAddresses ?? false;
  const personId = newId();
  const passwordHash = await hashPassword(password);
  try {
    return await inTransaction(context.db, async (tx) => {
      await insertPerson(
        tx,
        { id: personId, email, name, staff: 'none', passwordHash, isUnverified },
        context.clock.now(),
      );
      const opened = await openAccount(tx, context, {
        catalogId: context.signUpCatalog,
        name,
        zone,
        locale,
        owner: { personId, email, isUnverified },
        clockAt: null,
      });
      // Thrown, so that the person is not kept without the account.
      if (!opened.ok) throw new Error(`a new account could not be opened: ${opened.error.code}`);
      const { accountId } = opened.value;
      if (isUnverified) await noteAddressMail(tx, { accountId, personId }, context.clock.now());
      return ok({ personId, accountId });
    });
  } catch (error) {
    if (!isDuplicate(error, 'people_email_unique')) throw error;
    return fail('email_taken', { pointer: '/email', detail: 'There is an account with this mail address already.' });
  }
}
