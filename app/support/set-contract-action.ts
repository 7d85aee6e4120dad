'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { setContract } from '@/services/plans/set-contract';

/** Staff put an account on a plan whose price a contract sets. The form's order id makes it one contract, however often. */
export const setContractAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  const { terms = '', ...contract } = fields;
  const [planId, intervalId] = terms.split(' ');
  const { invoice } = granted(await setContract(ctx.context, ctx.actor, account, { ...contract, planId, intervalId }));
  revalidatePath(`/support/accounts/${account}`, 'layout');
  const query = new URLSearchParams({ done: 'contract', ...(invoice !== null && { invoice: String(invoice) }) });
  return redirect(`/support/accounts/${account}/plan?${query.toString()}`);
});
