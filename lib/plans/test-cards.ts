/** The numbers that the built-in provider knows, and how a payment with each goes. No other number works there. */
export const testCards = [
  { number: '4242424242424242', does: 'succeeds' },
  { number: '4000000000000002', does: 'declines' },
  { number: '4000002500003155', does: 'needsConfirmation' },
  { number: '4000000000000077', does: 'paysLate' },
] as const;
