'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { confirmPayment } from '@/services/payments/confirm-payment';
import { paidPath } from './paid-path';

/** What whoever pays says when they are asked to confirm. */
export const confirmPaymentAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  const outcome = granted(
    await confirmPayment(ctx.context, ctx.actor, account, {
      invoice: fields.invoice,
      approved: fields.approved,
    }),
  );
  revalidatePath(`/accounts/${account}`, 'layout');
  return redirect(paidPath(account, outcome));
});
