import { DONE, due, type PlanPaths } from '../plan-path';

/*
 * AI Studios, seats and add-on units. A further seat costs and brings what is left of its $39.00 and 150 credits; fewer
 * wait for the renewal. A unit costs its whole price at once, and again with every month counted from the
 * subscription's beginning, on a yearly plan too; what it brings ends with the main plan's period. Personal 60 for
 * $10.00, Team 200 for $30.00.
 */

const units = (type: 'addUnits' | 'removeUnits', addOnId: string, count: number) => ({ type, addOnId, units: count });
const seats = (count: number) => ({ type: 'changeSeats', seats: count }) as const;

export const seatsAndUnitsPaths: PlanPaths = {
  // From 29 Jan: 28 Feb to 29 Mar has 29 days, the middle is after 14.5. 3 × 150 − 100 held + 25 as goodwill = 375. Two more
  // seats: 2 × 39.00 ÷ 2 and 2 × 150 ÷ 2. From the renewal on one: 150 + 25.
  'three seats become five mid-cycle of the 29th, beside a hold; then one, taken back and asked for again': {
    on: { catalogId: 'ai-studios', planId: 'team', seats: 3 },
    ...{ from: '2026-01-29T09:00:00Z', at: '2026-03-14T21:00:00Z' },
    before: [{ hold: { feature: 'ai-video-generator', quantity: 100 }, until: '2026-04-10T00:00:00Z' }, { give: 25 }],
    steps: (() => {
      const more = { plan: 'Team', balance: 525, held: 100, invoices: ['1 paid $117.00', '2 paid $39.00'] };
      const fewer = {
        ...{ order: seats(1), heading: '5 to 1 seats' },
        shows: {
          ...{ due: [], next: '$39.00 on Mar 29, 2026, 09:00 AM UTC', credits: [525, 175], held: [100, 100] },
          lots: [
            ['350', '0', 'ends on Mar 29, 2026'],
            ['25', '25', 'stays, and never ends'],
            ['150', '0', 'ends on Mar 29, 2026'],
            ['–', '150', 'new, stays until Apr 29, 2026'],
          ],
        },
        ...{ button: 'Change to 1 seat on Mar 29, 2026', says: DONE.later, then: more },
      };
      return [
        {
          ...{ order: seats(5), heading: '3 to 5 seats' },
          shows: {
            due: due('$39.00', ['2 more seats of Team by the month', '$39.00']),
            next: '$195.00 on Mar 29, 2026, 09:00 AM UTC',
            ...{ credits: [375, 525], held: [100, 100] },
            lots: [
              ['350', '350', 'stays until Mar 29, 2026'],
              ['25', '25', 'stays, and never ends'],
              ['–', '150', 'new, stays until Mar 29, 2026'],
            ],
          },
          ...{ button: 'Change to 5 seats, pay $39.00 today', says: 'Done. There are 5 seats now.', then: more },
        },
        fewer,
        { press: 'Keep all 5 seats', says: 'Done. There are 5 seats now.', then: more },
        fewer,
        {
          to: '2026-03-29T09:00:00Z',
          then: { plan: 'Team', balance: 175, held: 100, invoices: [...more.invoices, '3 paid $39.00'] },
        },
      ];
    })(),
  },

  // Months from 29 Jan begin on 28 Feb and 29 Mar. One second before the second one, two units cost 2 × 10.00; at its start
  // they are billed again. One is given up, and the third month brings 60.
  'two units beside a yearly plan in the last second of a month; one is given up': {
    on: { catalogId: 'ai-studios', planId: 'personal', intervalId: 'year' },
    ...{ from: '2026-01-29T09:00:00Z', at: '2026-02-28T08:59:59Z' },
    steps: [
      {
        ...{ order: units('addUnits', 'personal-credits', 2), heading: 'Add 2 × 60 more credits' },
        shows: {
          due: due('$20.00', ['2 × 60 more credits', '$20.00']),
          next: '$20.00 on Feb 28, 2026, 09:00 AM UTC',
          credits: [720, 840],
          lots: [
            ['720', '720', 'stays until Jan 29, 2027'],
            ['–', '120', 'new, stays until Jan 29, 2027'],
          ],
        },
        ...{ button: 'Add 2 × 60 more credits, pay $20.00 today', says: DONE.credits },
        then: { plan: 'Personal', balance: 840, invoices: ['1 paid $20.00'] },
      },
      {
        to: '2026-02-28T09:00:00Z',
        then: { plan: 'Personal', balance: 960, invoices: ['1 paid $20.00', '2 paid $20.00'] },
      },
      {
        ...{ order: units('removeUnits', 'personal-credits', 1), heading: 'Give up 1 × 60 more credits' },
        shows: {
          ...{ due: [], next: '$10.00 on Mar 29, 2026, 09:00 AM UTC', credits: [960, 1020] },
          lots: [
            ['720', '720', 'stays until Jan 29, 2027'],
            ['120', '120', 'stays until Jan 29, 2027'],
            ['120', '120', 'stays until Jan 29, 2027'],
            ['–', '60', 'new, stays until Jan 29, 2027'],
          ],
        },
        ...{ button: 'Give up 1 × 60 more credits on Mar 29, 2026', says: DONE.later },
        then: { plan: 'Personal', balance: 960, invoices: ['1 paid $20.00', '2 paid $20.00'] },
      },
      {
        to: '2026-03-29T09:00:00Z',
        then: { plan: 'Personal', balance: 1020, invoices: ['1 paid $20.00', '2 paid $20.00', '3 paid $10.00'] },
      },
    ],
  },

  // 30 Jan to 28 Feb has 29 days. Personal does not sell Team's unit: it is not billed again, and its 200 end with the
  // period as the plan's 150 do.
  'a unit beside Team mid-cycle of the 30th, then down to Personal': {
    long: true,
    on: { catalogId: 'ai-studios', planId: 'team' },
    ...{ from: '2026-01-30T09:00:00Z', at: '2026-02-13T21:00:00Z' },
    steps: [
      {
        ...{ order: units('addUnits', 'team-credits', 1), heading: 'Add 1 × 200 more credits' },
        shows: {
          due: due('$30.00', ['1 × 200 more credits', '$30.00']),
          // 39.00 + 30.00.
          ...{ next: '$69.00 on Feb 28, 2026, 09:00 AM UTC', credits: [150, 350] },
          lots: [
            ['150', '150', 'stays until Feb 28, 2026'],
            ['–', '200', 'new, stays until Feb 28, 2026'],
          ],
        },
        ...{ button: 'Add 1 × 200 more credits, pay $30.00 today', says: DONE.credits },
        then: { plan: 'Team', balance: 350, invoices: ['1 paid $30.00'] },
      },
      {
        order: { type: 'changePlan', planId: 'personal', intervalId: 'month' },
        heading: 'Team to Personal',
        shows: {
          ...{ due: [], next: '$29.00 on Feb 28, 2026, 09:00 AM UTC', credits: [350, 60] },
          lots: [
            ['150', '0', 'ends on Feb 28, 2026'],
            ['200', '0', 'ends on Feb 28, 2026'],
            ['–', '60', 'new, stays until Mar 30, 2026'],
          ],
        },
        ...{ button: 'Change to Personal on Feb 28, 2026', says: DONE.later },
        then: { plan: 'Team', balance: 350, invoices: ['1 paid $30.00'] },
      },
      {
        to: '2026-02-28T09:00:00Z',
        then: { plan: 'Personal', balance: 60, invoices: ['1 paid $30.00', '2 paid $29.00'] },
      },
    ],
  },

  // A year from 31 Jan has 365 days, the middle is after 182.5: (468.00 − 348.00) ÷ 2 and (1,800 − 720) ÷ 2.
  'up from Personal to Team in the middle of a year': {
    long: true,
    on: { catalogId: 'ai-studios', planId: 'personal', intervalId: 'year' },
    ...{ from: '2026-01-31T09:00:00Z', at: '2026-08-01T21:00:00Z' },
    steps: [
      {
        order: { type: 'changePlan', planId: 'team', intervalId: 'year' },
        heading: 'Personal to Team',
        shows: {
          due: due('$60.00', ['Change to Team by the year', '$60.00']),
          ...{ next: '$468.00 on Jan 31, 2027, 09:00 AM UTC', credits: [720, 1260] },
          lots: [
            ['720', '720', 'stays until Jan 31, 2027'],
            ['–', '540', 'new, stays until Jan 31, 2027'],
          ],
        },
        ...{ button: 'Upgrade to Team, pay $60.00 today', says: 'Done. The plan is Team now.' },
        then: { plan: 'Team', balance: 1260, invoices: ['1 paid $60.00'] },
      },
      {
        to: '2027-01-31T09:00:00Z',
        then: { plan: 'Team', balance: 1800, invoices: ['1 paid $60.00', '2 paid $468.00'] },
      },
    ],
  },
};
