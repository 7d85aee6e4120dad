import { isCountry } from './countries';

/** How long each line of an invoice's address may be, in characters: for the form, and for what is kept. */
export const DETAILS_MAX = { name: 200, line1: 200, line2: 200, postalCode: 20, city: 100, taxId: 40 } as const;

/** "de " as "DE"; null where it is no country. */
export function countryCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  return isCountry(code) ? code : null;
}
