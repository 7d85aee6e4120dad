'use server';

import { revalidatePath } from 'next/cache';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { setBillingDetails } from '@/services/payments/billing-details';

/** What stands on the account's invoices from now on. */
export const setBillingDetailsAction = actionClient
  .inputSchema(formFields)
  .stateAction(async ({ parsedInput, ctx }) => {
    const { account, fields } = parsedInput;
    const saved = granted(await setBillingDetails(ctx.context, ctx.actor, account, fields), 'details');
    revalidatePath(`/accounts/${account}`, 'layout');
    return saved;
  });
