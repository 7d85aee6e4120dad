import { describe, expect, it } from 'vitest';
import type { CatalogAt } from '../catalog/schema';
import { credits } from '../credits';
import { addMonthsUtc, DAY_MS, isoText, type Instant } from '../time';
import type { Command } from './command';
import { nextDue } from './settle';
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

// Every answer in these tables was worked out by hand, with a calendar and the rules, not copied from the program.

const captions = always(deepFreeze(shipped('captions')));
const aiStudios = always(deepFreeze(shipped('ai-studios')));
const periods = (count: number) => ({ type: 'periods', count });
const selling = (...plans: Record<string, unknown>[]): CatalogAt => always(deepFreeze(sellingPlans(...plans)));
const at = (text: string) => instant(text.length > 10 ? text : `${text}T00:00:00.000Z`);
const dayOf = (each: Instant) => isoText(each).slice(0, 10);

/** What is left of each grant, oldest first, in credits. */
const left = (account: LivedAccount) => account.state.grants.map((grant) => Number(grant.available / credits(1)));

describe("rule 1: a period's end is counted from the anchor, the day clamped to the month", () => {
  // prettier-ignore
  const cases: [anchor: string, months: number, ends: string[]][] = [
    ['2027-01-28',  1, ['2027-02-28', '2027-03-28', '2027-04-28']],
    ['2027-01-29',  1, ['2027-02-28', '2027-03-29', '2027-04-29']],
    ['2027-01-30',  1, ['2027-02-28', '2027-03-30', '2027-04-30']],
    ['2027-01-31',  1, ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30']],
    ['2028-01-28',  1, ['2028-02-28', '2028-03-28']],
    ['2028-01-29',  1, ['2028-02-29', '2028-03-29']],
    ['2028-01-30',  1, ['2028-02-29', '2028-03-30']],
    ['2028-01-31',  1, ['2028-02-29', '2028-03-31', '2028-04-30']],
    ['2028-02-29',  1, ['2028-03-29', '2028-04-29']],
    ['2027-12-31',  1, ['2028-01-31', '2028-02-29', '2028-03-31']],
    ['2027-08-31',  3, ['2027-11-30', '2028-02-29', '2028-05-31']],
    ['2028-02-29', 12, ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29', '2033-02-28']],
    ['2027-02-28', 12, ['2028-02-28', '2029-02-28']],
    // 2100 has no 29 February.
    ['2100-01-31',  1, ['2100-02-28', '2100-03-31']],
    ['2096-02-29', 12, ['2097-02-28', '2098-02-28', '2099-02-28', '2100-02-28', '2101-02-28', '2102-02-28', '2103-02-28', '2104-02-29']],
  ];
  it.each(cases)('%s, each %i months', (anchor, months, ends) => {
    // The hour stays, too: the last second of the day is still on that day.
    for (const time of ['00:00:00.000', '23:59:59.999']) {
      const start = at(`${anchor}T${time}Z`);
      const account = new LivedAccount(selling(plan('free', 0, [], { months })), start);
      account.subscribe('free', start);
      for (const [index, end] of ends.entries()) {
        expect(isoText(account.state.header.period!.end)).toBe(`${end}T${time}Z`);
        expect(account.settle(at(`${end}T${time}Z`) - 1).state.subscription!.periodIndex).toBe(index);
        expect(account.settle(at(`${end}T${time}Z`)).state.subscription!.periodIndex).toBe(index + 1);
      }
    }
  });
});

describe("days on which the zone's clocks change", () => {
  // A cap of 10 a day. The day's first and last millisecond, in UTC, by the zone's own rules.
  // prettier-ignore
  const days: [what: string, zone: string, first: string, next: string, hours: number][] = [
    ['an ordinary day in Berlin',                 'Europe/Berlin',       '2027-03-26T23:00:00.000Z', '2027-03-27T23:00:00.000Z', 24],
    ['spring in Berlin',                          'Europe/Berlin',       '2027-03-27T23:00:00.000Z', '2027-03-28T22:00:00.000Z', 23],
    ['autumn in Berlin',                          'Europe/Berlin',       '2027-10-30T22:00:00.000Z', '2027-10-31T23:00:00.000Z', 25],
    ['spring in New York',                        'America/New_York',    '2027-03-14T05:00:00.000Z', '2027-03-15T04:00:00.000Z', 23],
    ['autumn in New York',                        'America/New_York',    '2027-11-07T04:00:00.000Z', '2027-11-08T05:00:00.000Z', 25],
    ['spring in Beirut, which skips midnight',    'Asia/Beirut',         '2027-03-27T22:00:00.000Z', '2027-03-28T21:00:00.000Z', 23],
    ['spring on Lord Howe, by half an hour',      'Australia/Lord_Howe', '2027-10-02T13:30:00.000Z', '2027-10-03T13:00:00.000Z', 23.5],
    ['the leap day in Kathmandu',                 'Asia/Kathmandu',      '2028-02-28T18:15:00.000Z', '2028-02-29T18:15:00.000Z', 24],
  ];
  it.each(days)('rule 12: a cap per day lasts as long as the day: %s', (_, zone, first, next, hours) => {
    expect(at(next) - at(first)).toBe(hours * 3_600_000);
    const account = new LivedAccount(captions, at(first) - DAY_MS, zone);
    account.give(credits(100), at(first) - DAY_MS);
    account.do({ type: 'setCap', scope: { type: 'account' }, per: 'day', limit: credits(10) }, at(first) - DAY_MS);
    // The day before, to its last millisecond, has its own ten.
    account.spend(credits(10), at(first) - 1);
    account.spend(credits(4), at(first));
    account.spend(credits(6), at(next) - 1);
    const more: Command = { type: 'debit', generationId: generationId(1), quote: quoteOf(1n) };
    expect(account.refused(more, at(next) - 1).code).toBe('cap_reached');
    account.spend(credits(10), at(next));
  });

  it("move no period: it is UTC's", () => {
    const start = at('2027-03-27T23:30:00.000Z');
    const book = selling(plan('free', 0, [{ id: 'd', credits: 5, when: 'days', everyDays: 1, lasts: periods(1) }]));
    const account = new LivedAccount(book, start, 'Europe/Berlin');
    account.subscribe('free', start);
    account.settle(at('2027-03-29T23:29:59.999Z'));
    expect(account.entries.filter((entry) => entry.kind === 'grant').map((entry) => isoText(entry.at))).toEqual([
      '2027-03-27T23:30:00.000Z',
      '2027-03-28T23:30:00.000Z',
    ]);
    expect(isoText(account.state.header.period!.end)).toBe('2027-04-27T23:30:00.000Z');
  });
});

describe('to the millisecond', () => {
  const start = at('2027-01-31');
  const boundary = at('2027-02-28');
  const monthly = { id: 'm', credits: 100, when: 'period', lasts: periods(1) };
  const renewing = selling(plan('free', 0, [monthly]));
  const paying = selling(plan('pro', 999, [monthly]));

  function on(book: CatalogAt) {
    const account = new LivedAccount(book, start);
    account.subscribe(book(0).defaultPlan, start);
    return account;
  }

  // prettier-ignore
  const debits: [what: string, book: CatalogAt, by: number, period: Instant, left: number[], used: number][] = [
    ['before a renewal pays from the old credits',          renewing, -1, start,    [60],  40],
    ['at the instant of a renewal pays from the new ones',  renewing,  0, boundary, [60],  40],
    ['after it, too',                                       renewing,  1, boundary, [60],  40],
    ['before an unpaid end counts in the period',           paying,   -1, start,    [60],  40],
    ['at an unpaid end counts in the old period still',     paying,    0, start,    [60],  40],
    ['after it, too: nothing has been taken away',          paying,    1, start,    [60],  40],
  ];
  it.each(debits)('a debit %s', (_, book, by, period, remaining, used) => {
    const account = on(book);
    account.spend(credits(40), boundary + by);
    expect(account.entries.at(-1)).toMatchObject({ kind: 'debit', periodStart: period, at: boundary + by });
    expect(left(account)).toEqual(remaining);
    expect(account.state.header.period).toMatchObject({ start: period, used: credits(used) });
  });

  // prettier-ignore
  const ends: [what: string, by: number, left: number[], expired: number][] = [
    ['before it can be spent', -1, [100, 1],  0],
    ['at it is gone',           0, [100],     7],
    ['after it, too',           1, [100],     7],
  ];
  it.each(ends)('credits that end: in the millisecond %s', (_, by, remaining, expired) => {
    const account = on(renewing);
    const end = start + 5 * DAY_MS;
    account.give(credits(7), start, end);
    if (by < 0) account.spend(credits(6), end + by);
    else
      expect(
        account.refused({ type: 'debit', generationId: generationId(1), quote: quoteOf(credits(101)) }, end + by).code,
      ).toBe('insufficient_credits');
    account.settle(end + by);
    expect(left(account)).toEqual(remaining);
    expect(account.state.header.period!.ended).toBe(credits(expired));
  });

  // A hold of 30 of the 100, whose grant ends at the boundary.
  // prettier-ignore
  const lapses: [what: string, by: number, entries: [kind: string, reason: string, by: number, credits: number][], left: number[]][] = [
    ['just before its grant ends goes back, and ends with it', -1,
      [['void', 'lapsed', -1, 30], ['expire', 'lifetime_over', 0, 100], ['grant', 'renewed', 0, 100]], [100]],
    ['at the very instant goes back first, and ends with it', 0,
      [['void', 'lapsed', 0, 30], ['expire', 'lifetime_over', 0, 100], ['grant', 'renewed', 0, 100]], [100]],
    ['just after it comes back as a grant of its own', 1,
      [['expire', 'lifetime_over', 0, 70], ['grant', 'renewed', 0, 100], ['reissue', 'lapsed', 1, 30], ['void', 'reissued', 1, 30]], [100, 30]],
  ];
  it.each(lapses)('rule 10: a hold that lapses %s', (_, by, entries, remaining) => {
    const account = on(renewing);
    account.hold(credits(30), boundary - 10, { lapsesAt: boundary + by });
    const before = account.entries.length;
    account.settle(boundary + 1);
    const written = account.entries.slice(before);
    expect(
      written.map(({ kind, reason, at: when, amount }) => [kind, reason, when - boundary, Number(amount / credits(1))]),
    ).toEqual(entries);
    expect(left(account)).toEqual(remaining);
    // Seven days from then, where it is new.
    if (by > 0)
      expect(account.state.grants.at(-1)).toMatchObject({ source: 'refund', expiresAt: boundary + by + 7 * DAY_MS });
  });

  // prettier-ignore
  const promises: [what: string, by: number, period: Instant][] = [
    ['just before a renewal counts in the old period',  -1, start],
    ['at the instant of a renewal counts in the new one', 0, boundary],
    ['just after it, too',                                1, boundary],
  ];
  it.each(promises)('a promised grant that is effective %s', (_, by, period) => {
    const account = on(renewing);
    const effectiveAt = boundary + by;
    account.do({ type: 'grant', source: 'promotion', amount: credits(3), expiresAt: null, effectiveAt }, start + 1);
    expect(account.settle(effectiveAt - 1).state.grants.some((grant) => grant.source === 'promotion')).toBe(false);
    account.settle(boundary + 1);
    const entry = account.entries.find((each) => each.reason === 'promotion');
    expect(entry).toMatchObject({ at: effectiveAt, periodStart: period, amount: credits(3) });
  });

  it('rule 3: at one instant holds lapse, grants expire, the renewal comes, what is promised, then the command', () => {
    const account = on(
      selling(
        plan('free', 0, [monthly, { id: 'kept', credits: 50, when: 'period', lasts: { type: 'never' } }], {
          carryOver: { type: 'amount', credits: 20 },
        }),
      ),
    );
    account.do(
      { type: 'grant', source: 'promotion', amount: credits(3), expiresAt: null, effectiveAt: boundary },
      start,
    );
    account.hold(credits(30), start, { lapsesAt: boundary });
    account.give(credits(7), start, boundary);
    const before = account.entries.length;
    account.spend(credits(5), boundary);
    expect(
      account.entries.slice(before).map(({ kind, reason, amount }) => [kind, reason, Number(amount / credits(1))]),
    ).toEqual([
      ['void', 'lapsed', 30],
      ['expire', 'lifetime_over', 100],
      ['expire', 'lifetime_over', 7],
      ['expire', 'carry_over_cap', 30],
      ['grant', 'renewed', 100],
      ['grant', 'renewed', 50],
      ['grant', 'promotion', 3],
      ['debit', 'generation', 5],
    ]);
    expect(account.entries.slice(before).every((entry) => entry.at === boundary)).toBe(true);
    expect(account.state.header.period).toMatchObject({
      carriedIn: credits(20),
      granted: credits(153),
      used: credits(5),
    });
  });

  // prettier-ignore
  const refreshes: [what: string, by: number, left: number[]][] = [
    ['before it pays from what there was', -1, [6]],
    ['at it pays from what has come',       0, [6]],
  ];
  it.each(refreshes)("a debit at a day's own credits: in the millisecond %s", (_, by, remaining) => {
    const account = on(
      selling(plan('free', 0, [{ id: 'd', credits: 10, when: 'days', everyDays: 1, lasts: periods(1) }])),
    );
    const day = start + DAY_MS;
    const { grants } = account.spend(credits(4), day + by);
    expect(grants.at(-1)).toMatchObject({ effectiveAt: by < 0 ? start : day, spent: credits(4) });
    expect(left(account)).toEqual(remaining);
  });

  it('rule 2: a clock that is behind changes nothing, and what is done is dated with the last entry', () => {
    const account = on(renewing);
    account.spend(credits(1), boundary);
    account.spend(credits(1), start);
    expect(account.entries.at(-1)).toMatchObject({ at: boundary, periodStart: boundary });
  });
});

describe('a clock that jumps a year', () => {
  const start = at('2027-01-31');
  const boundaries = Array.from({ length: 15 }, (_, months) => addMonthsUtc(start, months));
  const jump = at('2028-01-31');
  const days = ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2027-07-31'];
  const more = ['2027-08-31', '2027-09-30', '2027-10-31', '2027-11-30', '2027-12-31', '2028-01-31'];

  it('gives a free plan its thirteen months, one after another, each dated with its own', () => {
    // AI Studios' Free: 16 a month, nothing rolls over.
    const account = new LivedAccount(aiStudios, start);
    account.subscribe('free', start);
    account.settle(jump);
    const given = account.entries.filter((entry) => entry.kind === 'grant');
    expect(given.map((entry) => dayOf(entry.at))).toEqual([...days, ...more]);
    expect(account.entries.filter((entry) => entry.kind === 'expire')).toHaveLength(12);
    expect(account.state.header).toMatchObject({ seq: 25, balance: credits(16) });
    expect(account.state.subscription!.periodIndex).toBe(12);
    expect(account.state.header.period).toMatchObject({ start: jump, end: at('2028-02-29') });
  });

  it('renews a contract without a payment', () => {
    const account = new LivedAccount(
      selling(plan('contract', null, [{ id: 'm', credits: 1_000, when: 'period', lasts: periods(2) }])),
      start,
    );
    account.subscribe('contract', start);
    account.settle(jump);
    // This month's and the last one's.
    expect(left(account)).toEqual([1_000, 1_000]);
    expect(account.state.subscription).toMatchObject({ status: 'active', periodIndex: 12 });
    expect(account.settle(jump).entries).toEqual([]);
  });

  it('rule 15: leaves a paid plan where it stopped, and gives nothing', () => {
    const account = new LivedAccount(captions, start);
    account.subscribe('pro', start);
    account.settle(jump);
    // The first 200 last for three periods: they did not end at the boundary, and so they do not wait for it.
    expect(account.entries.map((entry) => [entry.kind, dayOf(entry.at)])).toEqual([
      ['grant', '2027-01-31'],
      ['expire', '2027-04-30'],
    ]);
    expect(account.state.subscription).toMatchObject({ status: 'awaiting_payment', periodIndex: 0 });
    expect(nextDue(account.state, captions)).toBeNull();
  });

  it('rule 15: opens each period of a year that is paid late, in order and once', () => {
    const account = new LivedAccount(captions, start);
    account.subscribe('pro', start);
    // What a period gave has ended by then, until its end lies after the payment: with the tenth.
    const balances = [0, 0, 0, 0, 0, 0, 0, 0, 0, 200, 400, 600];
    for (const [paid, balance] of balances.entries()) {
      const index = paid + 1;
      account.renew(index, jump);
      expect([index, account.state.header.balance]).toEqual([index, credits(balance)]);
      expect(account.state.header.period).toMatchObject({ start: boundaries[index], end: boundaries[index + 1] });
      expect(account.refused({ type: 'renew', periodIndex: index }, jump).code).toBe('nothing_to_renew');
    }
    expect(account.state.subscription).toMatchObject({ status: 'active', periodIndex: 12 });
    expect(account.refused({ type: 'renew', periodIndex: 13 }, jump).code).toBe('nothing_to_renew');
    // Each entry carries the payment's instant, each grant its period's.
    const grants = [...account.grants.values()];
    expect(grants.map((grant) => grant.effectiveAt)).toEqual(boundaries.slice(0, 13));
    expect(account.entries.slice(2).every((entry) => entry.at === jump)).toBe(true);
  });

  it('rule 15: keeps what waits for the payment, through all of them', () => {
    // AI Studios' Personal: 60 a month, which end with it.
    const account = new LivedAccount(aiStudios, start);
    account.subscribe('personal', start);
    account.spend(credits(10), jump);
    expect(account.state.header.balance).toBe(credits(50));
    for (let index = 1; index <= 12; index += 1) {
      account.renew(index, jump + index);
      expect([index, account.state.header.balance]).toEqual([index, credits(60)]);
    }
    expect(account.state.subscription!.status).toBe('active');
    expect(account.state.header.period).toMatchObject({ start: jump, carriedIn: 0n, granted: credits(60) });
  });

  it('gives 366 further days of daily credits over a leap day, and keeps one', () => {
    const summer = at('2027-06-15');
    const book = selling(plan('free', 0, [{ id: 'd', credits: 5, when: 'days', everyDays: 1, lasts: periods(1) }]));
    const account = new LivedAccount(book, summer);
    account.subscribe('free', summer);
    account.settle(at('2028-06-15'));
    expect(account.grants.size).toBe(1 + 366);
    expect(left(account)).toEqual([5]);
    expect(account.state.header.seq).toBe(367 + 366);
    expect(account.entries.some((entry) => dayOf(entry.at) === '2028-02-29')).toBe(true);
    expect(nextDue(account.state, book)).toBe(at('2028-06-16'));
  });

  it('brings the daily credits of an unpaid year with its payments, of which only the last day is left', () => {
    const book = selling(plan('pro', 999, [{ id: 'd', credits: 5, when: 'days', everyDays: 1, lasts: periods(1) }]));
    const account = new LivedAccount(book, start);
    account.subscribe('pro', start);
    account.settle(jump);
    // The first period's 28 days. The last of them would have ended at its boundary, and waits.
    expect([account.grants.size, left(account)]).toEqual([28, [5]]);
    for (let index = 1; index <= 11; index += 1) account.renew(index, jump);
    expect([account.grants.size, left(account)]).toEqual([365, [5]]);
    expect(account.state.subscription!.status).toBe('awaiting_payment');
    account.renew(12, jump);
    expect([account.grants.size, left(account)]).toEqual([366, [5]]);
    expect(account.state.grants[0]).toMatchObject({ effectiveAt: jump, expiresAt: jump + DAY_MS });
  });

  it('is the same when it goes in steps', () => {
    const book = selling(
      plan(
        'free',
        0,
        [
          { id: 'd', credits: 5, when: 'days', everyDays: 10, lasts: periods(2) },
          { id: 'm', credits: 40, when: 'period', lasts: periods(3) },
          { id: 'f', credits: 8, when: 'calendarMonth', lasts: { type: 'never' } },
        ],
        { carryOver: { type: 'fraction', of: 'unspent', fraction: 0.5 } },
      ),
    );
    const [once, stepwise] = [new LivedAccount(book, start), new LivedAccount(book, start)];
    for (const account of [once, stepwise]) account.subscribe('free', start);
    once.settle(jump);
    for (let now = start; now < jump; now += 17 * DAY_MS + 1) stepwise.settle(now);
    stepwise.settle(jump);
    expect(stepwise.entries).toEqual(once.entries);
    expect(stepwise.state).toEqual(once.state);
  });
});
