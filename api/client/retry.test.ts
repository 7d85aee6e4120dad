import { describe, expect, it } from 'vitest';
import { retrying } from './retry';

/** What one sending comes to: an answer's status, with its Retry-After, or nothing. */
type Fate = number | [status: number, retryAfter: string] | 'lost';

function sent(fates: Fate[], { attempts = 5, random = 0 } = {}) {
  const seen: { key: string | null; body: string }[] = [];
  const waits: number[] = [];
  const send = retrying({
    attempts,
    timeoutMs: 1_000,
    random: () => random,
    sleep: async (ms) => void waits.push(ms),
    fetch: async (request) => {
      seen.push({ key: request.headers.get('idempotency-key'), body: await request.text() });
      const fate = fates[seen.length - 1]!;
      if (fate === 'lost') throw new TypeError('fetch failed');
      const [status, retryAfter] = typeof fate === 'number' ? [fate, undefined] : fate;
      return new Response('{}', { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} });
    },
  });
  const request = (signal?: AbortSignal) =>
    new Request('http://meterbook.example/api/v1/generations', {
      method: 'POST',
      headers: { 'idempotency-key': 'one' },
      body: '{"feature":"ai-ads"}',
      signal: signal ?? null,
    });
  return { send: (signal?: AbortSignal) => send(request(signal)), seen, waits };
}

describe('a request', () => {
  it('is sent once where it is answered, whatever the answer', async () => {
    for (const status of [200, 201, 400, 401, 402, 404, 409, 422, 500]) {
      const { send, seen, waits } = sent([status]);
      expect((await send()).status).toBe(status);
      expect([seen.length, waits]).toEqual([1, []]);
    }
  });

  it('that is lost or turned away is sent again as it was, with the same key', async () => {
    const { send, seen } = sent(['lost', 503, 429, 502, 201]);
    expect((await send()).status).toBe(201);
    expect(seen).toEqual(Array(5).fill({ key: 'one', body: '{"feature":"ai-ads"}' }));
  });

  it('waits longer each time, and as long as it is asked to', async () => {
    const { send, waits } = sent(['lost', 'lost', [429, '3'], [503, 'soon'], 200]);
    await send();
    expect(waits).toEqual([100, 200, 3_400, 800]);
    const spread = sent(['lost', 200], { random: 0.5 });
    await spread.send();
    expect(spread.waits).toEqual([150]);
  });

  it('that gets nowhere ends with its last answer, or its last error', async () => {
    const busy = sent([503, 503, 503], { attempts: 3 });
    expect((await busy.send()).status).toBe(503);
    const lost = sent(['lost', 'lost'], { attempts: 2 });
    await expect(lost.send()).rejects.toThrow('fetch failed');
    expect(lost.seen).toHaveLength(2);
  });

  it('that its sender gave up is not sent again', async () => {
    const { send, seen } = sent(['lost', 200]);
    const gaveUp = new AbortController();
    gaveUp.abort();
    await expect(send(gaveUp.signal)).rejects.toThrow();
    expect(seen.length).toBeLessThan(2);
  });
});
