import { z } from 'zod';

/** A mail address as people are known by: trimmed, lower case. */
export const emailInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Enter a mail address, such as name@example.com.'));

/** Long enough to be worth hashing, short enough not to be a way to keep the server busy. */
export const passwordInput = z.string().min(10, 'Use at least 10 characters.').max(200, 'Use at most 200 characters.');
