import { z } from 'zod';

/** A whole number as it stands in a query, from `min` to `max`. */
export function numberInput(min: number, max: number) {
  const wrong = `A whole number from ${min} to ${max}.`;
  return z
    .string()
    .regex(/^\d{1,16}$/, wrong)
    .transform(Number)
    .refine((value) => value >= min && value <= max, wrong);
}
