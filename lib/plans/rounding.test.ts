import { expect, it } from 'vitest';
import { remainingOf } from './proration';

it('rule 18: what is prorated is never rounded to the favour of who changes plans', () => {
  // A third is left.
  const third = remainingOf({ start: 0, end: 3 }, 2);
  expect(third.credits(100n)).toBe(33n);
  expect(third.charge(100n)).toBe(34n);
  expect(third.giveBack(100n)).toBe(33n);
  expect(third.ending(100n)).toBe(34n);
});
