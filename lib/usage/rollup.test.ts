import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import type { Entry } from '../ledger/entry';
import { always, generationId, instant, LivedAccount, shipped } from '../ledger/testing/account';
import { DAY_MS } from '../time';
import { usageDeltas, type UsageDelta } from './rollup';

const captions = always(shipped('captions'));
const start = instant('2026-01-31T09:00:00.000Z');
const second = instant('2026-02-28T09:00:00.000Z');

function on(planId: string) {
  const account = new LivedAccount(captions, start);
  account.subscribe(planId, start);
  return account;
}

const brief = (row: UsageDelta) => [row.day, row.feature, row.model, Number(row.used) / 1_000_000, row.generations];

describe('the rollup', () => {
  it('has a row for each day, feature and model', () => {
    const account = on('pro');
    const noon = instant('2026-02-01T12:00:00.000Z');
    account.spend(credits(14), noon, { feature: 'genai-video', model: 'veo-2' });
    account.spend(credits(14), noon, { feature: 'genai-video', model: 'veo-2' });
    account.spend(credits(1), noon, { feature: 'genai-video', model: 'ray-2' });
    account.spend(credits(3), noon, { feature: 'ai-ads' });
    account.spend(credits(4), noon + 86_400_000, { feature: 'ai-ads' });
    const rows = usageDeltas(account.entries, 'UTC');
    expect(rows.map(brief)).toEqual([
      ['2026-02-01', 'genai-video', 'veo-2', 28, 2],
      ['2026-02-01', 'genai-video', 'ray-2', 1, 1],
      ['2026-02-01', 'ai-ads', '', 3, 1],
      ['2026-02-02', 'ai-ads', '', 4, 1],
    ]);
    expect(rows.every((row) => row.periodStart === start)).toBe(true);
  });

  it('counts a generation once, however many grants paid for it', () => {
    const account = on('pro');
    account.give(credits(5), start, second - 1);
    account.give(credits(5), start, second - 2);
    account.spend(credits(30), start, { feature: 'ai-ads' });
    expect(account.entries.filter((entry) => entry.kind === 'debit')).toHaveLength(3);
    expect(usageDeltas(account.entries, 'UTC').map(brief)).toEqual([['2026-01-31', 'ai-ads', '', 30, 1]]);
  });

  it('counts free work, which used nothing', () => {
    const account = on('pro');
    account.spend(0n, start, { feature: 'genai-music', model: 'mmaudio' });
    expect(usageDeltas(account.entries, 'UTC').map(brief)).toEqual([['2026-01-31', 'genai-music', 'mmaudio', 0, 1]]);
  });

  it('counts what was held when it is captured, once and on that day, and what came to nothing never', () => {
    const account = on('pro');
    account.give(credits(5), start, second - 1);
    const about = { feature: 'ai-ads' };
    const [done, free, voided, lapsed] = [1, 2, 3, 4].map(generationId) as [string, string, string, string];
    const hold = (id: string, amount: bigint) =>
      account.hold(amount, start, { ...about, id, lapsesAt: start + 2 * DAY_MS });
    hold(done, credits(8));
    hold(free, credits(1));
    hold(voided, credits(2));
    hold(lapsed, credits(3));
    expect(usageDeltas(account.entries, 'UTC')).toEqual([]);
    const held = account.entries.length;
    // Of two grants, with more than was held.
    account.capture(done, credits(9), start + DAY_MS);
    account.capture(free, 0n, start + DAY_MS);
    account.void(voided, start + DAY_MS);
    account.settle(start + 2 * DAY_MS);
    const rows = usageDeltas(account.entries, 'UTC');
    expect(rows.map(brief)).toEqual([['2026-02-01', 'ai-ads', '', 9, 2]]);
    // As the rollup is written, and as the audit adds it up: in parts, none of which parts a step's entries.
    expect(usageDeltas(account.entries.slice(held), 'UTC')).toEqual(rows);
    account.refund(done, null, start + 3 * DAY_MS);
    expect(usageDeltas(account.entries, 'UTC').map(brief)).toEqual([
      ...rows.map(brief),
      ['2026-02-03', 'ai-ads', '', -9, 0],
    ]);
  });

  it('knows nothing of credits that came or ended', () => {
    const account = on('pro');
    account.give(credits(5), start, start + 1);
    account.settle(start + 1);
    account.renew(1, second);
    expect(usageDeltas(account.entries, 'UTC')).toEqual([]);
  });

  it('gives a period that starts within a day rows of its own', () => {
    const account = on('pro');
    account.spend(credits(1), second - 1, { feature: 'ai-ads' });
    account.renew(1, second);
    account.spend(credits(2), second, { feature: 'ai-ads' });
    expect(usageDeltas(account.entries, 'UTC')).toEqual([
      {
        periodStart: start,
        day: '2026-02-28',
        feature: 'ai-ads',
        model: '',
        used: credits(1),
        refundedEarlier: 0n,
        generations: 1,
      },
      {
        periodStart: second,
        day: '2026-02-28',
        feature: 'ai-ads',
        model: '',
        used: credits(2),
        refundedEarlier: 0n,
        generations: 1,
      },
    ]);
  });

  it.each([
    ['UTC', '2026-02-01'],
    ['America/New_York', '2026-01-31'],
    ['Pacific/Kiritimati', '2026-02-01'],
    ['Pacific/Pago_Pago', '2026-01-31'],
  ])("goes by the days of the account's zone: %s", (zone, day) => {
    const account = on('pro');
    account.spend(credits(1), instant('2026-02-01T03:00:00.000Z'), { feature: 'ai-ads' });
    expect(usageDeltas(account.entries, zone)[0]!.day).toBe(day);
  });

  it('files work outside any period under none', () => {
    const account = new LivedAccount(captions, start);
    account.give(credits(5), start);
    account.spend(credits(5), start, { feature: 'ai-ads' });
    expect(usageDeltas(account.entries, 'UTC')).toMatchObject([{ periodStart: 0, used: credits(5), generations: 1 }]);
  });

  it('takes a refund off on the day of the refund, and counts no generation for it', () => {
    const account = on('pro');
    account.spend(credits(9), start, { feature: 'ai-ads' });
    const debit = account.entries.at(-1)!;
    const refund: Entry = {
      ...debit,
      seq: debit.seq + 1,
      at: start + 86_400_000,
      kind: 'refund',
      from: 'spent',
      to: 'available',
      amount: credits(4),
      balanceAfter: credits(195),
    };
    expect(usageDeltas([...account.entries, refund], 'UTC').map(brief)).toEqual([
      ['2026-01-31', 'ai-ads', '', 9, 1],
      ['2026-02-01', 'ai-ads', '', -4, 0],
    ]);
  });

  it('is the sum of its parts, however the entries are cut', () => {
    const account = on('max');
    for (let index = 0; index < 40; index += 1) {
      const feature = ['ai-ads', 'ai-edit', 'ai-skits'][index % 3]!;
      account.spend(credits(index % 7), start + index * 30_000_000, { feature });
    }
    const total = (rows: UsageDelta[]) => {
      const sums = new Map<string, [bigint, number]>();
      for (const row of rows) {
        const [used, count] = sums.get(`${row.periodStart} ${row.day} ${row.feature}`) ?? [0n, 0];
        sums.set(`${row.periodStart} ${row.day} ${row.feature}`, [used + row.used, count + row.generations]);
      }
      return sums;
    };
    const cut = account.entries.flatMap((entry) => usageDeltas([entry], 'Asia/Tokyo'));
    expect(total(cut)).toEqual(total(usageDeltas(account.entries, 'Asia/Tokyo')));
    const used = account.entries.filter(({ to }) => to === 'spent').reduce((sum, { amount }) => sum + amount, 0n);
    expect(usageDeltas(account.entries, 'UTC').reduce((sum, row) => sum + row.used, 0n)).toBe(used);
  });
});

describe('a line of the rollup', () => {
  it('needs a generation and a feature', () => {
    const account = on('pro');
    account.spend(credits(1), start, { feature: 'ai-ads' });
    const debit = account.entries.at(-1)!;
    expect(usageDeltas([{ ...debit, feature: null }], 'UTC')).toEqual([]);
    expect(usageDeltas([{ ...debit, generationId: null }], 'UTC')).toEqual([]);
    expect(usageDeltas([{ ...debit, generationId: generationId(5) }], 'UTC')).toHaveLength(1);
  });
});
