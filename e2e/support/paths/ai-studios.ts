import { DONE, due, type PlanPaths } from '../plan-path';

/*
 * AI Studios, changes of plan. An upgrade costs and brings what is left of the difference, by milliseconds: money up to
 * the cent, credits down to the millionth. Nothing is carried over; goodwill is no plan's and stays. Personal $29.00 for
 * 60, or $348.00 for 720 by the year; Team $39.00 for 150 a seat; Free 16.
 */

const on = (planId: string, rest = {}) => ({ catalogId: 'ai-studios', planId, ...rest });
const to = (planId: string, intervalId = 'month') => ({ type: 'changePlan', planId, intervalId }) as const;

export const studiosPaths: PlanPaths = {
  // 28 Feb to 31 Mar has 31 days = 2,678,400 s, of which 0.999 are gone. Of 150 − 60 = 90 credits that is 33.57 millionths:
  // 34 are not given. Of $10.00 it is less than a cent: all of it is due.
  'up from Personal to Team in the first second of the period that follows the 31st': {
    long: true,
    ...{ on: on('personal'), from: '2026-01-31T09:00:00Z', at: '2026-02-28T09:00:00.999Z' },
    steps: [
      {
        ...{ order: to('team'), heading: 'Personal to Team' },
        shows: {
          due: due('$10.00', ['Change to Team by the month', '$10.00']),
          next: '$39.00 on Mar 31, 2026, 09:00 AM UTC',
          credits: [60, 149.999966],
          lots: [
            ['60', '60', 'stays until Mar 31, 2026'],
            ['–', '89.999966', 'new, stays until Mar 31, 2026'],
          ],
        },
        ...{ button: 'Upgrade to Team, pay $10.00 today', says: 'Done. The plan is Team now.' },
        then: { plan: 'Team', balance: 149.999966, invoices: ['1 paid $29.00', '2 paid $10.00'] },
      },
      {
        to: '2026-03-31T09:00:00Z',
        then: { plan: 'Team', balance: 150, invoices: ['1 paid $29.00', '2 paid $10.00', '3 paid $39.00'] },
      },
    ],
  },

  // 31 Jan to 28 Feb has 28 days = 2,419,200 s, of which one is left: 90 ÷ 2,419,200 = 0.0000372 credits, and of $10.00 the
  // first cent.
  'up from Personal to Team in the last second of a period of 28 days': {
    ...{ on: on('personal'), from: '2026-01-31T09:00:00Z', at: '2026-02-28T08:59:59Z' },
    steps: [
      {
        ...{ order: to('team'), heading: 'Personal to Team' },
        shows: {
          due: due('$0.01', ['Change to Team by the month', '$0.01']),
          next: '$39.00 on Feb 28, 2026, 09:00 AM UTC',
          credits: [60, 60.000037],
          lots: [
            ['60', '60', 'stays until Feb 28, 2026'],
            ['–', '0.000037', 'new, stays until Feb 28, 2026'],
          ],
        },
        ...{ button: 'Upgrade to Team, pay $0.01 today', says: 'Done. The plan is Team now.' },
        then: { plan: 'Team', balance: 60.000037, invoices: ['1 paid $0.01'] },
      },
      {
        to: '2026-02-28T09:00:00Z',
        then: { plan: 'Team', balance: 150, invoices: ['1 paid $0.01', '2 paid $39.00'] },
      },
    ],
  },

  // 31 Mar to 30 Apr, the middle. Of the 60, 25 are used and 20 held: 15 are left. Half of the period is unused, that is
  // $14.50 for 30 credits; but only 15 can end, and money is given back for no more: 29.00 × 15 ÷ 60 = $7.25. The 10 of
  // goodwill stay, and so does the hold.
  'from the month to the year with an open hold and goodwill, and back': {
    ...{ on: on('personal'), from: '2026-03-31T09:00:00Z', at: '2026-04-15T09:00:00Z' },
    before: [
      { at: '2026-04-02T00:00:00Z', use: { feature: 'ai-image-generator', quantity: 25 } },
      { hold: { feature: 'ai-video-generator', quantity: 20 }, until: '2026-04-29T00:00:00Z' },
      { give: 10 },
    ],
    steps: [
      {
        ...{ order: to('personal', 'year'), heading: 'Personal by the year' },
        shows: {
          due: due('$340.75', ['Personal by the year', '$348.00'], ['Unused time of Personal by the month', '−$7.25']),
          next: '$348.00 on Apr 15, 2027, 09:00 AM UTC',
          ...{ credits: [25, 730], held: [20, 20] },
          lots: [
            ['15', '0', 'ends on Apr 15, 2026, not on Apr 30, 2026'],
            ['10', '10', 'stays, and never ends'],
            ['–', '720', 'new, stays until Apr 15, 2027'],
          ],
        },
        ...{ button: 'Change to Personal by the year, pay $340.75 today', says: 'Done. The plan is Personal now.' },
        then: { plan: 'Personal', balance: 730, held: 20, invoices: ['1 paid $340.75'] },
      },
      {
        ...{ order: to('personal'), heading: 'Personal by the month' },
        shows: {
          ...{ due: [], next: '$29.00 on Apr 15, 2027, 09:00 AM UTC' },
          // The hold lapses within its period, and its 20 end with it.
          ...{ credits: [730, 70], held: [20, 0] },
          lots: [
            ['10', '10', 'stays, and never ends'],
            ['720', '0', 'ends on Apr 15, 2027'],
            ['–', '60', 'new, stays until May 15, 2027'],
          ],
        },
        ...{ button: 'Change to Personal by the month on Apr 15, 2027', says: DONE.later },
        then: { plan: 'Personal', balance: 730, held: 20, invoices: ['1 paid $340.75'] },
      },
      {
        to: '2027-04-15T09:00:00Z',
        then: { plan: 'Personal', balance: 70, invoices: ['1 paid $340.75', '2 paid $29.00'] },
      },
    ],
  },

  // The last day of a period of 28 days: of the 60, one is left. 12 of 672 hours are unused, 60 × 12 ÷ 672 = 1.07 would
  // end. Money for the one: 29.00 ÷ 60 = $0.48.
  'to the year on the last day, when what is left ends that day anyway': {
    long: true,
    ...{ on: on('personal'), from: '2026-01-31T23:00:00Z', at: '2026-02-28T11:00:00Z' },
    before: [{ at: '2026-02-10T00:00:00Z', use: { feature: 'ai-video-generator', quantity: 59 } }],
    steps: [
      {
        ...{ order: to('personal', 'year'), heading: 'Personal by the year' },
        shows: {
          due: due('$347.52', ['Personal by the year', '$348.00'], ['Unused time of Personal by the month', '−$0.48']),
          next: '$348.00 on Feb 28, 2027, 11:00 AM UTC',
          credits: [1, 720],
          lots: [
            ['1', '0', 'ends on Feb 28, 2026'],
            ['–', '720', 'new, stays until Feb 28, 2027'],
          ],
        },
        ...{ button: 'Change to Personal by the year, pay $347.52 today', says: 'Done. The plan is Personal now.' },
        then: { plan: 'Personal', balance: 720, invoices: ['1 paid $347.52'] },
      },
    ],
  },
};
