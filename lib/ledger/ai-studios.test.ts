import { describe, expect, it } from 'vitest';
import { credits, microFromNumber } from '../credits';
import { nextPaymentWithin, paymentOwed } from '../plans/payments';
import { isoText, type Instant } from '../time';
import type { Command } from './command';
import { always, deepFreeze, generationId, instant, LivedAccount, quoteOf, shipped } from './testing/account';
import { tableOf, type Row } from './testing/story';

// Every table in this file was worked out by hand from the rules, not copied from the program: nothing carries over, so
// what is granted is used or ends with its period; a seat brings its share of what is left, by milliseconds, credits
// down to the micro-credit and money up to the cent; units cost their full price whenever they come.

const catalogAt = always(deepFreeze(shipped('ai-studios')));

/** What somebody does besides generating: when, and what. */
type Event = [at: string, command: Command];

interface Story {
  planId: string;
  intervalId?: string;
  seats?: number;
  boundaries: Instant[];
  rows: Row[];
  events?: Event[];
}

/** Lives a story period by period: a third of what a row uses at the very start, the rest in the last millisecond. */
function live({ planId, intervalId = 'month', seats = 1, boundaries, rows, events = [] }: Story): LivedAccount {
  const account = new LivedAccount(catalogAt, boundaries[0]!);
  account.subscribe(planId, boundaries[0]!, { intervalId, seats });
  for (const [index, [, , , used]] of rows.entries()) {
    const [start, end] = [boundaries[index]!, boundaries[index + 1]!];
    expect(account.state.header.period).toMatchObject({ start, end });
    const within = events.filter(([at]) => instant(at) >= start && instant(at) < end);
    const happen = (when: (at: Instant) => boolean) =>
      within.filter(([at]) => when(instant(at))).forEach(([at, command]) => account.do(command, instant(at)));
    const first = Math.floor(used / 3);
    happen((at) => at === start);
    if (first > 0) account.spend(credits(first), start);
    happen((at) => at > start && at < end - 1);
    if (used > 0) account.spend(credits(used - first), end - 1);
    happen((at) => at > start && at === end - 1);
    account.settle(end);
    if (account.state.subscription!.status === 'awaiting_payment') account.renew(index + 1, end);
  }
  return account;
}

const days = (time: string, ...list: string[]) => list.map((day) => instant(`${day}T${time}Z`));
const cents = (whole: number) => BigInt(whole) * 1_000_000n;
const paidOf = (account: LivedAccount) => [...account.grants.values()].map((grant) => grant.paid);
const total = (account: LivedAccount, to: string) =>
  account.entries.filter((entry) => entry.to === to).reduce((sum, entry) => sum + entry.amount, 0n);

describe('fourteen months on Free (16 a month), from 31 January of a leap year', () => {
  const boundaries = days(
    '10:30:00.000',
    ...['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30', '2024-07-31', '2024-08-31'],
    ...['2024-09-30', '2024-10-31', '2024-11-30', '2024-12-31', '2025-01-31', '2025-02-28', '2025-03-31'],
  );
  // prettier-ignore
  const rows: Row[] = [
    // month     carried granted used expired left of the grants
    ['2024-01-31', 0, 16,  5, 11, 0, []],
    ['2024-02-29', 0, 16,  0, 16, 0, []],  // empty month
    ['2024-03-31', 0, 16, 16,  0, 0, []],  // used up
    ['2024-04-30', 0, 16, 16,  0, 0, []],
    ['2024-05-31', 0, 16,  1, 15, 0, []],
    ['2024-06-30', 0, 16,  3, 13, 0, []],
    ['2024-07-31', 0, 16,  0, 16, 0, []],
    ['2024-08-31', 0, 16, 10,  6, 0, []],
    ['2024-09-30', 0, 16, 15,  1, 0, []],
    ['2024-10-31', 0, 16,  8,  8, 0, []],
    ['2024-11-30', 0, 16,  2, 14, 0, []],
    ['2024-12-31', 0, 16, 12,  4, 0, []],  // across the year's end
    ['2025-01-31', 0, 16,  0, 16, 0, []],
    ['2025-02-28', 0, 16,  7,  9, 0, []],
  ];
  const account = live({ planId: 'free', boundaries, rows });

  it('go as the table says, and nobody has to pay', () => {
    expect(tableOf(account, boundaries)).toEqual(rows);
    expect(paidOf(account)).toEqual(Array(15).fill(0n));
  });

  it('leave no credit unaccounted for: 224 granted, 95 used, 129 expired, and 16 for the fifteenth month', () => {
    expect([total(account, 'available'), total(account, 'spent'), total(account, 'expired')]).toEqual([
      credits(224 + 16),
      credits(95),
      credits(129),
    ]);
    expect(account.state.header.balance).toBe(credits(16));
  });
});

describe('fourteen months on Personal (60 a month) with units of 60 for $10, over a leap day', () => {
  const boundaries = days(
    '00:00:00.000',
    ...['2023-12-31', '2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30', '2024-07-31'],
    ...['2024-08-31', '2024-09-30', '2024-10-31', '2024-11-30', '2024-12-31', '2025-01-31', '2025-02-28'],
  );
  const add = (units: number): Command => ({ type: 'addUnits', addOnId: 'personal-credits', units });
  const remove = (units: number): Command => ({ type: 'removeUnits', addOnId: 'personal-credits', units });
  const events: Event[] = [
    ['2024-02-10', add(2)],
    ['2024-04-12', remove(1)],
    ['2024-05-31', remove(1)],
    ['2024-06-01', add(1)],
    ['2024-07-30T23:59:59.999Z', add(3)],
    ['2024-08-30T23:59:59.999Z', remove(4)],
    ['2024-11-30', add(1)],
  ];
  // prettier-ignore
  const rows: Row[] = [
    // month     carried granted used expired left of the grants
    ['2023-12-31', 0,  60,  20,  40, 0, []],
    ['2024-01-31', 0, 180, 100,  80, 0, []],  // two units from 10 February: all of their 120, though it is late
    ['2024-02-29', 0, 180,   0, 180, 0, []],  // empty month
    ['2024-03-31', 0, 180, 180,   0, 0, []],  // used up; one unit is given up and its credits stay
    ['2024-04-30', 0, 120,  61,  59, 0, []],
    ['2024-05-31', 0, 180, 150,  30, 0, []],  // the last unit is given up, though paid; a new one costs anew
    ['2024-06-30', 0, 300,   0, 300, 0, []],  // three more units, a millisecond before they end
    ['2024-07-31', 0, 300, 299,   1, 0, []],  // four units; all four given up in the last millisecond
    ['2024-08-31', 0,  60,  60,   0, 0, []],
    ['2024-09-30', 0,  60,   5,  55, 0, []],
    ['2024-10-31', 0,  60,   0,  60, 0, []],
    ['2024-11-30', 0, 120,   7, 113, 0, []],  // a unit from the very start
    ['2024-12-31', 0, 120, 119,   1, 0, []],  // across the year's end
    ['2025-01-31', 0, 120,  33,  87, 0, []],
  ];
  const account = live({ planId: 'personal', boundaries, rows, events });

  it('go as the table says', () => {
    expect(tableOf(account, boundaries)).toEqual(rows);
    expect(account.state.header).toMatchObject({ balance: credits(120), period: { carriedIn: 0n } });
  });

  it('cost $29 a month and $10 a unit, in the order in which they came', () => {
    const [month, unit] = [cents(2900), cents(1000)];
    expect(paidOf(account)).toEqual([
      ...[month],
      ...[month, 2n * unit],
      ...[month, 2n * unit],
      ...[month, 2n * unit],
      ...[month, unit],
      ...[month, unit, unit],
      ...[month, unit, 3n * unit],
      ...[month, 4n * unit],
      ...[month, month, month],
      ...[month, unit],
      ...[month, unit],
      ...[month, unit],
      ...[month, unit],
    ]);
  });

  it('never wait for a payment of the units alone: the renewal pays for them', () => {
    expect(
      account.entries.filter((entry) => entry.reason === 'add_on').map((entry) => isoText(entry.at).slice(0, 10)),
    ).toEqual(
      [
        '2024-02-10',
        '2024-02-29',
        '2024-03-31',
        '2024-04-30',
        '2024-05-31',
        '2024-06-01',
        '2024-06-30',
        '2024-07-30',
      ].concat(['2024-07-31', '2024-11-30', '2024-12-31', '2025-01-31', '2025-02-28']),
    );
    expect(paymentOwed(account.state, account.state.header.period!.end - 1, catalogAt)).toBeNull();
  });

  it('end every unit with the period in which it came', () => {
    for (const grant of account.grants.values()) {
      expect(grant.expiresAt).toBe(boundaries.find((each) => each > grant.effectiveAt) ?? instant('2025-03-31'));
    }
  });
});

describe('fourteen months on Team (150 a seat), with seats that come and go', () => {
  const boundaries = days(
    '00:00:00.000',
    ...['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30', '2024-07-31', '2024-08-31'],
    ...['2024-09-30', '2024-10-31', '2024-11-30', '2024-12-31', '2025-01-31', '2025-02-28', '2025-03-31'],
  );
  const seats = (count: number): Command => ({ type: 'changeSeats', seats: count });
  const events: Event[] = [
    ['2024-03-10', seats(3)],
    ['2024-05-10', seats(1)],
    ['2024-06-30', seats(5)],
    ['2024-08-02', seats(2)],
    ['2024-08-03', seats(5)],
    ['2024-09-29T23:59:59.999Z', seats(6)],
    ['2024-11-01', seats(2)],
    ['2024-11-15', seats(7)],
    ['2024-12-24', seats(2)],
    ['2025-02-14', seats(3)],
  ];
  // prettier-ignore
  const rows: Row[] = [
    // month     carried  granted    used   expired     left of the grants
    ['2024-01-31', 0,  300,        120, 180,        0, []],
    ['2024-02-29', 0,  401.612903, 300, 101.612903, 0, []],  // a third seat for 21 of 31 days: 150 × 21 ÷ 31, downwards
    ['2024-03-31', 0,  450,          0, 450,        0, []],  // empty month
    ['2024-04-30', 0,  450,        450,   0,        0, []],  // used up; down to one seat from the next month
    ['2024-05-31', 0,  150,         10, 140,        0, []],
    ['2024-06-30', 0,  750,        700,  50,        0, []],  // four more seats at the very start: all of their credits
    ['2024-07-31', 0,  750,          1, 749,        0, []],  // down to two, and taken back
    ['2024-08-31', 0,  750,         50, 700,        0, []],  // a sixth for the last millisecond: less than a micro-credit
    ['2024-09-30', 0,  900,        900,   0,        0, []],
    ['2024-10-31', 0,  975,          0, 975,        0, []],  // down to two, then up to seven at half-time: 75
    ['2024-11-30', 0, 1050,       1000,  50,        0, []],  // down to two from the next month
    ['2024-12-31', 0,  300,         33, 267,        0, []],  // across the year's end
    ['2025-01-31', 0,  375,        375,   0,        0, []],  // a third for 14 of 28 days: 75
    ['2025-02-28', 0,  450,        449,   1,        0, []],
  ];
  const account = live({ planId: 'team', seats: 2, boundaries, rows, events });

  it('go as the table says', () => {
    expect(tableOf(account, boundaries)).toEqual(rows);
    expect(account.state.header.balance).toBe(credits(450));
  });

  it('cost $39 a seat, and a seat for a part of a month its part, upwards', () => {
    // prettier-ignore
    expect(paidOf(account)).toEqual([
      7_800,
      7_800, 2_642,         // 3,900 × 21 ÷ 31 = 2,641.93…
      11_700,
      11_700,
      3_900,
      3_900, 4 * 3_900,     // four seats in the first millisecond, at their full price
      5 * 3_900,
      5 * 3_900,            // the sixth seat's cent bought nothing, so it is in no grant
      6 * 3_900,
      6 * 3_900, 1_950,     // half a month
      7 * 3_900,
      7_800,
      7_800, 1_950,
      11_700,
      11_700,
    ].map(cents));
  });
});

describe('twenty-six months on Personal by the year (720 at the start), from the leap day', () => {
  // prettier-ignore
  const rows: [month: string, used: number, left: number][] = [
    ['2024-02-29',  20, 700],
    ['2024-03-29',   0, 700],  // empty month
    ['2024-04-29',  80, 620],
    ['2024-05-29', 620,   0],  // used up, and nothing comes before the year is over
    ['2024-06-29',   0,   0],
    ['2024-07-29',   0,   0],
    ['2024-08-29',   0,   0],
    ['2024-09-29',   0,   0],
    ['2024-10-29',   0,   0],
    ['2024-11-29',   0,   0],
    ['2024-12-29',   0,   0],
    ['2025-01-29',   0,   0],
    ['2025-02-28', 100, 620],  // the second year: the leap day's year begins on the 28th
    ['2025-03-29',   0, 620],
    ['2025-04-29',   1, 619],
    ['2025-05-29',  19, 600],
    ['2025-06-29',   0, 600],
    ['2025-07-29', 300, 300],
    ['2025-08-29',   0, 300],
    ['2025-09-29',   0, 300],
    ['2025-10-29',  50, 250],
    ['2025-11-29',   0, 250],
    ['2025-12-29', 100, 150],  // across the calendar year's end
    ['2026-01-29',  25, 125],  // the 125 end on 28 February
    ['2026-02-28', 320, 400],
    ['2026-03-29',   0, 400],
  ];
  const starts = rows.map(([month]) => instant(`${month}T12:00:00.000Z`));
  const years = ['2024-02-29', '2025-02-28', '2026-02-28'].map((day) => instant(`${day}T12:00:00.000Z`));
  const account = new LivedAccount(catalogAt, starts[0]!);
  const lived = rows.map(([month, used], index) => {
    const start = starts[index]!;
    const end = starts[index + 1] ?? instant('2026-04-29T12:00:00.000Z');
    if (index === 0) account.subscribe('personal', start, { intervalId: 'year' });
    account.settle(start);
    if (account.state.subscription!.status === 'awaiting_payment') account.renew(years.indexOf(start), start);
    if (used > 0) account.spend(credits(used), end - 1);
    account.settle(end - 1);
    return [month, used, Number(account.state.header.balance / credits(1))];
  });

  it('go as the table says', () => {
    expect(lived).toEqual(rows);
  });

  it('are two whole years and a part of the third, each for $348', () => {
    expect(tableOf(account, years)).toEqual([
      ['2024-02-29', 0, 720, 720, 0, 0, []],
      ['2025-02-28', 0, 720, 595, 125, 0, []],
    ]);
    expect(paidOf(account)).toEqual([cents(34_800), cents(34_800), cents(34_800)]);
    expect(account.state.header.period).toMatchObject({ start: years[2], end: instant('2027-02-28T12:00:00.000Z') });
  });
});

describe('twenty-six months on Team by the year (1,800 a seat), with units each month, from the leap day', () => {
  const units = (type: 'addUnits' | 'removeUnits', count: number): Command => ({
    type,
    addOnId: 'team-credits',
    units: count,
  });
  const pay = (monthIndex: number): Command => ({ type: 'payUnits', monthIndex });
  let generations = 0;
  const spend = (amount: number): Command => ({
    type: 'debit',
    generationId: generationId((generations += 1)),
    quote: quoteOf(microFromNumber(amount)!),
  });
  // prettier-ignore
  const rows: [at: string, command: Command, arrives: number, paidCents: number | null, balance: number][] = [
    ['2024-02-29', { type: 'subscribe', planId: 'team', intervalId: 'year', seats: 1 }, 1800, 46_800, 1800],
    ['2024-03-10', units('addUnits', 2),              400,  6_000, 2200],
    ['2024-03-20', spend(200),                          0,   null, 2000],
    ['2024-03-29', pay(1),                            400,  6_000, 2400],
    ['2024-04-29', pay(2),                            400,  6_000, 2800],
    ['2024-05-29', pay(3),                            400,  6_000, 3200],
    ['2024-06-05', units('addUnits', 1),              200,  3_000, 3400],
    ['2024-06-29', pay(4),                            600,  9_000, 4000],
    ['2024-07-29', pay(5),                            600,  9_000, 4600],
    ['2024-08-10', units('removeUnits', 2),             0,   null, 4600],  // their credits stay
    ['2024-08-29', pay(6),                            200,  3_000, 4800],  // and they are not billed again
    ['2024-09-29', pay(7),                            200,  3_000, 5000],
    ['2024-10-29', pay(8),                            200,  3_000, 5200],
    ['2024-11-01', units('removeUnits', 1),             0,   null, 5200],
    ['2024-12-17', { type: 'changeSeats', seats: 2 }, 360,  9_360, 5560],  // 73 of 365 days: a fifth
    ['2024-12-31T23:59:59.999Z', spend(1560),           0,   null, 4000],
    ['2025-02-27T23:59:59.999Z', spend(0.5),            0,   null, 3999.5],
    ['2025-02-28', { type: 'settle' },                  0,   null, 3999.5],  // waits for the payment
    ['2025-02-28', { type: 'renew', periodIndex: 1 }, 3600, 93_600, 3600],   // plan, seats and units end together
    ['2025-04-15', units('addUnits', 1),              200,  3_000, 3800],
    ['2025-04-29', pay(14),                           200,  3_000, 4000],
    ['2025-06-10', pay(15),                           200,  3_000, 4200],  // twelve days late
    ['2025-06-29', pay(16),                           200,  3_000, 4400],
    ['2025-07-01', units('removeUnits', 1),             0,   null, 4400],
    ['2025-08-30', spend(4400),                         0,   null,    0],  // used up
    ['2026-02-28', { type: 'renew', periodIndex: 2 }, 3600, 93_600, 3600],
    ['2026-04-28', spend(100),                          0,   null, 3500],
  ];
  const account = new LivedAccount(catalogAt, instant('2024-02-29'));
  const lived = rows.map(([at, command]) => {
    const change = account.do(command, instant(at));
    const arrived = change.entries.filter((entry) => entry.kind === 'grant');
    const amount = arrived.reduce((sum, entry) => sum + entry.amount, 0n);
    const paid = arrived.map((entry) => account.grants.get(entry.grantId!)!.paid);
    const paidCents = paid.length === 0 ? null : Number(paid.reduce((sum, each) => sum + each, 0n)) / 1_000_000;
    return [at, command, Number(amount) / 1_000_000, paidCents, Number(account.state.header.balance) / 1_000_000];
  });

  it('go as the table says', () => {
    expect(lived).toEqual(rows);
  });

  it("end all of a year's credits with the year, whenever they came", () => {
    const [first, second, third] = ['2025-02-28', '2026-02-28', '2027-02-28'].map(instant);
    expect([...account.grants.values()].map((grant) => grant.expiresAt)).toEqual([
      ...Array<Instant>(12).fill(first!),
      ...Array<Instant>(5).fill(second!),
      third,
    ]);
    expect(total(account, 'expired')).toBe(microFromNumber(3999.5));
  });

  it('date a late month by its payment, and make it count from its start', () => {
    const late = account.entries.find((entry) => entry.at === instant('2025-06-10'))!;
    expect(account.grants.get(late.grantId!)).toMatchObject({ effectiveAt: instant('2025-05-29'), source: 'add_on' });
  });

  it('owe a month of units from its first millisecond on, once, and not after the units were given up', () => {
    const again = new LivedAccount(catalogAt, instant('2024-02-29'));
    const owedAt = (at: Instant) => paymentOwed(again.state, at, catalogAt);
    for (const [at, command] of rows.slice(0, 3)) again.do(command, instant(at));
    const second = instant('2024-03-29');
    expect(nextPaymentWithin(again.state.subscription)).toBe(second);
    expect(owedAt(second - 1)).toBeNull();
    expect(again.refused(pay(1), second - 1).code).toBe('nothing_to_renew');
    expect(owedAt(second)).toEqual(pay(1));
    again.do(pay(1), second);
    expect(owedAt(second)).toBeNull();
    expect(again.refused(pay(1), second).code).toBe('nothing_to_renew');
    again.do(units('removeUnits', 2), instant('2024-04-28'));
    expect(owedAt(instant('2024-04-29'))).toBeNull();
    expect(nextPaymentWithin(again.state.subscription)).toBeNull();
  });
});

describe('fourteen months on Enterprise, by contract', () => {
  const boundaries = days(
    '00:00:00.000',
    ...['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30', '2024-07-31', '2024-08-31'],
    ...['2024-09-30', '2024-10-31', '2024-11-30', '2024-12-31', '2025-01-31', '2025-02-28', '2025-03-31'],
  );
  const contract = (amount: number, end: string | null, paid: bigint): Command => {
    const expiresAt = end === null ? null : instant(end);
    return { type: 'grant', source: 'contract', amount: credits(amount), expiresAt, paid };
  };
  const events: Event[] = [
    ['2024-01-31', contract(1000, '2024-04-30', 50_000n)],
    ['2024-05-31', contract(2000, '2025-05-31', 90_000n)],
    ['2024-07-31', contract(300, '2024-08-31', 15_001n)],
    ['2024-10-31', contract(720, null, 36_000n)],
    ['2025-02-01', contract(60, '2025-02-28', 0n)],
  ];
  // prettier-ignore
  const rows: Row[] = [
    // month     carried granted used expired left  of the grants
    ['2024-01-31',    0, 1000,  100,   0,  900, [900]],   // for a quarter
    ['2024-02-29',  900,    0,    0,   0,  900, [900]],   // empty month
    ['2024-03-31',  900,    0,  400, 500,    0, []],
    ['2024-04-30',    0,    0,    0,   0,    0, []],      // between two contracts
    ['2024-05-31',    0, 2000,  500,   0, 1500, [1500]],  // for a year
    ['2024-06-30', 1500,    0,  250,   0, 1250, [1250]],
    ['2024-07-31', 1250,  300,  350,   0, 1200, [1200]],  // 300 more for this month go first
    ['2024-08-31', 1200,    0,    0,   0, 1200, [1200]],
    ['2024-09-30', 1200,    0, 1200,   0,    0, []],      // used up
    ['2024-10-31',    0,  720,   20,   0,  700, [700]],   // without an end
    ['2024-11-30',  700,    0,    0,   0,  700, [700]],
    ['2024-12-31',  700,    0,  100,   0,  600, [600]],   // across the year's end
    ['2025-01-31',  600,   60,   31,  39,  590, [590]],   // 10 before the 60 came, then 21 of the 60
    ['2025-02-28',  590,    0,    1,   0,  589, [589]],
  ];
  const account = live({ planId: 'enterprise', intervalId: 'contract', boundaries, rows, events });

  it('go as the table says: the plan itself gives nothing and waits for no payment', () => {
    expect(tableOf(account, boundaries)).toEqual(rows);
    expect(account.state.subscription).toMatchObject({ status: 'active', periodIndex: 14 });
  });

  it('keep what each contract was paid', () => {
    expect(paidOf(account)).toEqual([cents(50_000), cents(90_000), cents(15_001), cents(36_000), 0n]);
    expect([...account.grants.values()].every((grant) => grant.source === 'contract' && !grant.recurring)).toBe(true);
  });
});
