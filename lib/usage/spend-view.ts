import { addDays, dayIn, type Day, type Instant, type Zone } from '../time';
import { parseFilter, type Asked } from './activity-filter';

/** What the spend chart shows: by what, over which days, in which order its table is. It stands in the page's address. */
export interface SpendView {
  by: SpendBy;
  range: SpendRange;
  /** First and last day of an own range, in the account's zone; null: a range with a name. */
  own: { from: Day; to: Day } | null;
  sort: SpendSort;
  /** From the most, or the last name, to the least. */
  isFalling: boolean;
  /** Ids of lines that the chart leaves out. The table and the totals keep them. */
  hidden: readonly string[];
}

export const spendBys = ['feature', 'model', 'project', 'member'] as const;
export type SpendBy = (typeof spendBys)[number];
export const spendRanges = ['period', 'last', '7d', '30d', '90d', '12m'] as const;
export type SpendRange = (typeof spendRanges)[number];
export const spendSorts = ['name', 'credits', 'generations'] as const;
export type SpendSort = (typeof spendSorts)[number];

export const usualView: SpendView = {
  by: 'feature',
  range: 'period',
  own: null,
  sort: 'credits',
  isFalling: true,
  hidden: [],
};

const DAYS_MAX = 366;
const HIDDEN_MAX = 20;
const ID_LENGTH_MAX = 120;

/** Reads the view of an address. What is no such thing falls back to the usual: an old link never fails. */
export function parseSpendView(asked: Asked): SpendView {
  const sort = oneOf(spendSorts, asked.sort) ?? usualView.sort;
  return {
    by: oneOf(spendBys, asked.by) ?? usualView.by,
    range: oneOf(spendRanges, asked.range) ?? usualView.range,
    own: ownRange(asked),
    sort,
    isFalling: asked.order === 'up' ? false : asked.order === 'down' ? true : fallsFirst(sort),
    hidden: listOf(asked.hide),
  };
}

/** The view as the end of an address: "?by=model&range=30d", or empty. */
export function spendQuery({ by, range, own, sort, isFalling, hidden }: SpendView): string {
  const query = new URLSearchParams();
  if (by !== usualView.by) query.set('by', by);
  if (own) {
    query.set('from', own.from);
    query.set('to', own.to);
  } else if (range !== usualView.range) query.set('range', range);
  if (sort !== usualView.sort) query.set('sort', sort);
  if (isFalling !== fallsFirst(sort)) query.set('order', isFalling ? 'down' : 'up');
  for (const id of hidden) query.append('hide', id);
  const text = query.toString();
  return text && `?${text}`;
}

/** The view that a click on a column's head leads to: by it, or the other way round if it is so already. */
export function sortedBy(view: SpendView, sort: SpendSort): SpendView {
  return { ...view, sort, isFalling: view.sort === sort ? !view.isFalling : fallsFirst(sort) };
}

/** The view with a line hidden, or shown again. */
export function toggled(view: SpendView, id: string): SpendView {
  const { hidden } = view;
  return { ...view, hidden: hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id] };
}

/** Whole days, or what counts in one period: it may begin and end within a day, and a late one goes on past its end. */
export interface SpendSpan {
  first: Day;
  last: Day;
  periodStart: Instant | null;
}

/** A period `[start, end)`. */
interface Period {
  start: Instant;
  end: Instant;
}

/** An account's running period and the two before it; null: there is none, or it was another subscription's. */
export interface SpendPeriods {
  current: Period | null;
  last: Period | null;
  beforeLast: Period | null;
}

/** The days that a view shows, and those that it is compared with: as long, and just before; null: there are none. */
export function spendSpans(
  { range, own }: Pick<SpendView, 'range' | 'own'>,
  { current, last, beforeLast }: SpendPeriods,
  zone: Zone,
  now: Instant,
): { range: SpendRange | 'own'; shown: SpendSpan; before: SpendSpan | null } {
  const today = dayIn(zone, now);
  if (own) return { range: 'own', ...wholeDays(own.from, own.to) };
  if (range === 'last' && last) {
    return { range, shown: periodDays(last, zone), before: beforeLast && periodDays(beforeLast, zone) };
  }
  if ((range === 'period' || range === 'last') && current) {
    // A period that waits for its payment goes on past its end.
    const shown = periodDays({ ...current, end: Math.max(current.end, now + 1) }, zone);
    return {
      range: 'period',
      shown: { ...shown, periodStart: current.start },
      before: last && periodDays(last, zone),
    };
  }
  if (range === '12m') {
    const first = monthStart(today, -11);
    return {
      range,
      shown: { first, last: addDays(monthStart(today, 1), -1), periodStart: null },
      before: { first: monthStart(today, -23), last: addDays(first, -1), periodStart: null },
    };
  }
  const days = range === '7d' ? 7 : range === '90d' ? 90 : 30;
  return { range: `${days}d`, ...wholeDays(addDays(today, 1 - days), today) };
}

function wholeDays(first: Day, last: Day): { shown: SpendSpan; before: SpendSpan } {
  const length = daysFrom(first, last) + 1;
  return {
    shown: { first, last, periodStart: null },
    before: { first: addDays(first, -length), last: addDays(first, -1), periodStart: null },
  };
}

function periodDays({ start, end }: Period, zone: Zone): SpendSpan {
  return { first: dayIn(zone, start), last: dayIn(zone, end - 1), periodStart: start };
}

/** Days on the calendar from one day to another. */
export function daysFrom(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The first day of the month that is so many months after the day's own. */
export function monthStart(day: Day, months: number): Day {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** Names begin at A, figures with the largest. */
function fallsFirst(sort: SpendSort): boolean {
  return sort !== 'name';
}

function ownRange({ from, to }: Asked): SpendView['own'] {
  const days = parseFilter({ from, to });
  if (days.from === null || days.to === null || days.from > days.to) return null;
  return daysFrom(days.from, days.to) < DAYS_MAX ? { from: days.from, to: days.to } : null;
}

function listOf(value: string | readonly string[] | undefined): string[] {
  const list = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  return [...new Set(list)].filter((id) => id.length <= ID_LENGTH_MAX).slice(0, HIDDEN_MAX);
}

function oneOf<T extends string>(known: readonly T[], value: string | readonly string[] | undefined): T | null {
  return known.find((each) => each === value) ?? null;
}
