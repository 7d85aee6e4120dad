import { expect, it } from 'vitest';
import type { GenerationOutcome } from '@/lib/usage/generation-outcome';
import { outcomeWords } from './outcome-words';

const of = (how: GenerationOutcome['how'], rest: Partial<GenerationOutcome>): GenerationOutcome => ({
  how,
  held: 0,
  charged: 0,
  cameBack: 0,
  ended: 0,
  refunded: 0,
  ...rest,
});

it.each([
  [of('captured', { held: 100, charged: 80, cameBack: 20 }), 'Held, then charged 80 of 100 credits, 20 came back'],
  [
    of('captured', { held: 64, charged: 48, cameBack: 10, ended: 6, refunded: 16 }),
    'Held, then charged 48 of 64 credits, 10 came back, 6 ended while they were held, 16 given back since',
  ],
  [of('captured', { held: 1, charged: 1 }), 'Held, then charged all 1 credit'],
  [of('captured', { held: 1000, charged: 1200.5 }), 'Held 1,000 credits, then charged 1,200.5'],
  [of('voided', { held: 32, cameBack: 32 }), 'Held 32 credits, then called off, 32 came back'],
  [of('lapsed', { held: 16, cameBack: 16 }), 'Held 16 credits, then the hold ended by itself, 16 came back'],
  [of('debited', { charged: 8, refunded: 8 }), 'Charged 8 credits, all given back since'],
])('says %o', (outcome, words) => {
  expect(outcomeWords(outcome, 'en-GB')).toBe(words);
});
