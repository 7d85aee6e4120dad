'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { setTopUp } from '@/services/plans/set-top-up';
import { donePath } from './outcome-path';

/** Switches automatic top-up on, with the bounds that were chosen, or off. */
export const setTopUpAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  granted(await setTopUp(ctx.context, ctx.actor, account, fields), 'topUp');
  revalidatePath(`/accounts/${account}`, 'layout');
  return redirect(donePath(account, 'topUp', null));
});
