'use server';

import { revalidatePath } from 'next/cache';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { setMethod } from '@/services/payments/set-method';

/** How the account pays from now on. A number goes no further than the provider, and comes back as its last digits. */
export const setMethodAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  const saved = granted(await setMethod(ctx.context, ctx.actor, account, fields), 'method');
  revalidatePath(`/accounts/${account}`, 'layout');
  return saved;
});
