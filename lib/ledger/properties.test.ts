import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { DAY_MS } from '../time';
import type { Command } from './command';
import { always, generationId, quoteOf, shipped } from './testing/account';
import { beginning, books, livesOf } from './testing/lives';
import { refusals, tallyLines } from './testing/refusals';
import { WatchedLife, type Tally } from './testing/watched-life';

// Random lives of accounts, held to what must be true of any life (testing/watched-life.ts). A failure prints its seed
// and the shortest life that shows it. `npm run lives -- --commands N` lives as many as you like.

const STEPS = 40;
/** Minutes, not seconds, on a busy machine: a hundred thousand commands, each looked at from all sides. */
const TIMEOUT_MS = 10 * 60_000;
const tally: Tally = new Map();
const seed = Date.now() % 2 ** 31;

describe('any life of an account', { timeout: TIMEOUT_MS }, () => {
  it.each(['captions', 'ai-studios', 'artifio'] as const)('on %s leaves books that are in order', (name) => {
    const catalogAt = always(shipped(name));
    fc.assert(
      fc.property(livesOf(STEPS), (steps) => {
        const life = new WatchedLife(catalogAt, tally);
        for (const step of steps) life.live(step);
        life.finish();
      }),
      { numRuns: 300, seed },
    );
  });

  it('on any catalog, through a change of its version, leaves books that are in order', () => {
    fc.assert(
      fc.property(books, livesOf(STEPS), ({ catalogAt }, steps) => {
        const life = new WatchedLife(catalogAt, tally);
        for (const step of steps) life.live(step);
        life.finish();
      }),
      { numRuns: 8_000, seed },
    );
  });

  it('with very many open holds is refused the next one, and is in order', () => {
    const life = new WatchedLife(always(shipped('captions')), tally);
    const hold = (number: number): Command => ({
      type: 'hold',
      generationId: generationId(number),
      quote: quoteOf(0n),
      lapsesAt: beginning + 1_000,
    });
    for (let number = 1; number <= 1_001; number += 1) life.do(hold(number));
    life.finish();
    expect(tally.get('hold')!.get('too_many_holds')).toBeGreaterThan(0);
  });

  it('with very many limits is refused the next one, and is in order', () => {
    const life = new WatchedLife(always(shipped('captions')), tally);
    for (let number = 1; number <= 101; number += 1) {
      const member = `member ${number}`;
      life.do({ type: 'setCap', scope: { type: 'member', member }, per: 'day', limit: credits(1) });
    }
    life.finish();
    expect(tally.get('setCap')!.get('too_many_caps')).toBeGreaterThan(0);
  });

  it('is refused the rest of a capture while the credits for it are locked', () => {
    const life = new WatchedLife(always(shipped('ai-studios')), tally);
    const days = (count: number) => (life.now = beginning + count * DAY_MS);
    life.do({ type: 'subscribe', planId: 'personal', intervalId: 'month', seats: 1 });
    days(25);
    const id = generationId(1);
    life.do({ type: 'hold', generationId: id, quote: quoteOf(credits(10)), lapsesAt: life.now + 29 * DAY_MS });
    days(31);
    life.do({ type: 'declinePayment', periodIndex: 1 });
    days(40);
    life.do({ type: 'capture', generationId: id, credits: credits(20) });
    life.finish();
    expect(tally.get('capture')!.get('credits_locked')).toBeGreaterThan(0);
  });

  it('has done every command, and has been refused for every reason that there is', () => {
    const missing = Object.entries(refusals).flatMap(([type, codes]) =>
      ['done' as const, ...codes]
        .filter((code) => !tally.get(type as Command['type'])?.get(code))
        .map((code) => `${type}: ${code}`),
    );
    const unheardOf = [...tally].flatMap(([type, outcomes]) =>
      [...outcomes.keys()]
        .filter((code) => code !== 'done' && !refusals[type].includes(code))
        .map((code) => `${type}: ${code}`),
    );
    expect({ missing, unheardOf }).toEqual({ missing: [], unheardOf: [] });
    const commands = [...tally.values()].flatMap((outcomes) => [...outcomes.values()]);
    expect(commands.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(100_000);
  });
});

afterAll(() => {
  const lines = tallyLines(tally);
  console.info([`random lives, seed ${seed}:`, ...lines].join('\n'));
});
