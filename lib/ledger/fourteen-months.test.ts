import { describe, expect, it } from 'vitest';
import { quote } from '../catalog/price';
import { credits } from '../credits';
import type { Instant } from '../time';
import { byBurnDown } from './burn-down';
import type { Command } from './command';
import {
  always,
  deepFreeze,
  generationId,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
  shipped,
} from './testing/account';
import { tableOf, type Row } from './testing/story';

// Every table in this file was worked out by hand from the rules, not copied from the program:
// a month's credits end with the second period after their own; what ends soonest is spent first; a renewal carries at
// most twice the month's credits; what ends at a boundary counts in the period that it closes.

const captions = deepFreeze(shipped('captions'));

interface Story {
  planId: string;
  /** The period starts, from the anchor to the end of the last month. */
  boundaries: Instant[];
  rows: Row[];
  monthly: number;
}

/** Lives a story month by month, spending what its rows say in two debits, and returns what really happened. */
function live({ planId, boundaries, rows, monthly }: Story) {
  const account = new LivedAccount(always(captions), boundaries[0]!);
  const belowThreeMonths = () => expect(account.recurring).toBeLessThanOrEqual(credits(3 * monthly));
  account.subscribe(planId, boundaries[0]!);

  for (const [index, [, , , used]] of rows.entries()) {
    const [start, end] = [boundaries[index]!, boundaries[index + 1]!];
    expect(account.state.header.period).toMatchObject({ start, end });
    belowThreeMonths();
    // A part at the start's own instant, the rest in the last millisecond.
    const first = Math.floor(used / 3);
    if (first > 0) spendOnCreator(account, first, start);
    belowThreeMonths();
    if (used > 0) spendOnCreator(account, used - first, end - 1);
    account.settle(end - 1);
    belowThreeMonths();
    account.settle(end);
    belowThreeMonths();
    if (account.state.subscription!.status === 'awaiting_payment') account.renew(index + 1, end);
    belowThreeMonths();
  }
  return account;
}

/** AI Creator costs 1 credit a second. */
function spendOnCreator(account: LivedAccount, seconds: number, at: Instant): void {
  const price = quote(captions, { feature: 'ai-creator', quantity: seconds });
  if (!price.ok) throw new Error(price.error.detail);
  expect(price.value.credits).toBe(credits(seconds));
  account.do({ type: 'debit', generationId: generationId(account.entries.length + 1), quote: price.value }, at);
}

describe('rule 5: fourteen months on Pro (200 a month), from 31 January of a leap year', () => {
  const days = [
    ...['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30', '2024-07-31', '2024-08-31'],
    ...['2024-09-30', '2024-10-31', '2024-11-30', '2024-12-31', '2025-01-31', '2025-02-28', '2025-03-31'],
  ];
  const boundaries = days.map((day) => instant(`${day}T10:30:00.000Z`));
  // prettier-ignore
  const rows: Row[] = [
    // month       carried granted used expired left  of the grants
    ['2024-01-31',      0,   200,   50,     0,  150, [150]],
    ['2024-02-29',    150,   200,    0,     0,  350, [150, 200]],  // empty month
    ['2024-03-31',    350,   200,  100,    50,  400, [200, 200]],  // 50 of January's 200 end on 30 April
    ['2024-04-30',    400,   200,  600,     0,    0, []],          // used up, from three months' credits
    ['2024-05-31',      0,   200,    0,     0,  200, [200]],
    ['2024-06-30',    200,   200,    0,     0,  400, [200, 200]],
    ['2024-07-31',    400,   200,    0,   200,  400, [200, 200]],  // May's 200, never touched
    ['2024-08-31',    400,   200,  120,    80,  400, [200, 200]],
    ['2024-09-30',    400,   200,  200,     0,  400, [200, 200]],  // exactly the oldest grant
    ['2024-10-31',    400,   200,  350,     0,  250, [50, 200]],
    ['2024-11-30',    250,   200,   20,    30,  400, [200, 200]],
    ['2024-12-31',    400,   200,    0,   200,  400, [200, 200]],  // across the year's end
    ['2025-01-31',    400,   200,  333,     0,  267, [67, 200]],
    ['2025-02-28',    267,   200,    7,    60,  400, [200, 200]],
  ];
  const account = live({ planId: 'pro', boundaries, rows, monthly: 200 });

  it('go as the table says', () => {
    expect(tableOf(account, boundaries)).toEqual(rows);
  });

  it('leave no credit unaccounted for: 2,800 granted, 1,780 used, 620 expired, 400 left', () => {
    // The fifteenth month's 200 came with the last renewal.
    expect(account.state.header.balance).toBe(credits(400 + 200));
    expect(account.state.header.period).toMatchObject({ carriedIn: credits(400), granted: credits(200), used: 0n });
    const total = (to: string) =>
      account.entries.filter((entry) => entry.to === to).reduce((sum, entry) => sum + entry.amount, 0n);
    expect([total('available'), total('spent'), total('expired')].map((sum) => sum / credits(1))).toEqual([
      2800n + 200n,
      1780n,
      620n,
    ]);
  });

  it("give each month's credits the end of the second period after their own, fixed when granted", () => {
    const plans = [...account.grants.values()];
    expect(plans.slice(0, 12).map((grant) => grant.expiresAt)).toEqual(boundaries.slice(3));
    expect(plans.map((grant) => grant.effectiveAt)).toEqual(boundaries);
    // $9.99 each, in millionths of a cent.
    expect(plans.every((grant) => grant.paid === 999_000_000n)).toBe(true);
  });
});

describe('rule 5: fourteen months on Max (500 a month), from 31 January over a leap day', () => {
  const days = [
    ...['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2027-07-31', '2027-08-31'],
    ...['2027-09-30', '2027-10-31', '2027-11-30', '2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31'],
  ];
  const boundaries = days.map((day) => instant(`${day}T23:59:59.999Z`));
  // prettier-ignore
  const rows: Row[] = [
    // month       carried granted used expired left  of the grants
    ['2027-01-31',      0,   500,  480,     0,   20, [20]],
    ['2027-02-28',     20,   500,  520,     0,    0, []],           // used up
    ['2027-03-31',      0,   500,    0,     0,  500, [500]],        // empty month
    ['2027-04-30',    500,   500,  250,     0,  750, [250, 500]],
    ['2027-05-31',    750,   500,  100,   150, 1000, [500, 500]],
    ['2027-06-30',   1000,   500,    0,   500, 1000, [500, 500]],
    ['2027-07-31',   1000,   500, 1499,     0,    1, [1]],          // all but one credit
    ['2027-08-31',      1,   500,    1,     0,  500, [500]],        // the old one goes first
    ['2027-09-30',    500,   500,  700,     0,  300, [300]],
    ['2027-10-31',    300,   500,    0,     0,  800, [300, 500]],
    ['2027-11-30',    800,   500,   40,   260, 1000, [500, 500]],
    ['2027-12-31',   1000,   500,  640,     0,  860, [360, 500]],   // across the year's end
    ['2028-01-31',    860,   500,  360,     0, 1000, [500, 500]],
    ['2028-02-29',   1000,   500,  125,   375, 1000, [500, 500]],
  ];

  it('go as the table says', () => {
    const account = live({ planId: 'max', boundaries, rows, monthly: 500 });
    expect(tableOf(account, boundaries)).toEqual(rows);
    expect(account.state.header.balance).toBe(credits(1000 + 500));
  });
});

describe('fourteen months on Free (200 once), from the leap day', () => {
  const days = [
    ...['2024-02-29', '2024-03-29', '2024-04-29', '2024-05-29', '2024-06-29', '2024-07-29', '2024-08-29', '2024-09-29'],
    ...['2024-10-29', '2024-11-29', '2024-12-29', '2025-01-29', '2025-02-28', '2025-03-29', '2025-04-29'],
  ];
  const boundaries = days.map((day) => instant(day));
  // prettier-ignore
  const rows: Row[] = [
    // month       carried granted used expired left  of the grant
    ['2024-02-29',      0,   200,   30,     0,  170, [170]],
    ['2024-03-29',    170,     0,    0,     0,  170, [170]],  // empty month
    ['2024-04-29',    170,     0,   45,     0,  125, [125]],
    ['2024-05-29',    125,     0,    0,     0,  125, [125]],
    ['2024-06-29',    125,     0,    5,     0,  120, [120]],
    ['2024-07-29',    120,     0,    0,     0,  120, [120]],
    ['2024-08-29',    120,     0,    0,     0,  120, [120]],
    ['2024-09-29',    120,     0,    0,     0,  120, [120]],
    ['2024-10-29',    120,     0,   20,     0,  100, [100]],
    ['2024-11-29',    100,     0,    0,     0,  100, [100]],
    ['2024-12-29',    100,     0,    0,     0,  100, [100]],  // across the year's end
    ['2025-01-29',    100,     0,    0,     0,  100, [100]],
    ['2025-02-28',    100,     0,  100,     0,    0, []],     // used up
    ['2025-03-29',      0,     0,    0,     0,    0, []],
  ];
  const account = live({ planId: 'free', boundaries, rows, monthly: 0 });

  it('go as the table says', () => {
    expect(tableOf(account, boundaries)).toEqual(rows);
  });

  it('end with nothing, and nothing to wait for', () => {
    const command: Command = { type: 'debit', generationId: generationId(1), quote: quoteOf(credits(14)) };
    expect(account.refused(command, boundaries.at(-1)!)).toMatchObject({
      code: 'insufficient_credits',
      data: { shortfall: 14, refreshesAt: null, refreshCredits: null, nextPlan: { id: 'pro', creditsPerPeriod: 200 } },
    });
  });
});

describe('rule 16: from Free to Pro', () => {
  // Free from 29 February; Pro from 31 March at noon, in the middle of the second free month.
  const account = new LivedAccount(always(captions), instant('2024-02-29'));
  const upgraded = instant('2024-03-31T12:00:00.000Z');
  account.subscribe('free', instant('2024-02-29'));
  account.spend(credits(30), instant('2024-03-10'));
  const upgrade = account.subscribe('pro', upgraded);

  it("is a new subscription: new anchor, Pro's 200 at once, and the rest of the first 200 stays", () => {
    expect(upgrade.entries.map(({ kind, reason, amount }) => [kind, reason, amount])).toEqual([
      ['grant', 'subscribed', credits(200)],
    ]);
    expect(account.state.subscription).toMatchObject({ planId: 'pro', anchor: upgraded, periodIndex: 0 });
    expect(account.state.header.period).toEqual({
      start: upgraded,
      end: instant('2024-04-30T12:00:00.000Z'),
      carriedIn: credits(170),
      granted: credits(200),
      used: 0n,
      ended: 0n,
    });
  });

  it("spends each month's credits before the 200 that never end, and never trims those", () => {
    const boundaries = ['2024-04-30', '2024-05-31', '2024-06-30', '2024-07-31', '2024-08-31'].map((day) =>
      instant(`${day}T12:00:00.000Z`),
    );
    account.spend(credits(205), boundaries[0]! - 1);
    // 200 of the month's and 5 of the first ones.
    expect(account.state.grants.map((grant) => [grant.source, grant.available])).toEqual([['once', credits(165)]]);
    for (const [index, boundary] of boundaries.entries()) account.renew(index + 1, boundary);
    // Five empty renewals: 165 that never end, two months carried, one new; two months' credits have ended.
    expect([...account.state.grants].sort(byBurnDown).map((grant) => [grant.source, grant.available])).toEqual([
      ['plan', credits(200)],
      ['plan', credits(200)],
      ['plan', credits(200)],
      ['once', credits(165)],
    ]);
    expect(account.recurring).toBe(credits(600));
  });
});

describe('rule 6: the first 200 come once', () => {
  const start = instant('2024-01-31');
  const welcomes = (account: LivedAccount) => [...account.grants.values()].filter((grant) => grant.source === 'once');

  it('and never end', () => {
    const account = new LivedAccount(always(captions), start);
    expect(account.subscribe('free', start).claims).toEqual(['welcome']);
    account.settle(instant('2124-01-31'));
    expect(welcomes(account)).toMatchObject([
      { amount: credits(200), available: credits(200), expiresAt: null, paid: 0n },
    ]);
  });

  it('and not again in fourteen free months, nor with Pro after them', () => {
    const account = new LivedAccount(always(captions), start);
    account.subscribe('free', start);
    account.settle(instant('2025-03-31'));
    expect(account.subscribe('pro', instant('2025-04-01')).claims).toEqual([]);
    account.renew(1, instant('2025-05-01'));
    expect(welcomes(account)).toHaveLength(1);
    expect(account.state.claimed).toEqual(['welcome']);
  });

  it('and not with a second subscription that names the same gift', () => {
    const welcome = { id: 'welcome', credits: 200, when: 'once', lasts: { type: 'never' } };
    const monthly = { id: 'monthly', credits: 10, when: 'period', lasts: { type: 'never' } };
    const book = always(
      sellingPlans(plan('free', 0, [welcome]), plan('hobby', 0, [welcome]), plan('pro', 999, [welcome, monthly])),
    );
    const account = new LivedAccount(book, start);
    account.subscribe('free', start);
    expect(account.subscribe('hobby', start + 1).entries).toEqual([]);
    expect(account.subscribe('pro', start + 2).entries).toMatchObject([{ amount: credits(10) }]);
    account.renew(1, instant('2024-02-29T00:00:00.002Z'));
    expect(welcomes(account)).toHaveLength(1);
  });

  it('and not at all where the person had them through another account', () => {
    const account = new LivedAccount(always(captions), start);
    const change = account.subscribe('free', start, { claimedElsewhere: ['welcome'] });
    expect([change.entries, change.grants, change.claims]).toEqual([[], [], []]);
    // Known from now on, whoever asks.
    expect(account.state.claimed).toEqual(['welcome']);
    account.settle(instant('2025-01-31'));
    expect(account.state.header).toMatchObject({ seq: 0, balance: 0n });
  });

  it('but do come to somebody who had only another gift elsewhere', () => {
    const account = new LivedAccount(always(captions), start);
    const change = account.subscribe('free', start, { claimedElsewhere: ['spring-gift'] });
    expect(change.claims).toEqual(['welcome']);
    expect(account.state.header.balance).toBe(credits(200));
  });
});
