'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { accountOf, formFields } from '@/app/actions/form-fields';
import { invoicePath } from '@/app/plan/outcome-path';
import { withdrawOrder } from '@/services/payments/withdraw-order';

/** Takes an order back that waits for its payment. */
export const withdrawOrderAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const account = accountOf(parsedInput);
  const { invoice } = parsedInput;
  granted(await withdrawOrder(ctx.context, ctx.actor, account, { invoice }));
  revalidatePath(`/accounts/${account}`, 'layout');
  return redirect(invoicePath(account, Number(invoice)));
});
