import { z } from 'zod';

/**
 * One line of text that people write: no control characters and half surrogates (which the database refuses), no line
 * breaks, and nothing that turns the writing's direction round. Joiners stay: emoji and some scripts are written with them.
 */
export function plainText(lengthMax: number) {
  return z
    .string()
    .max(lengthMax, `Use at most ${lengthMax} characters.`)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u, 'Use one line of text without control characters.');
}
