import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';

/** How many requests may be made within a second; 0: as many as one likes. */
export interface LimitOptions {
  perKey: number;
  perAccount: number;
}

/** Keeps one sender from taking everybody's turn. Counted in memory, by real time, each process for itself. */
export interface Limits {
  /** Counts a request of an API key, or a change of an account. Fails with `too_many_requests`. */
  count(whose: 'key' | 'account', id: Id): Promise<Result<null>>;
}

export function openLimits({ perKey, perAccount }: LimitOptions): Limits {
  const limiters = { key: limiter(perKey), account: limiter(perAccount) };
  const words = {
    key: `This API key may send ${perKey} requests a second.`,
    account: `An account takes ${perAccount} changes a second.`,
  };
  return {
    async count(whose, id) {
      try {
        await limiters[whose]?.consume(id);
        return ok(null);
      } catch (refusal) {
        if (!(typeof refusal === 'object' && refusal !== null && 'msBeforeNext' in refusal)) throw refusal;
        const retryAfterSeconds = Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000));
        return fail('too_many_requests', { detail: words[whose], data: { retryAfterSeconds } });
      }
    },
  };
}

function limiter(points: number): RateLimiterMemory | null {
  return points === 0 ? null : new RateLimiterMemory({ points, duration: 1 });
}
