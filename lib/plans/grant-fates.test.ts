import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { always, instant, LivedAccount, shipped } from '../ledger/testing/account';
import { DAY_MS } from '../time';
import { previewChange } from './preview';

const start = instant('2026-04-01T00:00:00Z');
const now = start + 10 * DAY_MS;

/** Max gives 500 a month, which last three; of them 100 are held for a day. */
function withHold(catalog: 'captions' | 'ai-studios', planId: string, held: bigint) {
  const account = new LivedAccount(always(shipped(catalog)), start);
  account.subscribe(planId, start);
  account.hold(held, now, { lapsesAt: now + DAY_MS });
  return (order: Parameters<typeof previewChange>[1]) => {
    const preview = previewChange(account.state, order, now, always(shipped(catalog)));
    if (!preview.ok) throw new Error(preview.error.code);
    return preview.value.grants
      .filter(({ source }) => source === 'plan')
      .map(({ now: before, back, after, lost, fate }) => ({ now: before, back, after, lost, fate }));
  };
}

describe('what becomes of a lot that is partly held', () => {
  it('counts what comes back when the hold ends, and nothing of it as lost', () => {
    const fates = withHold('captions', 'max', credits(100));
    const held = { now: credits(400), lost: 0n, fate: 'stays' };
    expect(fates({ type: 'cancel' })[0]).toEqual({ ...held, back: credits(100), after: credits(500) });
    // At once, the hold is still open.
    expect(fates({ type: 'changePlan', planId: 'scale', intervalId: 'month' })[0]).toEqual({
      ...{ ...held, back: 0n, after: credits(400) },
    });
  });
});
