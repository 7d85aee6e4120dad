import { jsonNumber, type Micro } from '../credits';
import { addDays, type Day } from '../time';
import { daysFrom, monthStart, type SpendBy, type SpendRange, type SpendSpan } from './spend-view';

/** What one thing used on one day of the account's zone; key null: of none. */
export interface SpendRow {
  day: Day;
  key: string | null;
  used: Micro;
  refundedEarlier: Micro;
  generations: number;
}

/** What credits were used for, as plain data: the chart's bars and its table's lines. Credits are JSON numbers. */
export interface SpendReport {
  by: SpendBy;
  range: SpendRange | 'own';
  first: Day;
  last: Day;
  today: Day;
  unit: 'day' | 'month';
  bars: SpendBar[];
  /** Ids of the lines that bars show on their own, the most used first; what else there is, is `OTHERS`. */
  shown: string[];
  /** Most used first; no more than LINES_MAX. */
  lines: SpendLine[];
  /** What is beyond those lines, in all; null: nothing. */
  rest: { lines: number; credits: number; generations: number } | null;
  total: { credits: number; refundedEarlier: number; generations: number };
  before: SpendBefore | null;
  /** Whether there is a period before the running one to look at, or a running one at all. */
  hasPeriod: boolean;
  hasLast: boolean;
}

export interface SpendLine {
  /** The key, or empty for none. */
  id: string;
  key: string | null;
  /** null: of none. */
  name: string | null;
  credits: number;
  generations: number;
}

export interface SpendBar {
  /** First and last day of it. */
  from: Day;
  to: Day;
  /** Credits by line id. */
  credits: Record<string, number>;
  total: number;
  /** What the bar in its place had in the time before; null: there was none. */
  before: number | null;
  when: 'over' | 'now' | 'ahead';
}

export interface SpendBefore {
  first: Day;
  last: Day;
  credits: number;
  /** Up to the day that is as far into it as today is; null: the time that is shown is over. */
  soFar: number | null;
}

/** What bars call whatever has no colour of its own. No name is so short of words. */
export const OTHERS = '*';
const OWN_MAX = 8;
const LINES_MAX = 100;
/** Longer times have a bar for each month. */
const DAY_BARS_MAX = 92;

/** What is added up. */
export interface SpendFacts {
  by: SpendBy;
  range: SpendRange | 'own';
  shown: SpendSpan;
  before: SpendSpan | null;
  today: Day;
  rows: readonly SpendRow[];
  /** Of the time before: what each day used. */
  beforeRows: readonly { day: Day; used: Micro }[];
  nameOf: (key: string) => string;
  hasPeriod: boolean;
  hasLast: boolean;
}

/** Adds up what was used: by line, and bar by bar. Every sum is of the same rows. */
export function spendReport(facts: SpendFacts): SpendReport {
  const { by, range, shown, before, today, rows, beforeRows, nameOf, hasPeriod, hasLast } = facts;
  // What counts in a period that was paid late lies beyond its last day.
  const last = rows.reduce((latest, { day }) => (day > latest ? day : latest), shown.last);
  const { first } = shown;
  const unit = range === '12m' || daysFrom(first, last) >= DAY_BARS_MAX ? 'month' : 'day';
  const lines = linesOf(rows, nameOf);
  const own = lines.filter(({ credits }) => credits > 0).slice(0, OWN_MAX);
  const places = beforeRows.map(({ day, used }) => ({ day: inPlaceOf(day, before!.first, first, range), used }));
  const bars = barsOf({ first, last, unit, today, rows, places: before && places, own });
  return {
    by,
    range,
    first,
    last,
    today,
    unit,
    bars,
    shown: [...own.map(({ id }) => id), ...(bars.some(({ credits }) => credits[OTHERS]) ? [OTHERS] : [])],
    lines: lines.slice(0, LINES_MAX),
    rest: lines.length <= LINES_MAX ? null : { lines: lines.length - LINES_MAX, ...totalOf(rowsBeyond(rows, lines)) },
    total: totalOf(rows),
    before: before && {
      first: before.first,
      last: before.last,
      credits: sumOf(beforeRows),
      soFar: last > today ? sumOf(places.filter(({ day }) => day <= today)) : null,
    },
    hasPeriod,
    hasLast,
  };
}

function linesOf(rows: readonly SpendRow[], nameOf: SpendFacts['nameOf']): SpendLine[] {
  const byKey = new Map<string | null, SpendRow[]>();
  for (const row of rows) {
    const of = byKey.get(row.key);
    if (of) of.push(row);
    else byKey.set(row.key, [row]);
  }
  return [...byKey]
    .map(([key, of]) => {
      const { credits, generations } = totalOf(of);
      return { id: key ?? '', key, name: key === null ? null : nameOf(key), credits, generations };
    })
    .sort((a, b) => b.credits - a.credits || (a.name ?? '').localeCompare(b.name ?? '', 'en'));
}

function rowsBeyond(rows: readonly SpendRow[], lines: readonly SpendLine[]): SpendRow[] {
  const told = new Set(lines.slice(0, LINES_MAX).map(({ key }) => key));
  return rows.filter(({ key }) => !told.has(key));
}

interface BarFacts extends Pick<SpendReport, 'first' | 'last' | 'unit' | 'today'> {
  rows: readonly SpendRow[];
  /** What the time before used, on the days in whose place it stands; null: there was none. */
  places: readonly { day: Day; used: Micro }[] | null;
  own: readonly SpendLine[];
}

function barsOf({ first, last, unit, today, rows, places, own }: BarFacts): SpendBar[] {
  const startOf = (day: Day) => (unit === 'day' ? day : day.slice(0, 7));
  const ids = new Set(own.map(({ id }) => id));
  const sums = new Map<string, Map<string, Micro>>();
  for (const { day, key, used } of rows) {
    const bar = sums.get(startOf(day)) ?? new Map<string, Micro>();
    const id = ids.has(key ?? '') ? (key ?? '') : OTHERS;
    bar.set(id, (bar.get(id) ?? 0n) + used);
    sums.set(startOf(day), bar);
  }
  const past = new Map<string, Micro>();
  for (const { day, used } of places ?? []) past.set(startOf(day), (past.get(startOf(day)) ?? 0n) + used);

  const bars: SpendBar[] = [];
  for (let from = first; from <= last;) {
    const next = unit === 'day' ? addDays(from, 1) : monthStart(from, 1);
    const to = next > last ? last : addDays(next, -1);
    const of = sums.get(startOf(from)) ?? new Map<string, Micro>();
    bars.push({
      from,
      to,
      credits: Object.fromEntries(
        [...of].filter(([, used]) => used !== 0n).map(([id, used]) => [id, jsonNumber(used)]),
      ),
      total: jsonNumber([...of.values()].reduce((sum, used) => sum + used, 0n)),
      before: places && jsonNumber(past.get(startOf(from)) ?? 0n),
      when: to < today ? 'over' : from > today ? 'ahead' : 'now',
    });
    from = next;
  }
  return bars;
}

/** The day in whose place a day of the time before stands: as far into it, or a year later. */
function inPlaceOf(day: Day, firstBefore: Day, first: Day, range: SpendReport['range']): Day {
  if (range !== '12m') return addDays(first, daysFrom(firstBefore, day));
  const month = monthStart(day, 12);
  const end = addDays(monthStart(month, 1), -1);
  const same = addDays(month, Number(day.slice(8)) - 1);
  // A leap day stands with the last of the month that has none.
  return same > end ? end : same;
}

function totalOf(rows: readonly SpendRow[]): SpendReport['total'] {
  return {
    credits: sumOf(rows),
    refundedEarlier: jsonNumber(rows.reduce((sum, { refundedEarlier }) => sum + refundedEarlier, 0n)),
    generations: rows.reduce((sum, { generations }) => sum + generations, 0),
  };
}

function sumOf(rows: readonly { used: Micro }[]): number {
  return jsonNumber(rows.reduce((sum, { used }) => sum + used, 0n));
}
