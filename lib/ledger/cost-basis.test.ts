import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { MONEY_MICRO_PER_MINOR } from '../money';
import { DAY_MS } from '../time';
import { decide } from './decide';
import { costBasis, costGivenBack } from './cost-basis';
import type { Command } from './command';
import {
  always,
  deepFreeze,
  generationId,
  grantLike,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
} from './testing/account';

const dollars = (amount: number) => BigInt(amount * 100) * MONEY_MICRO_PER_MINOR;

describe('rule 8: what credits have cost', () => {
  // Three credits for ten micro-money: 3⅓ each, so the floors fall at 3, 6 and 10.
  const uneven = grantLike({ id: 1, amount: credits(3), paid: 10n });
  const cases: [what: string, grant: typeof uneven, moved: bigint, cost: bigint][] = [
    ['nothing, where nothing was paid', grantLike({ id: 1 }), credits(7), 0n],
    [
      'their share of the price',
      grantLike({ id: 1, amount: credits(500), paid: dollars(24.99) }),
      credits(40),
      199_920_000n,
    ],
    [
      'the whole price, for the whole grant',
      grantLike({ id: 1, amount: credits(500), paid: dollars(24.99) }),
      credits(500),
      dollars(24.99),
    ],
    ['the floor, for the first of an uneven price', uneven, credits(1), 3n],
    ['the difference of floors, for the last', { ...uneven, spent: credits(2) }, credits(1), 4n],
    ['less by what was reissued before', { ...uneven, spent: credits(1), reissued: credits(1) }, credits(1), 4n],
    ['nothing, for less than a floor', { ...uneven, spent: credits(1) }, 1n, 0n],
  ];
  it.each(cases)('is %s', (_, grant, moved, cost) => {
    expect(costBasis(grant, moved)).toBe(cost);
  });

  it('adds up to the price, however the grant is cut', () => {
    const cuts = fc.array(fc.bigInt({ min: 1n, max: credits(1000) }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(cuts, fc.bigInt({ min: 0n, max: dollars(100_000) }), (parts, paid) => {
        const amount = parts.reduce((sum, part) => sum + part, 0n);
        let spent = 0n;
        let cost = 0n;
        for (const part of parts) {
          const one = costBasis(grantLike({ id: 1, amount, paid, spent }), part);
          expect(one).toBeGreaterThanOrEqual(0n);
          cost += one;
          spent += part;
        }
        expect(cost).toBe(paid);
      }),
      { numRuns: 300 },
    );
  });
});

describe('rule 8: what credits had cost that are given back', () => {
  it('is what charging them again would cost, to the millionth', () => {
    const places = fc.record({ spent: fc.bigInt(1n, 500n), reissued: fc.bigInt(0n, 400n), left: fc.bigInt(0n, 100n) });
    fc.assert(
      fc.property(places, fc.bigInt(0n, 10_000n), fc.bigInt(1n, 500n), ({ spent, reissued, left }, paid, some) => {
        const back = some > spent ? spent : some;
        const grant = grantLike({ id: 1, amount: spent + reissued + left, spent, reissued, paid });
        expect(costGivenBack(grant, back)).toBe(costBasis({ ...grant, spent: spent - back }, back));
      }),
      { numRuns: 300 },
    );
  });

  const start = instant('2026-01-31');
  const book = always(deepFreeze(sellingPlans(plan('free', 0, []))));
  const step = fc.record({
    later: fc.constantFrom(0, 1, DAY_MS, 4 * DAY_MS),
    does: fc.constantFrom(
      'give',
      'debit',
      'debit',
      'hold',
      'hold',
      'capture',
      'capture',
      'void',
      'refund',
      'refund',
      'extend',
    ),
    dice: fc.nat(20),
    amount: fc.bigInt({ min: 0n, max: 3_000n }),
  });

  it('adds up, with all that is charged and all that moves on, to the share of the price that has left each grant', () => {
    let [refunds, reissues] = [0, 0];
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), (steps) => {
        const account = new LivedAccount(book, start);
        const costs = new Map<number, bigint>();
        const add = (id: number, cost: bigint) => costs.set(id, (costs.get(id) ?? 0n) + cost);
        let now = start;
        for (const [number, { later, does, dice, amount }] of steps.entries()) {
          now += later;
          const first = number < 3 ? 'give' : does;
          const command = commandOf(account, { does: first, dice, amount }, now, number);
          if (!decide(account.state, command, account.factsFor(command, now), now, book).ok) continue;
          const { steps: done, entries } = account.do(command, now);
          for (const { kind, burns } of done) {
            if (kind === 'refund') refunds += 1;
            for (const { grantId, cost } of burns) add(grantId, kind === 'refund' ? -cost : cost);
          }
          for (const [at, entry] of entries.entries()) {
            if (entry.to !== 'reissued') continue;
            reissues += 1;
            add(entry.grantId!, account.grants.get(entries[at + 1]!.grantId!)!.paid);
          }
        }
        for (const { id, paid, spent, reissued, amount } of account.grants.values()) {
          expect(costs.get(id) ?? 0n).toBe((paid * (spent + reissued)) / amount);
        }
      }),
      { numRuns: 300 },
    );
    // Lives in which nothing comes back would prove nothing.
    expect([refunds > 100, reissues > 100]).toEqual([true, true]);
  });

  function commandOf(
    { state, kept }: LivedAccount,
    { does, dice, amount }: { does: string; dice: number; amount: bigint },
    now: number,
    number: number,
  ): Command {
    const charged = [...kept.all.values()].filter(({ burns }) => burns.some((burn) => burn.amount > 0n));
    const open = does === 'refund' ? charged : state.holds;
    const id = open[dice % (open.length || 1)]?.generationId ?? generationId(0);
    switch (does) {
      case 'debit':
        return { type: 'debit', generationId: generationId(number), quote: quoteOf(amount) };
      case 'hold': {
        const lapsesAt = now + 1 + (dice % 3) * 3 * DAY_MS;
        return { type: 'hold', generationId: generationId(number), quote: quoteOf(amount), lapsesAt };
      }
      case 'capture':
        return { type: 'capture', generationId: id, credits: amount };
      case 'void':
        return { type: 'void', generationId: id };
      case 'refund':
        return { type: 'refund', generationId: id, credits: dice % 3 ? amount / 3n : null };
      case 'extend':
        return { type: 'extend', grantId: state.grants[0]?.id ?? 0, expiresAt: now + 9 * DAY_MS };
      default: {
        const ends = { amount: 3n * amount + 1n, expiresAt: now + 1 + (dice % 7) * DAY_MS, paid: BigInt(dice) };
        return { type: 'grant', source: 'contract', ...ends };
      }
    }
  }
});
