'use server';

import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { askAddressLink } from '@/services/people/ask-address-link';

/** Has another link sent to the mail address of whoever asks. */
export const askAddressLinkAction = actionClient.inputSchema(formFields).stateAction(async ({ ctx }) => {
  granted(await askAddressLink(ctx.context, ctx.actor));
  return { isSent: true };
});
