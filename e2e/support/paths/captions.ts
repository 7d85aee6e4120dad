import { DONE, due, type PlanPaths } from '../plan-path';

/*
 * Captions and Mirage Studio. An upgrade costs the whole difference of the prices and brings the whole difference of the
 * credits, whenever it is made. A month's credits last for their own period and the two after it; a renewal carries over
 * at most twice the month's credits of the plan that it is for, soonest-ending first, and goodwill and what is held are
 * not taken. Pro $9.99 for 200, Max $24.99 for 500, Scale $69.99 for 1,400, Scale 4x $279.99 for 5,600.
 */

const on = (planId: string) => ({ catalogId: 'captions', planId });
const to = (planId: string) => ({ type: 'changePlan', planId, intervalId: 'month' }) as const;

export const captionsPaths: PlanPaths = {
  // 24.99 − 9.99 and 500 − 200, with one second left. Periods from the 31st end on 28 Feb, 31 Mar and 30 Apr, and that is
  // how long these credits last. Then each renewal brings 500: 500 + 500 and 1,000 + 500, all within 2 × 500 carried.
  'up from Pro to Max in the last second of a period from 31 Jan to 28 Feb': {
    ...{ on: on('pro'), from: '2026-01-31T09:00:00Z', at: '2026-02-28T08:59:59Z' },
    steps: [
      {
        ...{ order: to('max'), heading: 'Pro to Max' },
        shows: {
          due: due('$15.00', ['Change to Max by the month', '$15.00']),
          next: '$24.99 on Feb 28, 2026, 09:00 AM UTC',
          credits: [200, 500],
          lots: [
            ['200', '200', 'stays until Apr 30, 2026'],
            ['–', '300', 'new, stays until Apr 30, 2026'],
          ],
        },
        ...{ button: 'Upgrade to Max, pay $15.00 today', says: 'Done. The plan is Max now.' },
        then: { plan: 'Max', balance: 500, invoices: ['1 paid $15.00'] },
      },
      {
        to: '2026-02-28T09:00:00Z',
        then: { plan: 'Max', balance: 1000, invoices: ['1 paid $15.00', '2 paid $24.99'] },
      },
      {
        to: '2026-03-31T09:00:00Z',
        then: { plan: 'Max', balance: 1500, invoices: ['1 paid $15.00', '2 paid $24.99', '3 paid $24.99'] },
      },
    ],
  },

  // A Mirage video of 60 s × 8 = 480 is held: 1,400 − 480 = 920 are left. 279.99 − 69.99, and 5,600 − 1,400 = 4,200 come.
  // The renewal on 30 Apr carries all of 5,120 (and the 480) and brings 5,600.
  'up from Scale to Scale 4x in the first second of a period from the 31st, while a Mirage video is made': {
    ...{ on: on('scale'), from: '2026-03-31T09:00:00Z', at: '2026-03-31T09:00:00.999Z' },
    before: [{ hold: { feature: 'mirage-video', quantity: 60 }, until: '2026-04-30T08:00:00Z' }],
    steps: [
      {
        ...{ order: to('scale-4x'), heading: 'Scale to Scale 4x' },
        shows: {
          due: due('$210.00', ['Change to Scale 4x by the month', '$210.00']),
          next: '$279.99 on Apr 30, 2026, 09:00 AM UTC',
          ...{ credits: [920, 5120], held: [480, 480] },
          lots: [
            ['920', '920', 'stays until Jun 30, 2026'],
            ['–', '4,200', 'new, stays until Jun 30, 2026'],
          ],
        },
        ...{ button: 'Upgrade to Scale 4x, pay $210.00 today', says: 'Done. The plan is Scale 4x now.' },
        then: { plan: 'Scale 4x', balance: 5120, held: 480, invoices: ['1 paid $210.00'] },
      },
      {
        // The video has lapsed an hour before: its 480 are back.
        to: '2026-04-30T09:00:00Z',
        then: { plan: 'Scale 4x', balance: 5600 + 5600, invoices: ['1 paid $210.00', '2 paid $279.99'] },
      },
    ],
  },

  // 500 on 30 Jan, 28 Feb and 30 Mar: 1,500, as much as Max ever has. A Mirage video of 40 s holds 320 of the first 500, so
  // that 180 of it are left: 180 + 500 + 500 + 75 = 1,255. On 30 Apr those 180 end by themselves. 320 held + 500 + 500 are
  // carried, of which Pro takes 2 × 200: 920 too many, soonest-ending first, the second 500 and 420 of the third. With the
  // goodwill and 200 of Pro: 80 + 75 + 200 = 355.
  'down from Max at its cap to Pro with goodwill and an open hold, mid-cycle; taken back, and made again': {
    ...{ on: on('max'), from: '2026-01-30T09:00:00Z', at: '2026-04-14T21:00:00Z' },
    before: [{ give: 75 }, { hold: { feature: 'mirage-video', quantity: 40 }, until: '2026-05-10T00:00:00Z' }],
    steps: (() => {
      const asked = {
        ...{ order: to('pro'), heading: 'Max to Pro' },
        shows: {
          due: [],
          next: '$9.99 on Apr 30, 2026, 09:00 AM UTC',
          ...{ credits: [1255, 355], held: [320, 320] },
          lots: [
            ['180', '0', 'ends on Apr 30, 2026'],
            ['500', '0', 'ends on Apr 30, 2026, not on May 30, 2026'],
            ['500', '80', '420 credits of it end on Apr 30, 2026'],
            ['75', '75', 'stays, and never ends'],
            ['–', '200', 'new, stays until Jul 30, 2026'],
          ],
        },
        ...{ button: 'Change to Pro on Apr 30, 2026', says: DONE.later },
        then: { plan: 'Max', balance: 1255, held: 320, invoices: ['1 paid $24.99', '2 paid $24.99'] },
      };
      return [
        asked,
        { press: 'Keep Max', says: 'Done. The Max plan stays as it is.', then: asked.then },
        asked,
        {
          to: '2026-04-30T09:00:00Z',
          then: { plan: 'Pro', balance: 355, held: 320, invoices: [...asked.then.invoices, '3 paid $9.99'] },
        },
      ];
    })(),
  },

  // A new subscription from noon of 29 Feb: the whole price and the whole credits, and its own dates from then on.
  'from Free to Pro on 29 Feb of a leap year': {
    ...{ on: on('free'), from: '2024-01-31T09:00:00Z', at: '2024-02-29T12:00:00Z' },
    steps: [
      {
        ...{ order: to('pro'), heading: 'Free to Pro' },
        shows: {
          due: due('$9.99', ['Pro by the month', '$9.99']),
          next: '$9.99 on Mar 29, 2024, 12:00 PM UTC',
          credits: [200, 400],
          lots: [
            ['200', '200', 'stays, and never ends'],
            ['–', '200', 'new, stays until May 29, 2024'],
          ],
        },
        ...{ button: 'Upgrade to Pro, pay $9.99 today', says: 'Done. The plan is Pro now.' },
        then: { plan: 'Pro', balance: 400, invoices: ['1 paid $9.99'] },
      },
      {
        to: '2024-03-29T12:00:00Z',
        then: { plan: 'Pro', balance: 600, invoices: ['1 paid $9.99', '2 paid $9.99'] },
      },
    ],
  },

  // 69.99 − 24.99 and 1,400 − 500. The renewal on 30 Apr is Scale's: 1,400 carried and 1,400 new.
  'an upgrade from Max to Scale drops the step down to Pro that waited': {
    long: true,
    ...{ on: on('max'), from: '2026-03-30T09:00:00Z', at: '2026-04-14T21:00:00Z' },
    steps: [
      {
        ...{ order: to('pro'), heading: 'Max to Pro' },
        shows: {
          ...{ due: [], next: '$9.99 on Apr 30, 2026, 09:00 AM UTC', credits: [500, 600] },
          lots: [
            ['500', '400', '100 credits of it end on Apr 30, 2026'],
            ['–', '200', 'new, stays until Jul 30, 2026'],
          ],
        },
        words: '100 credits end on Apr 30, 2026, 09:00 AM UTC.',
        ...{ button: 'Change to Pro on Apr 30, 2026', says: DONE.later },
        then: { plan: 'Max', balance: 500, invoices: [] },
      },
      {
        ...{ order: to('scale'), heading: 'Max to Scale' },
        shows: {
          due: due('$45.00', ['Change to Scale by the month', '$45.00']),
          ...{ next: '$69.99 on Apr 30, 2026, 09:00 AM UTC', credits: [500, 1400] },
          lots: [
            ['500', '500', 'stays until Jun 30, 2026'],
            ['–', '900', 'new, stays until Jun 30, 2026'],
          ],
        },
        words: 'No credits end by this change.',
        ...{ button: 'Upgrade to Scale, pay $45.00 today', says: 'Done. The plan is Scale now.' },
        then: { plan: 'Scale', balance: 1400, invoices: ['1 paid $45.00'] },
      },
      {
        to: '2026-04-30T09:00:00Z',
        then: { plan: 'Scale', balance: 2800, invoices: ['1 paid $45.00', '2 paid $69.99'] },
      },
    ],
  },
};
