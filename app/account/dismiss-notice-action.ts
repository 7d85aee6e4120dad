'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { actionClient, granted } from '@/app/actions/action-client';
import { dismissNotice } from '@/services/accounts/dismiss-notice';

const text = z.string().max(80).catch('');
/** Only the shape of a form: what the fields may hold is the service's business. */
const form = z
  .instanceof(FormData)
  .transform((data) => Object.fromEntries(data))
  .pipe(z.object({ account: text, level: text, period: text }));

const dismiss = actionClient.inputSchema(form).action(async ({ parsedInput, ctx }) => {
  const { account, ...notice } = parsedInput;
  granted(await dismissNotice(ctx.context, ctx.actor, account, notice));
  revalidatePath(`/accounts/${account}`, 'layout');
});

/** Puts a notice away for whoever asks. What is refused changes nothing: the notice is still there. */
export async function dismissNoticeAction(fields: FormData): Promise<void> {
  await dismiss(fields);
}
