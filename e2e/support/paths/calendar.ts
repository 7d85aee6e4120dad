import { creditsText as text } from '../plan-books';
import { due, type Happening, type PlanPath, type PlanPaths } from '../plan-path';

/*
 * Changes that cost something × periods of every length × the first second, the middle and the last second × with nothing
 * open, and with 10 credits held and 25 as goodwill. Of a period of N days = N × 86,400 s the first second is reckoned
 * 0.999 s after its beginning, the last one 1 s before its end. Each list below has a figure for each of the three.
 */

interface Period {
  from: string;
  at: [first: string, middle: string, last: string];
  /** Where it ends, and where credits end that last for three. */
  ends: string;
  third: string;
  /** A year after each moment. */
  year: string[];
  /** 90 × what is left ÷ N days, down to the millionth: Team's 150 less Personal's 60. */
  ofTeam: number[];
  /** 150 × what is left ÷ N days. */
  ofSeat: number[];
  /** What stays of 60 when 60 × what is left ÷ N days, up to the millionth, ends. */
  kept: number[];
}

const periods: Record<string, Period> = {
  // 90 × 0.999 s ÷ 2,419,200 s = 0.0000372 are gone at first, 90 × 1 s = 0.0000372 left at last; of 150: 0.0000619 and
  // 0.0000620; of 60: 0.0000248 are kept at first, and end at last.
  '28 days from 31 Jan': {
    from: '2026-01-31T09:00:00Z',
    at: ['2026-01-31T09:00:00.999Z', '2026-02-14T09:00:00Z', '2026-02-28T08:59:59Z'],
    ...{ ends: 'Feb 28, 2026', third: 'Apr 30, 2026' },
    year: ['Jan 31, 2027, 09:00 AM', 'Feb 14, 2027, 09:00 AM', 'Feb 28, 2027, 08:59 AM'],
    ...{ ofTeam: [89.999962, 45, 0.000037], ofSeat: [149.999938, 75, 0.000062], kept: [0.000024, 30, 59.999975] },
  },
  // ÷ 2,505,600 s: 0.0000359 of 90, 0.0000598 of 150, 0.0000239 of 60.
  '29 days from 30 Jan': {
    from: '2026-01-30T09:00:00Z',
    at: ['2026-01-30T09:00:00.999Z', '2026-02-13T21:00:00Z', '2026-02-28T08:59:59Z'],
    ...{ ends: 'Feb 28, 2026', third: 'Apr 30, 2026' },
    year: ['Jan 30, 2027, 09:00 AM', 'Feb 13, 2027, 09:00 PM', 'Feb 28, 2027, 08:59 AM'],
    ...{ ofTeam: [89.999964, 45, 0.000035], ofSeat: [149.99994, 75, 0.000059], kept: [0.000023, 30, 59.999976] },
  },
  // The same length; a year after 29 Feb is 28 Feb.
  '29 days from 31 Jan in a leap year': {
    from: '2024-01-31T09:00:00Z',
    at: ['2024-01-31T09:00:00.999Z', '2024-02-14T21:00:00Z', '2024-02-29T08:59:59Z'],
    ...{ ends: 'Feb 29, 2024', third: 'Apr 30, 2024' },
    year: ['Jan 31, 2025, 09:00 AM', 'Feb 14, 2025, 09:00 PM', 'Feb 28, 2025, 08:59 AM'],
    ...{ ofTeam: [89.999964, 45, 0.000035], ofSeat: [149.99994, 75, 0.000059], kept: [0.000023, 30, 59.999976] },
  },
  // ÷ 2,592,000 s: 0.0000347 of 90, 0.0000578 of 150, 0.0000231 of 60.
  '30 days from 29 Jan': {
    from: '2026-01-29T09:00:00Z',
    at: ['2026-01-29T09:00:00.999Z', '2026-02-13T09:00:00Z', '2026-02-28T08:59:59Z'],
    ...{ ends: 'Feb 28, 2026', third: 'Apr 29, 2026' },
    year: ['Jan 29, 2027, 09:00 AM', 'Feb 13, 2027, 09:00 AM', 'Feb 28, 2027, 08:59 AM'],
    ...{ ofTeam: [89.999965, 45, 0.000034], ofSeat: [149.999942, 75, 0.000057], kept: [0.000023, 30, 59.999976] },
  },
  // ÷ 2,678,400 s: 0.0000336 of 90, 0.0000560 of 150, 0.0000224 of 60.
  '31 days from 28 Jan': {
    from: '2026-01-28T09:00:00Z',
    at: ['2026-01-28T09:00:00.999Z', '2026-02-12T21:00:00Z', '2026-02-28T08:59:59Z'],
    ...{ ends: 'Feb 28, 2026', third: 'Apr 28, 2026' },
    year: ['Jan 28, 2027, 09:00 AM', 'Feb 12, 2027, 09:00 PM', 'Feb 28, 2027, 08:59 AM'],
    ...{ ofTeam: [89.999966, 45, 0.000033], ofSeat: [149.999944, 75, 0.000056], kept: [0.000022, 30, 59.999977] },
  },
};

const moments = ['the first second', 'the middle', 'the last second'];
const HELD = 10;
const GIVEN = 25;
/** Sums of credits as they are, to the millionth. */
const sum = (...credits: number[]) => Math.round(credits.reduce((all, each) => all + each, 0) * 1e6) / 1e6;

/** What a change does, in one of the periods at one of the moments. */
interface Change {
  on: PlanPath['on'];
  /** Credits that the period has brought. */
  had: number;
  feature: string;
  order: Extract<PlanPath['steps'][number], { order: unknown }>['order'];
  heading: string;
  button(price: string): string;
  says: string;
  plan: string;
  figures(
    period: Period,
    moment: number,
    free: number,
  ): { due: string[][]; next: string; own: string[]; comes: string[] };
}

const month = { intervalId: 'month', type: 'changePlan' } as const;

const changes: Record<string, Change> = {
  'Captions, Pro to Max': {
    ...{ on: { catalogId: 'captions', planId: 'pro' }, had: 200, feature: 'ai-creator' },
    ...{ order: { ...month, planId: 'max' }, heading: 'Pro to Max', plan: 'Max' },
    ...{ button: (price) => `Upgrade to Max, pay ${price} today`, says: 'Done. The plan is Max now.' },
    figures: ({ ends, third }, _, free) => ({
      ...{ due: due('$15.00', ['Change to Max by the month', '']), next: `$24.99 on ${ends}, 09:00 AM UTC` },
      ...{ own: [text(free), `stays until ${third}`], comes: ['300', `new, stays until ${third}`] },
    }),
  },
  'AI Studios, Personal to Team': {
    ...{ on: { catalogId: 'ai-studios', planId: 'personal' }, had: 60, feature: 'ai-video-generator' },
    ...{ order: { ...month, planId: 'team' }, heading: 'Personal to Team', plan: 'Team' },
    ...{ button: (price) => `Upgrade to Team, pay ${price} today`, says: 'Done. The plan is Team now.' },
    // Of $10.00, up to the cent.
    figures: ({ ends, ofTeam }, moment, free) => ({
      due: due(['$10.00', '$5.00', '$0.01'][moment]!, ['Change to Team by the month', '']),
      next: `$39.00 on ${ends}, 09:00 AM UTC`,
      ...{ own: [text(free), `stays until ${ends}`], comes: [text(ofTeam[moment]!), `new, stays until ${ends}`] },
    }),
  },
  'AI Studios, a second seat of Team': {
    ...{ on: { catalogId: 'ai-studios', planId: 'team' }, had: 150, feature: 'ai-video-generator' },
    ...{ order: { type: 'changeSeats', seats: 2 }, heading: '1 to 2 seats', plan: 'Team' },
    ...{ button: (price) => `Change to 2 seats, pay ${price} today`, says: 'Done. There are 2 seats now.' },
    // Of $39.00.
    figures: ({ ends, ofSeat }, moment, free) => ({
      due: due(['$39.00', '$19.50', '$0.01'][moment]!, ['1 more seat of Team by the month', '']),
      next: `$78.00 on ${ends}, 09:00 AM UTC`,
      ...{ own: [text(free), `stays until ${ends}`], comes: [text(ofSeat[moment]!), `new, stays until ${ends}`] },
    }),
  },
  'AI Studios, Personal from the month to the year': {
    ...{ on: { catalogId: 'ai-studios', planId: 'personal' }, had: 60, feature: 'ai-video-generator' },
    ...{
      order: { ...month, intervalId: 'year', planId: 'personal' },
      heading: 'Personal by the year',
      plan: 'Personal',
    },
    button: (price) => `Change to Personal by the year, pay ${price} today`,
    says: 'Done. The plan is Personal now.',
    figures: ({ at, ends, year, kept }, moment, free) => {
      const day = new Date(at[moment]!).toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
      // Back of $29.00, down to the cent: just less than all, half, and less than a cent. Where 10 of the 60 are held, 50
      // can end at first, and 29.00 × 50 ÷ 60 = $24.16 are given back.
      const back = [free < 60 ? ['$323.84', '−$24.16'] : ['$319.01', '−$28.99'], ['$333.50', '−$14.50']][moment];
      const left = Math.max(0, sum(kept[moment]!, free, -60));
      const fate =
        left === 0 ? `ends on ${day}, not on ${ends}` : `${text(sum(free, -left))} credits of it end on ${day}`;
      return {
        due: due(
          back?.[0] ?? '$348.00',
          ['Personal by the year', '$348.00'],
          ...(back ? [['Unused time of Personal by the month', back[1]!] as [string, string]] : []),
        ),
        next: `$348.00 on ${year[moment]} UTC`,
        ...{ own: [text(left), fate], comes: ['720', `new, stays until ${year[moment]!.slice(0, 12)}`] },
      };
    },
  },
};

function pathOf(change: Change, period: Period, moment: number, isOpen: boolean): PlanPath {
  const { on, had, feature, order, heading, button, says, plan, figures } = change;
  const { from, at } = period;
  const free = isOpen ? had - HELD : had;
  const { own, comes, ...dues } = figures(period, moment, free);
  const until = new Date(Date.parse(at[moment]!) + 86_400_000).toISOString();
  const before: Happening[] = [{ hold: { feature, quantity: HELD }, until }, { give: GIVEN }];
  const given = isOpen ? GIVEN : 0;
  const number = (credits: string) => Number(credits.replaceAll(',', ''));
  const balance = sum(number(own[0]!), given, number(comes[0]!));
  const price = dues.due.at(-1)![1]!;
  return {
    ...{ on, from, at: at[moment]!, before: isOpen ? before : [] },
    steps: [
      {
        ...{ order, heading },
        shows: {
          ...{ ...dues, credits: [free + given, balance], ...(isOpen && { held: [HELD, HELD] }) },
          lots: [
            [text(free), ...own],
            ...(isOpen ? [[String(GIVEN), String(GIVEN), 'stays, and never ends']] : []),
            ['–', ...comes],
          ],
        },
        ...{ button: button(price), says },
        then: { plan, balance, held: isOpen ? HELD : 0, invoices: [`1 paid ${price}`] },
      },
    ],
  };
}

export const calendarPaths: PlanPaths = Object.fromEntries(
  Object.entries(changes).flatMap(([what, change]) =>
    Object.entries(periods).flatMap(([length, period]) =>
      moments.flatMap((moment, index) =>
        [false, true].map((isOpen) => [
          `${what}: ${moment} of ${length}${isOpen ? ', with a hold and goodwill' : ''}`,
          pathOf(change, period, index, isOpen),
        ]),
      ),
    ),
  ),
);
