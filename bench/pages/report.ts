import { table } from '../speed/report';

/** What one page took of one account. */
export interface Taken {
  /** Renders a second, asked one after another. */
  perSecond: number;
  p50Ms: number;
  /** Rows that PostgreSQL read for one render. */
  rows: number;
  /** Characters of the answer. */
  length: number;
}

/** A page of both accounts. */
export interface Compared {
  page: string;
  new: Taken;
  long: Taken;
}

/** A long history may cost so much more of a page, and no more. */
const WITHIN = 0.2;

export function pagesTable(pages: readonly Compared[]): string {
  const rows = pages.map(({ page, new: young, long }) => {
    const [speed, read] = [long.perSecond / young.perSecond, long.rows / young.rows];
    return [
      page,
      ...[young.perSecond.toFixed(1), long.perSecond.toFixed(1), speed.toFixed(2), speed >= 1 - WITHIN ? 'yes' : 'NO'],
      ...[young.rows.toFixed(0), long.rows.toFixed(0), read.toFixed(2), read <= 1 + WITHIN ? 'yes' : 'NO'],
    ];
  });
  const heading = [
    'page',
    'new a second',
    'long',
    'long ÷ new',
    'within 20 %',
    'new rows',
    'long',
    'long ÷ new',
    'within 20 %',
  ];
  return table([heading, ...rows]);
}
