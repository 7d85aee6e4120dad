'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { readMeter } from '@/services/accounts/read-meter';
import { setContract } from '@/services/plans/set-contract';
import { contractOf } from './contract-fields';

/** Staff put an account on a plan whose price a contract sets. The form's order id makes it one contract, however often. */
export const setContractAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account: id, fields } = parsedInput;
  const { account } = granted(await readMeter(ctx.context, ctx.actor, id));
  const contract = contractOf(fields, account);
  const { invoice } = granted(await setContract(ctx.context, ctx.actor, id, contract), 'contract');
  revalidatePath(`/support/accounts/${id}`, 'layout');
  const query = new URLSearchParams({ done: 'contract', invoice: String(invoice) });
  return redirect(`/support/accounts/${id}/plan?${query.toString()}`);
});
