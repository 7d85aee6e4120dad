'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { markPaid } from '@/services/payments/mark-paid';

/** Staff say that an invoice was paid by hand; its page then says what came of it. */
export const markPaidAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  const { invoice } = fields;
  granted(await markPaid(ctx.context, ctx.actor, account, { invoice }));
  revalidatePath(`/support/accounts/${account}`, 'layout');
  return redirect(`/support/accounts/${account}/invoices/${invoice}`);
});
