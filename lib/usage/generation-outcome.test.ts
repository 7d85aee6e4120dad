import { expect, it } from 'vitest';
import { credits } from '../credits';
import { generationOutcome, type GenerationSums } from './generation-outcome';

const sums = (status: GenerationSums['status'], numbers: Partial<Record<'held' | 'credits' | 'refunded', number>>) => ({
  status,
  held: credits(numbers.held ?? 0),
  credits: credits(numbers.credits ?? 0),
  refunded: credits(numbers.refunded ?? 0),
  holdEndChange: null as bigint | null,
});

it.each([
  ['a charge', sums('debited', { credits: 5 })],
  ['free work', sums('free', {})],
  ['a hold', sums('held', { held: 5 })],
  ['a hold of nothing that was called off', sums('voided', {})],
])('%s has no more than its first step', (_, each) => {
  expect(generationOutcome(each)).toBeNull();
});

it('a charge of which something was given back says how much', () => {
  expect(generationOutcome(sums('debited', { credits: 80, refunded: 20 }))).toEqual({
    how: 'debited',
    held: 0,
    charged: 80,
    cameBack: 0,
    ended: 0,
    refunded: 20,
  });
});

it.each([
  ['less than was held', 'captured', 100, 80, 20, { cameBack: 20, ended: 0 }],
  ['less, where a lot had ended meanwhile', 'captured', 100, 80, 15, { cameBack: 15, ended: 5 }],
  ['as held', 'captured', 100, 100, 0, { cameBack: 0, ended: 0 }],
  ['more than was held', 'captured', 100, 120, -20, { cameBack: 0, ended: 0 }],
  ['nothing, called off', 'voided', 100, 0, 100, { cameBack: 100, ended: 0 }],
  ['nothing, lapsed after the lot', 'lapsed', 100, 0, 0, { cameBack: 0, ended: 100 }],
] as const)('a hold of which was charged %s', (_, status, held, charged, change, rest) => {
  const each = { ...sums(status, { held, credits: charged }), holdEndChange: credits(1) * BigInt(change) };
  expect(generationOutcome(each)).toEqual({ how: status, held, charged, refunded: 0, ...rest });
});
