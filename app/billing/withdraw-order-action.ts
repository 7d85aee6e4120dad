'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { invoicePath } from '@/app/plan/outcome-path';
import { withdrawOrder } from '@/services/payments/withdraw-order';

/** Takes an order back that waits for its payment. */
export const withdrawOrderAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  const { invoice } = fields;
  granted(await withdrawOrder(ctx.context, ctx.actor, account, { invoice }));
  revalidatePath(`/accounts/${account}`, 'layout');
  return redirect(invoicePath(account, Number(invoice)));
});
