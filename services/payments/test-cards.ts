import { fail, ok, type Result } from '@/lib/errors';
import type { KeptMethod } from '@/db/payments/methods';
import type { CardBehaviour } from './built-in-provider';

/** The built-in provider's cards, by number: no real card is ever asked for. */
export const testCards: readonly { number: string; brand: string; behaviour: CardBehaviour }[] = [
  { number: '4242424242424242', brand: 'Visa', behaviour: 'succeeds' },
  { number: '5555555555554444', brand: 'Mastercard', behaviour: 'succeeds' },
  { number: '4000000000000002', brand: 'Visa', behaviour: 'declines' },
  { number: '4000002500003155', brand: 'Visa', behaviour: 'confirms' },
  { number: '4000000000000077', brand: 'Visa', behaviour: 'late' },
];

/** The digits of a card's number as people type it; null: it is none. */
export function readCard(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{13,19}$/.test(digits) ? digits : null;
}

/** Fails with `invalid_request` where it is none of the test cards: a real number must not end up here. */
export function cardToken(number: string): Result<KeptMethod> {
  const card = testCards.find((each) => each.number === number);
  if (card) return ok({ kind: 'card', brand: card.brand, last4: number.slice(-4), token: card.behaviour });
  return fail('invalid_request', {
    pointer: '/number',
    detail: 'Use one of the test cards: real cards are not taken.',
  });
}
