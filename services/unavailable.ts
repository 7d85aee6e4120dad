import { isUnreachable } from '@/db/transaction';

const PROVIDER_AWAY = 'PROVIDER_AWAY';

/** True for an error that means "the database, or whoever collects money, is away": the same may work in a moment. */
export function isUnavailable(error: unknown): boolean {
  return isProviderAway(error) || isUnreachable(error ?? {});
}

/** True for an error of `providerAway`: nobody knows what has become of a payment, and it is asked about again later. */
export function isProviderAway(error: unknown): boolean {
  return (error as { code?: unknown } | null | undefined)?.code === PROVIDER_AWAY;
}

/** The error of a payments' provider that could not be asked, whatever it failed with. */
export function providerAway(cause: unknown): Error {
  return Object.assign(new Error('the payments provider could not be asked', { cause }), { code: PROVIDER_AWAY });
}
