import { z } from 'zod';

/** The kinds of values that answers are made of, each with a sentence of its own. */

/** Credits as an exact JSON number, with at most six decimals. */
export const credits = (description: string) => z.number().meta({ description });

/** Money in minor units, with at most six decimals where it is a share of a price. */
export const minor = (description: string) => z.number().meta({ description });

export const instant = (description: string) => z.iso.datetime().meta({ description });

export const id = (description: string) => z.uuid().meta({ description });

export const name = (description: string) => z.string().meta({ description });

export const count = (description: string) => z.int().meta({ description });
