import { expect } from 'vitest';
import { theProgram } from '@/lib/access/actor';
import type { Micro } from '@/lib/credits';
import { balanceChange, periodChange } from '@/lib/ledger/entry';
import { exportStatement } from '@/services/accounts/export-activity';
import type { ApiEntry } from '@/services/accounts/list-entries';
import type { ListedGrant } from '@/services/accounts/list-grants';
import { listPeriods } from '@/services/accounts/list-periods';
import type { AccountMeter } from '@/services/accounts/read-meter';
import { readStatement } from '@/services/accounts/read-statement';
import { usageBy } from '@/services/accounts/read-usage';
import type { Context } from '@/services/context';
import type { Client } from './client';
import { column, csvRows, microOf, wholeText } from './csv-rows';
import { shiftedDays } from './lived-accounts';
import { totalOf, useBy, within } from './raw-sums';
import { all, sumOf, useOf, value, type Told } from './told';

/** What the API says of an account, and its statements, held against the sums of its raw rows and against each other. */

const changeOf = ({ from, to, credits }: ApiEntry): Micro => balanceChange({ from, to, amount: microOf(credits) });

export async function apiAgrees(client: Client, told: Told, { meter }: AccountMeter): Promise<ApiEntry[]> {
  const { accountId, zone, raw, current } = told;
  const get = async (path: string) => {
    const { status, body } = await client.get(`/accounts/${accountId}/${path}`);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  const balance = await get('balance');
  expect(microOf(balance.available)).toBe(totalOf(raw, 'change'));
  expect(microOf(balance.held)).toBe(totalOf(raw, 'held'));
  if (balance.period) expect(microOf(balance.period.used)).toBe(totalOf(current, 'used'));
  expect((await get('meter')).meter).toEqual(meter);

  const grants = await all<ListedGrant, string>(async (at) => {
    const page = await get(`grants?all=1&limit=40${at ?? ''}`);
    return { items: page.items, next: page.next && `&before=${page.next}` };
  });
  const places = (of: readonly ListedGrant[]) => [
    sumOf(of, (each) => microOf(each.available)),
    sumOf(of, (each) => microOf(each.held)),
  ];
  expect(places(grants)).toEqual([totalOf(raw, 'change'), totalOf(raw, 'held')]);
  expect(places((await get('grants')).items)).toEqual(places(grants));

  const entries = await all<ApiEntry, string>(async (at) => {
    const page = await get(`entries?limit=90${at ?? ''}`);
    return { items: page.items, next: page.next && `&before=${page.next}` };
  });
  expect(sumOf(entries, changeOf)).toBe(totalOf(raw, 'change'));
  expect(sumOf(entries, (each) => periodChange({ ...each, amount: microOf(each.credits) }).used)).toBe(
    totalOf(raw, 'used'),
  );
  const [from, to] = ['2028-01-01', '2028-12-31'];
  const days = [...shiftedDays[zone]!.map((day) => [day, day] as const), [from, to] as const];
  for (const by of usageBy) {
    const running = await get(`usage?by=${by}`);
    expect(useOf(running.items)).toEqual(useBy(current, by));
    for (const [first, last] of days) {
      const { items, total } = await get(`usage?by=${by}&from=${first}&to=${last}`);
      expect(useOf(items)).toEqual(useBy(within(raw, first!, last!), by));
      expect(microOf(total.refundedEarlier)).toBe(totalOf(within(raw, first!, last!), 'refundedEarlier'));
    }
  }
  return entries;
}

/** Every period's: from balance to balance, by its lines, its entries and its file. Returns how many there were. */
export async function statementsAgree(
  context: Context,
  { accountId, raw }: Told,
  entries: readonly ApiEntry[],
): Promise<number> {
  const periods = await all<{ name: string; closing: number; opening: number }, string>(async (before) => {
    const page = value(await listPeriods(context, theProgram, { accountId, before }));
    return { items: page.periods, next: page.before };
  });
  let balance = 0n;
  let lines = 0;
  for (const { name, opening, closing } of periods.reverse()) {
    const made = value(await readStatement(context, theProgram, { accountId, period: name, after: null }));
    expect([made.opening, made.closing]).toEqual([opening, closing]);
    expect(microOf(made.opening)).toBe(balance);
    balance += sumOf(made.sums, ({ credits }) => microOf(credits));
    expect(microOf(made.closing)).toBe(balance);

    const { first, last } = made.entries ?? { first: 1, last: 0 };
    const own = entries.filter(({ seq }) => seq >= first && seq <= last);
    const used = made.sums.flatMap((line) =>
      line.what === 'used' ? { ...line, credits: -line.credits, key: line.feature.id } : [],
    );
    const moved = own.map((each) => ({
      key: each.feature,
      ...periodChange({ ...each, amount: microOf(each.credits) }),
    }));
    const wanted = new Map<string | null, Micro>();
    for (const each of moved) wanted.set(each.key, (wanted.get(each.key) ?? 0n) + each.used);
    for (const line of used) expect([line.key, microOf(line.credits)]).toEqual([line.key, wanted.get(line.key)]);
    expect(sumOf(used, (line) => microOf(line.credits))).toBe(sumOf(moved, (each) => each.used));
    const file = value(await exportStatement(context, theProgram, { accountId, period: name }));
    const rows = csvRows(await wholeText(file.text));
    expect(rows.map((row) => [Number(row[column.number]), microOf(row[column.change]!)])).toEqual(
      [...own].reverse().map((each) => [each.seq, changeOf(each)]),
    );
    expect(sumOf(rows, (row) => microOf(row[column.change]!))).toBe(microOf(made.closing) - microOf(made.opening));
    lines += rows.length;
  }
  expect(balance).toBe(totalOf(raw, 'change'));
  expect(lines).toBe(entries.length);
  return periods.length;
}
