'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionClient, granted } from '@/app/actions/action-client';
import { formFields } from '@/app/actions/form-fields';
import { parseMoney } from '@/lib/money';
import { isoText, isZone, startOfDayIn } from '@/lib/time';
import { setContract } from '@/services/plans/set-contract';

/** Staff put an account on a plan whose price a contract sets. The form's order id makes it one contract, however often. */
export const setContractAction = actionClient.inputSchema(formFields).stateAction(async ({ parsedInput, ctx }) => {
  const { account, fields } = parsedInput;
  const { invoice } = granted(await setContract(ctx.context, ctx.actor, account, contractOf(fields)));
  revalidatePath(`/support/accounts/${account}`, 'layout');
  const query = new URLSearchParams({ done: 'contract', ...(invoice !== null && { invoice: String(invoice) }) });
  return redirect(`/support/accounts/${account}/plan?${query.toString()}`);
});

/** What the fields mean; what can't be read is left for the service to refuse. */
function contractOf({ terms = '', credits, price = '', currency = 'USD', day = '', zone = 'UTC', orderId }: Fields) {
  const [planId, intervalId] = terms.split(' ');
  const minor = parseMoney(price, currency);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && isZone(zone);
  return {
    planId,
    intervalId,
    credits: Number(credits),
    price: minor === null ? null : Number(minor),
    endsAt: isDay ? isoText(startOfDayIn(zone, day)) : null,
    orderId,
  };
}

type Fields = Record<string, string | undefined>;
