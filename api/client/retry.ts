export interface RetryOptions {
  /** How often a request is sent in all. */
  attempts: number;
  /** How long one sending may take, in milliseconds. */
  timeoutMs: number;
  fetch: (request: Request) => Promise<Response>;
  sleep: (ms: number) => Promise<void>;
  /** 0 ≤ x < 1. */
  random: () => number;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/** What a repetition may mend: too many at once, an answer that broke off, a server that is away. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Sends requests, and sends them again as they were (with the same Idempotency-Key) while they get no answer or one that
 * asks for it, waiting as long as `Retry-After` says and longer each time. The last answer or error is handed on; so is,
 * at once, that the caller has given up.
 */
export function retrying({ attempts, timeoutMs, fetch, sleep, random }: RetryOptions) {
  return async (request: Request): Promise<Response> => {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= attempts;
      let asked = 0;
      try {
        const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
        const answer = await fetch(new Request(request.clone(), { signal }));
        if (isLast || !PASSING.has(answer.status)) return answer;
        asked = retryAfterMs(answer.headers.get('retry-after'));
        await answer.body?.cancel();
      } catch (error) {
        if (isLast || request.signal.aborted) throw error;
      }
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
      // Spread, so that all who were turned away at one moment do not come back at one.
      await sleep(asked + wait * (0.5 + random() / 2));
    }
  };
}

/** Seconds, as the API sends them; 0 for anything else. */
function retryAfterMs(header: string | null): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) * 1000 : 0;
}
