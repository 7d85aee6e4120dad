import { expect } from 'vitest';
import { theProgram } from '@/lib/access/actor';
import type { ActivityLine } from '@/lib/usage/activity';
import { noFilter, type ActivityFilter } from '@/lib/usage/activity-filter';
import { spendBys, type SpendView } from '@/lib/usage/spend-view';
import { exportActivity } from '@/services/accounts/export-activity';
import { listActivity } from '@/services/accounts/list-activity';
import type { AccountMeter } from '@/services/accounts/read-meter';
import { readSpend } from '@/services/accounts/read-spend';
import type { Context } from '@/services/context';
import { column, csvRows, microOf, wholeText } from './csv-rows';
import { shiftedDays } from './lived-accounts';
import { changeBy, totalOf, useBy, within } from './raw-sums';
import { all, sumOf, useOf, value, type Told } from './told';

/** What pages and their files say of an account, held against the sums of its raw rows. */

export function meterAgrees({ meter }: AccountMeter, { raw, current }: Told): void {
  expect(microOf(meter.available)).toBe(totalOf(raw, 'change'));
  expect(microOf(meter.held)).toBe(totalOf(raw, 'held'));
  if (!meter.period) return;
  expect(microOf(meter.used)).toBe(totalOf(current, 'used'));
  expect(microOf(meter.ended)).toBe(totalOf(current, 'ended'));
  const { available, held, used, ended, carriedIn, granted } = meter;
  expect(microOf(carriedIn) + microOf(granted)).toBe(sumOf([available, held, used, ended], microOf));
  const features = meter.spend.byFeature.map(({ feature, ...line }) => ({ key: feature, ...line }));
  expect(useOf(features)).toEqual(useBy(current, 'feature'));
  for (const { day, credits } of meter.spend.byDay) {
    const own = useBy(within(current, day, day), 'feature');
    for (const [feature, { used: micro }] of own) expect([day, microOf(credits[feature ?? '']!)]).toEqual([day, micro]);
    expect(sumOf(Object.values(credits), microOf)).toBe(totalOf(within(current, day, day), 'used'));
  }
}

export async function spendAgrees(context: Context, { accountId, zone, raw, current }: Told): Promise<void> {
  const [spring, autumn] = shiftedDays[zone]!;
  const views: Pick<SpendView, 'range' | 'own'>[] = [
    { range: 'period', own: null },
    { range: '90d', own: null },
    { range: 'period', own: { from: spring!, to: spring! } },
    { range: 'period', own: { from: autumn!, to: autumn! } },
    { range: 'period', own: { from: '2028-01-01', to: '2028-12-31' } },
  ];
  for (const by of spendBys) {
    for (const view of views) {
      const report = value(await readSpend(context, theProgram, accountId, { by, ...view }));
      const shown = report.range === 'period' ? current : within(raw, report.first, report.last);
      expect(useOf(report.lines)).toEqual(useBy(shown, by));
      expect(microOf(report.total.credits)).toBe(totalOf(shown, 'used'));
      expect(microOf(report.total.refundedEarlier)).toBe(totalOf(shown, 'refundedEarlier'));
      for (const bar of report.bars) {
        const own = totalOf(within(shown, bar.from, bar.to), 'used');
        expect([bar.from, microOf(bar.total)]).toEqual([bar.from, own]);
        expect(sumOf(Object.values(bar.credits), microOf)).toBe(own);
      }
    }
  }
}

/** The list over all of its pages and the file, whole and of each day on which clocks were changed. */
export async function activityAgrees(context: Context, { accountId, zone, raw }: Told): Promise<ActivityLine[]> {
  const listed = async (filter: ActivityFilter) => {
    const lines = await all<ActivityLine, number>(async (before) => {
      const { lines: items, olderThan } = value(
        await listActivity(context, theProgram, { accountId, filter, before, limit: 200 }),
      );
      return { items, next: olderThan };
    });
    const file = value(await exportActivity(context, theProgram, { accountId, filter }));
    const rows = csvRows(await wholeText(file.text)).reverse();
    expect(
      rows.map((row) => [Number(row[column.number]), microOf(row[column.change]!), microOf(row[column.balance]!)]),
    ).toEqual(lines.map(({ seq, change, balanceAfter }) => [seq, microOf(change), microOf(balanceAfter)]));
    return { lines, rows };
  };
  const { lines, rows } = await listed(noFilter);
  const changes = lines.map(({ change, feature, model, kind, project }, at) => ({
    ...{ change: microOf(change), kind, project, feature: feature?.id ?? null, model: model?.id ?? null, member: null },
    day: rows[at]![column.local]!.slice(0, 10),
  }));
  for (const by of ['kind', 'feature', 'model', 'project', 'day'] as const)
    expect(changeBy(changes, by)).toEqual(changeBy(raw, by));
  expect(sumOf(changes, ({ change }) => change)).toBe(totalOf(raw, 'change'));
  for (const day of shiftedDays[zone]!) {
    const own = await listed({ ...noFilter, from: day, to: day });
    expect(sumOf(own.lines, ({ change }) => microOf(change))).toBe(totalOf(within(raw, day, day), 'change'));
  }
  return lines;
}
