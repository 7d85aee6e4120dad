'use server';

import { z } from 'zod';
import { actionClient, granted } from '@/app/actions/action-client';
import { signUp } from '@/services/people/sign-up';

const text = z.string().max(1000).catch('');
/** Only the shape of a form: what the fields may hold is the service's business. */
const form = z
  .instanceof(FormData)
  .transform((data) => Object.fromEntries(data))
  .pipe(z.object({ name: text, email: text, password: text, zone: text, locale: text }));

export const signUpAction = actionClient.inputSchema(form).stateAction(async ({ parsedInput, ctx }) => {
  granted(await signUp(ctx.context, parsedInput, ctx.address), 'signUp');
  return { email: parsedInput.email };
});
