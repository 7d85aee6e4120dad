'use server';

import { z } from 'zod';
import { createClient } from '@/api/client';
import { actionClient, granted } from '@/app/actions/action-client';
import { POST } from '@/app/api/v1/[...path]/route';
import { playgroundKey } from '@/services/playground/playground-key';

const form = z.object({
  account: z.string().max(80),
  step: z.enum(['quote', 'hold', 'debit', 'capture', 'void', 'refund']),
  generation: z.uuid().nullable(),
  body: z.record(z.string(), z.unknown()),
  key: z.string().max(255).nullable(),
});

/**
 * Calls the API for the playground, as a product's server would, within this process: what it takes and answers is the
 * API's to say. The account's key stays here.
 */
export const playgroundAction = actionClient.inputSchema(form).action(async ({ parsedInput, ctx }) => {
  const { account, step, generation, body, key } = parsedInput;
  const client = createClient({
    baseUrl: 'http://this.process',
    key: granted(await playgroundKey(ctx.context, ctx.actor, account)),
    fetch: POST,
    attempts: 2,
  });
  const header = { 'Idempotency-Key': key ?? '' };
  const path = { account, generation: generation ?? '' };
  const { data, error, response } = await call();
  return { status: response.status, answer: data ?? error };

  function call() {
    // What the browser sends may be anything: the API says what is wrong with it.
    const sent = { body: body as never };
    switch (step) {
      case 'quote':
        return client.POST('/quotes', sent);
      case 'hold':
      case 'debit':
        return client.POST('/generations', { params: { header }, ...sent });
      case 'capture':
        return client.POST('/accounts/{account}/generations/{generation}/capture', {
          params: { path, header },
          ...sent,
        });
      case 'void':
        return client.POST('/accounts/{account}/generations/{generation}/void', { params: { path, header }, ...sent });
      case 'refund':
        return client.POST('/accounts/{account}/generations/{generation}/refund', {
          params: { path, header },
          ...sent,
        });
    }
  }
});
