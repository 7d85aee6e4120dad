import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { fail, ok, type Result } from '@/lib/errors';
import { processWide } from '../process-wide';

/**
 * How often sign-in and sign-up may be tried. Per mail address against guessing one password, per network address
 * against guessing many; counted in memory by real time.
 */
const limits = processWide('sign-in attempts', () => ({
  email: new RateLimiterMemory({ points: 10, duration: 15 * 60 }),
  address: new RateLimiterMemory({ points: 100, duration: 15 * 60 }),
}));

/** Counts an attempt. Fails with `too_many_requests` and the seconds to wait. */
export async function countAttempt(email: string, address: string): Promise<Result<null>> {
  const byAddress = await limitedBy(limits.address, address);
  return byAddress.ok ? limitedBy(limits.email, email) : byAddress;
}

/** Counts one of what a limiter allows. Fails with `too_many_requests` and the seconds to wait. */
export async function limitedBy(limiter: RateLimiterMemory, key: string): Promise<Result<null>> {
  try {
    await limiter.consume(key);
    return ok(null);
  } catch (refusal) {
    if (!(typeof refusal === 'object' && refusal !== null && 'msBeforeNext' in refusal)) throw refusal;
    const retryAfterSeconds = Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000);
    return fail('too_many_requests', {
      detail: `Too many attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`,
      data: { retryAfterSeconds },
    });
  }
}

/** A sign-in that worked wipes the slate of its mail address. */
export async function forgetAttempts(email: string): Promise<void> {
  await limits.email.delete(email);
}
