'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { placeOrder } from '@/services/plans/place-order';
import { previewOrder } from '@/services/plans/preview-order';
import { donePath } from './outcome-path';

/**
 * Takes back what waits for the period's end. It costs nothing and ends nothing, so nobody is asked twice; an order that
 * does cost something is shown first.
 */
export const takeBackAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  const { token, orderId, due } = granted(await previewOrder(ctx.context, ctx.actor, account, fields));
  const shown = `/accounts/${account}/plan/change?${new URLSearchParams(fields).toString()}`;
  if (due > 0) return redirect(shown);
  const outcome = granted(await placeOrder(ctx.context, ctx.actor, account, { token, orderId }));
  revalidatePath(`/accounts/${account}`, 'layout');
  // Something came between: what it would do now is shown before anything is said to be done.
  if (outcome.status !== 'done') return redirect(shown);
  return redirect(donePath(account, fields.type ?? '', null));
});
