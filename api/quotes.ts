import { quoteGenerations, quotesInput } from '@/services/quotes/quote-generations';
import { problem } from './problems';
import { readJson } from './read-json';
import { answerRead, type Route } from './route';
import { quotesSchema } from './schemas/quote';

export const quoteRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/quotes',
    id: 'createQuotes',
    tag: 'Quotes',
    summary: 'Ask what generations would cost',
    description:
      'Prices up to 50 generations for an account: the lines, which grants would pay, whether they suffice, and cheaper models. Changes nothing and keeps nothing. Each price is bound for ten minutes to the account, the work and the member: send its `quote` in place of the work when you charge or hold. It then holds even where the price list has changed in the meantime. What a feature gives free is counted when it is charged: a quote that had free units in it costs more once others have used them up.',
    scope: 'generations:write',
    idempotency: null,
    body: quotesInput,
    answer: { status: 200, description: 'The prices.', schema: quotesSchema },
    problems: ['unknown_feature', 'unknown_model', 'model_required', 'invalid_quantity', 'invalid_option'],
    handle: async ({ context, actor, request }) => {
      const input = readJson(request);
      return input.ok ? answerRead(await quoteGenerations(context, actor, input.value)) : problem(input.error);
    },
  },
];
