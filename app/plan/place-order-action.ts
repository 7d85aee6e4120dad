'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import type { DeclineReason } from '@/lib/plans/invoice';
import { placeOrder } from '@/services/plans/place-order';
import type { OrderPreview } from '@/services/plans/plan-answers';
import { previewOrder } from '@/services/plans/preview-order';
import { donePath, invoicePath } from './outcome-path';

/** Why nothing was done, and what the order would do now. */
export interface NotDone {
  why: { status: 'outdated' } | { status: 'declined'; reason: DeclineReason };
  preview: OrderPreview;
}

/**
 * Does what a preview has shown. What is done leads to the page that says so; what has to be shown anew comes back with
 * a fresh preview, whose order is another one.
 */
export const placeOrderAction = actionClient
  .inputSchema(formFields)
  .stateAction(async ({ parsedInput, ctx }): Promise<NotDone> => {
    const { account, fields } = parsedInput;
    const { token, orderId } = fields;
    const outcome = granted(await placeOrder(ctx.context, ctx.actor, account, { token, orderId }));
    switch (outcome.status) {
      case 'outdated':
        return { why: { status: 'outdated' }, preview: outcome.preview };
      case 'declined': {
        const preview = granted(await previewOrder(ctx.context, ctx.actor, account, fields));
        return { why: { status: 'declined', reason: outcome.reason }, preview };
      }
      case 'done':
        revalidatePath(`/accounts/${account}`, 'layout');
        return redirect(donePath(account, fields.type ?? '', outcome.invoice));
      case 'confirm':
      case 'waiting':
      case 'given_back':
        revalidatePath(`/accounts/${account}`, 'layout');
        return redirect(invoicePath(account, outcome.invoice));
    }
  });
