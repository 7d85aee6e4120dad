import { z } from 'zod';
import { chargeGeneration, chargeInput } from '@/services/accounts/charge-generation';
import { answerChange, type Route } from './route';

const tag = 'Generations';

export const generationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/generations',
    id: 'createGeneration',
    tag,
    summary: 'Charge a generation',
    scope: 'generations:write',
    idempotency: 'header',
    body: chargeInput,
    answer: { status: 201, description: 'What was charged, with its receipt.', schema: z.looseObject({}) },
    problems: ['unknown_feature', 'unknown_model', 'insufficient_credits'],
    handle: (call) => answerChange(call, (input, key) => chargeGeneration(call.context, call.actor, input, key)),
  },
];
