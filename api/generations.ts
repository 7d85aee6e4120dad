import { captureGeneration, captureInput } from '@/services/generations/capture-generation';
import { chargeBatch } from '@/services/generations/charge-batch';
import { chargeGeneration } from '@/services/generations/charge-generation';
import { batchInput, chargeInput } from '@/services/generations/charge-input';
import { markOutcome, outcomeInput } from '@/services/generations/mark-outcome';
import { readGeneration } from '@/services/generations/read-generation';
import { refundGeneration, refundInput } from '@/services/generations/refund-generation';
import { voidGeneration, voidInput } from '@/services/generations/void-generation';
import { failed } from './failed';
import { json, type ApiResponse } from './http';
import { problem } from './problems';
import { readJson } from './read-json';
import { answerChange, answerRead, type Call, type Route } from './route';
import { batchSchema, generationSchema, outcomeSchema, stepSchema } from './schemas/generation';
import { receiptSchema } from './schemas/receipt';
import { withAccount } from './with-account';

const BATCH_BYTES_MAX = 1024 * 1024;

const asked = { tag: 'Generations', scope: 'generations:write' } as const;
const onOne = '/accounts/{account}/generations/{generation}';
const notPriced = ['unknown_feature', 'unknown_model', 'model_required', 'invalid_quantity', 'invalid_option'] as const;
const notPaid = ['insufficient_credits', 'credits_locked', 'cap_reached'] as const;
const notCharged = [
  ...notPriced,
  ...notPaid,
  'quote_not_valid',
  'quote_lapsed',
  'unknown_generation',
  'too_many_holds',
] as const;

export const generationRoutes: readonly Route[] = [
  {
    ...asked,
    method: 'POST',
    path: '/generations',
    id: 'createGeneration',
    summary: 'Charge a generation, or hold credits for it',
    description:
      'With `mode: "hold"` the credits are reserved until the work is done: capture what it really took, or void it. A hold that nobody ends gives everything back by itself.',
    idempotency: 'header',
    body: chargeInput,
    answer: { status: 201, description: 'What was charged or is held, with its receipt.', schema: generationSchema },
    problems: notCharged,
    handle: (call) => answerChange(call, (input, key) => chargeGeneration(call.context, call.actor, input, key)),
  },
  {
    ...asked,
    method: 'POST',
    path: '/generations/batch',
    id: 'createGenerationBatch',
    summary: 'Charge or hold up to 1,000 generations at once',
    description:
      'Each item is a request of its own, with an `idempotencyKey` of its own, and is answered as that would be: one that is refused does not touch the others. Items may be of several accounts. Repeat the batch, or single items of it, with the same keys where you do not know what became of it.',
    idempotency: 'body',
    body: batchInput,
    bodyBytesMax: BATCH_BYTES_MAX,
    answer: { status: 200, description: 'What became of each item.', schema: batchSchema },
    problems: [],
    handle: answerBatch,
  },
  {
    ...asked,
    method: 'GET',
    scope: 'accounts:read',
    path: onOne,
    id: 'getGeneration',
    summary: "A generation's receipt",
    description: 'How it was priced, which grants paid, what those credits had cost, and what happened to it since.',
    idempotency: null,
    answer: { status: 200, description: 'The receipt.', schema: receiptSchema },
    problems: [],
    handle: (call) =>
      withAccount(call, async (accountId) =>
        answerRead(await readGeneration(call.context, call.actor, accountId, call.parameters.generation!)),
      ),
  },
  {
    ...asked,
    method: 'POST',
    path: `${onOne}/capture`,
    id: 'captureGeneration',
    summary: 'Charge held work with what it really took',
    description:
      'An empty object charges what was held. With `credits`, so many; with `quantity`, `options` or `includes`, what the work that was really done costs by the price list that priced the hold: name it in full, nothing is remembered of the hold but its feature and model. What is over comes back. What is missing is taken; where that is refused, nothing is charged and the hold stands.',
    idempotency: 'header',
    body: captureInput,
    answer: { status: 200, description: 'What was charged.', schema: stepSchema },
    problems: ['invalid_quantity', 'invalid_option', ...notPaid, 'hold_not_open'],
    handle: (call) => answerStep(call, captureGeneration),
  },
  {
    ...asked,
    method: 'POST',
    path: `${onOne}/void`,
    id: 'voidGeneration',
    summary: 'Give back what is held for work that failed',
    idempotency: 'header',
    body: voidInput,
    answer: { status: 200, description: 'What came back.', schema: stepSchema },
    problems: ['hold_not_open'],
    handle: (call) => answerStep(call, voidGeneration),
  },
  {
    ...asked,
    method: 'POST',
    path: `${onOne}/refund`,
    id: 'refundGeneration',
    summary: 'Give a charge back, wholly or partly',
    description:
      'Into the grants that it came from, the last that paid first. What belongs to a grant that has ended comes back as a new one for seven days.',
    idempotency: 'header',
    body: refundInput,
    answer: { status: 200, description: 'What came back.', schema: stepSchema },
    problems: ['nothing_to_refund'],
    handle: (call) => answerStep(call, refundGeneration),
  },
  {
    ...asked,
    method: 'POST',
    path: `${onOne}/outcome`,
    id: 'markOutcome',
    summary: 'Say whether the output was kept',
    description: 'Of a generation that was charged. It may be said again: the last word counts. No credits move.',
    idempotency: 'header',
    body: outcomeInput,
    answer: { status: 200, description: 'What was said.', schema: outcomeSchema },
    problems: ['change_not_possible'],
    handle: (call) => answerStep(call, markOutcome),
  },
];

/** Has something done to the generation of the path. */
function answerStep(call: Call, change: typeof captureGeneration | typeof markOutcome): Promise<ApiResponse> {
  const { context, actor, parameters } = call;
  const { account, generation } = parameters as { account: string; generation: string };
  return answerChange(call, (input, idempotencyKey) =>
    change(context, { actor, account, generation, idempotencyKey }, input),
  );
}

/** Each item's answer is written as it was stored, to the letter. */
async function answerBatch({ context, actor, request }: Call): Promise<ApiResponse> {
  const input = readJson(request, BATCH_BYTES_MAX);
  if (!input.ok) return problem(input.error);
  const charged = await chargeBatch(context, actor, input.value);
  if (!charged.ok) return problem(charged.error);
  const items = charged.value.map((each) => {
    if (each.status === 'rejected') return { ...failed(each.reason, request), replayed: false };
    return each.value.ok ? each.value.value : { ...problem(each.value.error), replayed: false };
  });
  const texts = items.map(
    ({ status, text, replayed }) => `{"status":${status},"body":${text},"idempotentReplayed":${replayed}}`,
  );
  return json(200, `{"items":[${texts.join(',')}]}`);
}
