'use server';

import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { confirmAddress } from '@/services/people/confirm-address';

/** Whoever has the link confirms the address that it was sent to. */
export const confirmAddressAction = actionClient
  .inputSchema(formFields)
  .stateAction(async ({ parsedInput, ctx }) =>
    granted(await confirmAddress(ctx.context, parsedInput.fields.token ?? '')),
  );
