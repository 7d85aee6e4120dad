import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '@/db/client';
import { newId } from '@/lib/ids';
import { isUnavailable } from '../unavailable';
import { PROVIDER_MS_MAX, providerOf } from './ask-provider';
import type { PaymentProvider } from './provider';

const payment = { accountId: newId(), attemptId: newId(), at: 0 };
const calls = ['charge', 'find', 'confirm', 'refund'] as const;

/** What comes of each call of a provider of which every call does the same, and how often anybody was told. */
async function asked(does: () => Promise<never>) {
  const warn = vi.fn();
  const payments = Object.fromEntries(calls.map((call) => [call, does])) as unknown as PaymentProvider;
  const provider = providerOf({ db: {} as Database, payments, warn });
  const errors = await Promise.all([
    provider.charge({ ...payment, amount: 1n, currency: 'USD', method: null }).catch((error: unknown) => error),
    provider.find(payment).catch((error: unknown) => error),
    provider.confirm(payment, true).catch((error: unknown) => error),
    provider.refund(payment).catch((error: unknown) => error),
  ]);
  return { errors, warn };
}

describe('a provider that can not be asked is known as such, and noted once with its cause', () => {
  afterEach(() => void vi.useRealTimers());

  const causes: [string, unknown][] = [
    ['a fetch that fails', new TypeError('fetch failed')],
    ['a closed port', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
    ["the provider's own error", { type: 'api_error' }],
    ['nothing at all', undefined],
  ];
  it.each(causes)('where a call rejects with %s', async (_, cause) => {
    const { errors, warn } = await asked(() => Promise.reject(cause));
    expect(errors.map(isUnavailable)).toEqual([true, true, true, true]);
    expect(warn.mock.calls.map(([facts]) => [facts.what, facts.err])).toEqual(calls.map((what) => [what, cause]));
  });

  it('where a call fails before it is made', async () => {
    const { errors } = await asked(() => {
      throw new RangeError('no such URL');
    });
    expect(errors.map(isUnavailable)).toEqual([true, true, true, true]);
  });

  it('where a call is never answered', async () => {
    vi.useFakeTimers();
    const answered = asked(() => new Promise<never>(() => {}));
    await vi.advanceTimersByTimeAsync(PROVIDER_MS_MAX);
    const { errors, warn } = await answered;
    expect(errors.map(isUnavailable)).toEqual([true, true, true, true]);
    expect(warn).toHaveBeenCalledTimes(4);
  });
});

it('what goes wrong elsewhere is not the provider', () => {
  expect([new TypeError('our own'), undefined, null, 'text'].map(isUnavailable)).toEqual([false, false, false, false]);
});
