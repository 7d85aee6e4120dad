import { z } from 'zod';
import type { PlanOrder } from '@/lib/plans/order';
import { numberInput } from '../number-input';

const id = z.string().min(1).max(100);
const many = z.union([z.int().min(0).max(100_000), numberInput(0, 100_000)]);
/** What a form leaves empty is left out. */
const left = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** An order as a form or a link writes it: numbers may be texts, and what is empty is left out. */
export const orderInput = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changePlan'), planId: id, intervalId: id, seats: left(many), choice: left(id) }),
  z.object({ type: z.literal('changeSeats'), seats: many }),
  z.object({ type: z.literal('addUnits'), addOnId: id, units: many }),
  z.object({ type: z.literal('removeUnits'), addOnId: id, units: many }),
  z.object({ type: z.literal('buyPack'), packId: id, count: many }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('undoChange') }),
]);

/** The order that a parsed input means: what was left out is not there at all. */
export function orderOf(input: z.output<typeof orderInput>): PlanOrder {
  if (input.type !== 'changePlan') return input;
  const { seats, choice, ...order } = input;
  return { ...order, ...(seats !== undefined && { seats }), ...(choice !== undefined && { choice }) };
}
