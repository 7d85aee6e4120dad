'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { DAY_MS } from '@/lib/time';
import { moveClock } from '@/services/accounts/move-clock';

/**
 * Moves a test account's clock so many days on from where the form saw it: pressed twice, it moves once, since a clock
 * that stands there already has nowhere to go.
 */
export const moveClockAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account: accountId, fields } = parsedInput;
  const { from = '', days = '' } = fields;
  const to = Date.parse(from) + Number(days) * DAY_MS;
  granted(await moveClock(ctx.context, ctx.actor, { accountId, to }));
  revalidatePath(`/support/accounts/${accountId}`, 'layout');
  return redirect(`/support/accounts/${accountId}`);
});
