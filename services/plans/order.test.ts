import { describe, expect, it } from 'vitest';
import { parseInput } from '../parse-input';
import { orderInput, orderOf } from './order';

const read = (input: unknown) => {
  const parsed = parseInput(orderInput, input);
  return parsed.ok ? orderOf(parsed.value) : parsed.error.pointer;
};

describe('an order', () => {
  it('is read from the texts of a form; what is empty is left out', () => {
    const change = { type: 'changePlan', planId: 'team', intervalId: 'month' };
    expect(read({ ...change, seats: '3', choice: '' })).toEqual({ ...change, seats: 3 });
    expect(read({ ...change, seats: '', choice: 'other' })).toEqual({ ...change, choice: 'other' });
    expect(read({ type: 'buyPack', packId: 'credits-500', count: '2' })).toEqual({
      ...{ type: 'buyPack', packId: 'credits-500', count: 2 },
    });
    expect(read({ type: 'cancel', more: 'is ignored' })).toEqual({ type: 'cancel' });
  });

  it.each([
    [{}, '/type'],
    [{ type: 'debit' }, '/type'],
    [{ type: 'changeSeats' }, '/seats'],
    [{ type: 'changeSeats', seats: '-1' }, '/seats'],
    [{ type: 'changeSeats', seats: '1e3' }, '/seats'],
    [{ type: 'changeSeats', seats: 1.5 }, '/seats'],
    [{ type: 'addUnits', addOnId: '', units: 1 }, '/addOnId'],
    [{ type: 'buyPack', packId: 'x', count: 'NaN' }, '/count'],
  ])('%o is none, by its %s', (input, pointer) => {
    expect(read(input)).toBe(pointer);
  });

  it('can not say itself when it was ordered, or that a rule asked for it', () => {
    expect(read({ type: 'changeSeats', seats: 2, orderedAt: 1 })).toEqual({ type: 'changeSeats', seats: 2 });
    expect(read({ type: 'buyPack', packId: 'x', count: 1, topUp: true })).toEqual({
      ...{ type: 'buyPack', packId: 'x', count: 1 },
    });
  });
});
