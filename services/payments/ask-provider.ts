import type { Context } from '../context';
import { providerAway } from '../unavailable';
import { builtInProvider } from './built-in-provider';
import type { PaymentProvider, PaymentRef } from './provider';

/** Who says nothing for so long counts as away. Shorter than a job of the worker may take (services/worker/tasks.ts). */
export const PROVIDER_MS_MAX = 20_000;

/**
 * Who collects money for this process. Whatever a call rejects with, and one that is never answered, comes out as one
 * error (services/unavailable.ts) and is noted here, once: nobody knows what has become of the payment.
 */
export function providerOf(context: Pick<Context, 'db' | 'payments' | 'warn'>): PaymentProvider {
  const provider = context.payments ?? builtInProvider(context.db);
  const ask = <T>(what: keyof PaymentProvider, payment: PaymentRef, call: () => Promise<T>): Promise<T> =>
    inTime(call).catch((err: unknown) => {
      const { accountId, attemptId } = payment;
      context.warn?.({ err, what, accountId, attemptId }, 'the payments provider could not be asked');
      throw providerAway(err);
    });
  return {
    charge: (request) => ask('charge', request, () => provider.charge(request)),
    find: (payment) => ask('find', payment, () => provider.find(payment)),
    confirm: (payment, approved) => ask('confirm', payment, () => provider.confirm(payment, approved)),
    refund: (payment) => ask('refund', payment, () => provider.refund(payment)),
  };
}

async function inTime<T>(call: () => Promise<T>): Promise<T> {
  const answered = call();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = PROVIDER_MS_MAX / 1_000;
    timer = setTimeout(() => reject(new Error(`nothing was heard for ${seconds} seconds`)), PROVIDER_MS_MAX);
  });
  // What it says after that is not waited for: it is asked again, and knows the payment by its attempt.
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
