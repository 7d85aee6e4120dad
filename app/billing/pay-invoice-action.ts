'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { payInvoice } from '@/services/payments/pay-invoice';
import { paidPath } from './paid-path';

/** Tries now to pay an open invoice, with the way to pay on file. */
export const payInvoiceAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  const outcome = granted(await payInvoice(ctx.context, ctx.actor, account, { invoice: fields.invoice }));
  revalidatePath(`/accounts/${account}`, 'layout');
  return redirect(paidPath(account, outcome));
});
