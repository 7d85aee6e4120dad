import { z } from 'zod';

/** A calendar day, as 2026-03-15. */
export const dayInput = z.iso
  .date('A day is written as 2026-03-15.')
  .refine((day) => day >= '2000' && day < '2100', 'A day lies in the years 2000 to 2099.');
