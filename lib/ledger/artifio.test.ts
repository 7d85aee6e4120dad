import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits, decimalText, microFromNumber, type Micro } from '../credits';
import { DAY_MS, type Instant } from '../time';
import type { Command } from './command';
import { always, deepFreeze, generationId, instant, LivedAccount, quoteOf, shipped } from './testing/account';

// The tables were worked out by hand from the rules: packs and goodwill never end, so the oldest pays first, and what a
// pack's credits have cost adds up to its price.

const artifio = deepFreeze(shipped('artifio'));
const catalogAt = always(artifio);

const buy = (packId: string, count = 1): Command => ({ type: 'buyPack', packId, count });
const give = (amount: number): Command => ({
  type: 'grant',
  source: 'goodwill',
  amount: microFromNumber(amount)!,
  expiresAt: null,
});
let generations = 0;
const spend = (amount: number): Command => ({
  type: 'debit',
  generationId: generationId((generations += 1)),
  quote: quoteOf(microFromNumber(amount)!),
});

/** Bought and given is spent or left: there is no third place where an Artifio credit can be. */
function expectNoneLost(account: LivedAccount): void {
  const grants = [...account.grants.values()];
  const sum = (of: (grant: (typeof grants)[number]) => Micro) => grants.reduce((all, grant) => all + of(grant), 0n);
  expect(sum((grant) => grant.amount)).toBe(sum((grant) => grant.spent) + account.state.header.balance);
  expect(grants.every((grant) => grant.expiresAt === null)).toBe(true);
  expect(account.entries.every((entry) => entry.kind !== 'expire')).toBe(true);
}

describe('fourteen months of paying as one goes, from 31 January of a leap year', () => {
  // prettier-ignore
  const rows: [at: string, command: Command, left: string, burnt: [grant: number, amount: string, cost: bigint][]][] = [
    ['2024-01-31', buy('credits-500'),          '500',          []],  // entry 1: 1 cent a credit
    ['2024-02-10', spend(120),                  '380',          [[1, '120', 120_000_000n]]],
    ['2024-02-29', give(50),                    '430',          []],  // entry 3: nothing was paid for them
    ['2024-03-31', buy('credits-2000'),         '2430',         []],  // entry 4: 0.95 cents
    ['2024-04-15', spend(400),                  '2030',         [[1, '380', 380_000_000n], [3, '20', 0n]]],
    ['2024-05-31', { type: 'settle' },          '2030',         []],  // an empty month
    ['2024-06-01', buy('credits-10000'),        '12030',        []],  // entry 7: 0.9 cents
    // A micro-credit of it costs less than a millionth of a cent: that is in the last one's cost.
    ['2024-06-20', spend(2030.000001),          '9999.999999',  [[3, '30', 0n], [4, '2000', 1_900_000_000n], [7, '0.000001', 0n]]],
    ['2024-07-31', buy('credits-500', 2),       '10999.999999', []],  // entries 11 and 12
    ['2024-08-31', spend(9999.999999),          '1000',         [[7, '9999.999999', 9_000_000_000n]]],
    ['2024-10-31', spend(750),                  '250',          [[11, '500', 500_000_000n], [12, '250', 250_000_000n]]],
    ['2024-11-30', buy('credits-50000'),        '50250',        []],  // entry 16: 0.85 cents
    ['2024-12-31T23:59:59.999Z', spend(300.5),  '49949.5',      [[12, '250', 250_000_000n], [16, '50.5', 42_925_000n]]],
    ['2025-01-31', give(49.5),                  '49999',        []],  // entry 19
    // 383.833333 × 0.85 cents = 326.25833305, of which 42.925 were there before.
    ['2025-02-28', spend(333.333333),           '49665.666667', [[16, '333.333333', 283_333_333n]]],
    ['2025-03-30', spend(49616.166667),         '49.5',         [[16, '49616.166667', 42_173_741_667n]]],
    ['2025-03-31', spend(49.5),                 '0',            [[19, '49.5', 0n]]],  // used up
  ];
  const account = new LivedAccount(catalogAt, instant('2024-01-31'));
  account.subscribe('pay-as-you-go', instant('2024-01-31'));
  const lived = rows.map(([at, command]) => {
    const { steps } = account.do(command, instant(at));
    expectNoneLost(account);
    const burnt = (steps[0]?.burns ?? []).map(({ grantId, amount, cost }) => [grantId, decimalText(amount), cost]);
    return [at, command, decimalText(account.state.header.balance), burnt];
  });

  it('go as the table says', () => {
    expect(lived).toEqual(rows);
  });

  it('spend 63,500 that were bought for $549 and 99.5 that were given, and cost just that', () => {
    const grants = [...account.grants.values()];
    const bySource = (source: string) =>
      grants.filter((grant) => grant.source === source).reduce((sum, grant) => sum + grant.amount, 0n);
    expect([bySource('pack'), bySource('goodwill')]).toEqual([credits(63_500), microFromNumber(99.5)]);
    const costs = rows.flatMap(([, , , burnt]) => burnt.map(([, , cost]) => cost));
    expect(costs.reduce((sum, cost) => sum + cost, 0n)).toBe(54_900_000_000n);
    expect(grants.reduce((sum, grant) => sum + grant.paid, 0n)).toBe(54_900_000_000n);
  });

  it('are months that open by themselves, without a payment', () => {
    expect(account.state.subscription).toMatchObject({ status: 'active', periodIndex: 14 });
    expect(account.state.header.period).toMatchObject({
      start: instant('2025-03-31'),
      carriedIn: microFromNumber(49.5),
      used: microFromNumber(49.5),
    });
  });
});

describe('a pack of Artifio', () => {
  it('can be bought without any subscription', () => {
    const account = new LivedAccount(catalogAt, instant('2024-01-31'));
    account.do(buy('credits-500'), instant('2024-01-31'));
    account.do(spend(1), instant('2034-01-31'));
    expect(account.state.header).toMatchObject({ balance: credits(499), period: null });
    expectNoneLost(account);
  });
});

describe('any life on Artifio', () => {
  const step = fc.record({
    later: fc.constantFrom(0, 1, DAY_MS, 31 * DAY_MS, 400 * DAY_MS),
    does: fc.constantFrom('buy', 'give', 'spend', 'spend', 'settle'),
    dice: fc.nat(3),
    amount: fc.bigInt({ min: 1n, max: 3_000_000_000n }),
  });

  it('never loses a credit, and burns the oldest first', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now: Instant = instant('2024-01-31');
        const account = new LivedAccount(catalogAt, now);
        account.subscribe('pay-as-you-go', now);
        for (const { later, does, dice, amount } of steps) {
          now += later;
          if (does === 'buy') account.do(buy(artifio.packs[dice]!.id, dice + 1), now);
          else if (does === 'give') account.give(amount, now);
          else if (does === 'settle' || amount > account.state.header.balance) account.settle(now);
          else {
            const before = account.state.grants;
            const { steps } = account.spend(amount, now);
            const ids = steps[0]!.burns.map((burn) => burn.grantId);
            expect(ids).toEqual(before.slice(0, ids.length).map((grant) => grant.id));
          }
          expectNoneLost(account);
        }
      }),
      { numRuns: 100 },
    );
  });
});
