import { DONE, due, type PlanPath } from '../plan-path';

/*
 * Tonspur (catalogs/scenarios/vendors/tonspur.json), a vendor who lets one choose how to upgrade. As usual: a new month
 * from today, the unused part of the old price is given back, and the credits that it had bought end. "Keep my renewal
 * date": what is left of the differences. A renewal carries half of what is unspent, at most 80. Creator €12.00 for 100,
 * Studio €30.00 for 300, each for two periods; 200 extra credits €15.00, from two on €14.00 each. Free credits pay first.
 */

const creator = { catalogId: 'tonspur', planId: 'creator' };
const toStudio = { type: 'changePlan', planId: 'studio', intervalId: 'month' } as const;
const pack = (count: number) => ({ type: 'buyPack', packId: 'extra-200', count }) as const;
const dubbing = (minute: number, language: number) => ({ feature: 'dubbing', quantity: { minute, language } });
const extra = (now: string, fate: string) => [now, '200', `${fate} until Apr 15, 2027`];

/** 31 May to 30 Jun, the middle. Of Creator's 100, 8 minutes × 5 languages × 2 = 80 are used. */
export const keepsItsDate: PlanPath = {
  ...{ on: creator, from: '2026-05-31T09:00:00Z', at: '2026-06-15T09:00:00Z' },
  before: [{ at: '2026-06-10T00:00:00Z', use: dubbing(8, 5) }],
  steps: [
    {
      ...{ order: toStudio, heading: 'Creator to Studio' },
      // Half of €12 would be €6.00 for 50 credits; 20 are left: 12.00 × 20 ÷ 100 = €2.40.
      shows: {
        due: due('€27.60', ['Studio by the month', '€30.00'], ['Unused time of Creator by the month', '−€2.40']),
        ...{ next: '€30.00 on Jul 15, 2026, 09:00 AM UTC', credits: [20, 300] },
        lots: [
          ['20', '0', 'ends on Jun 15, 2026, not on Jul 31, 2026'],
          ['–', '300', 'new, stays until Aug 15, 2026'],
        ],
      },
      way: {
        name: 'Keep my renewal date',
        // (30.00 − 12.00) ÷ 2 and (300 − 100) ÷ 2.
        shows: {
          due: due('€9.00', ['Change to Studio by the month', '€9.00']),
          ...{ next: '€30.00 on Jun 30, 2026, 09:00 AM UTC', credits: [20, 120] },
          lots: [
            ['20', '20', 'stays until Jul 31, 2026'],
            ['–', '100', 'new, stays until Jul 31, 2026'],
          ],
        },
      },
      ...{ button: 'Upgrade to Studio, pay €9.00 today', says: 'Done. The plan is Studio now.' },
      then: { plan: 'Studio', balance: 120, invoices: ['1 paid €9.00'] },
    },
    {
      // Half of 120, and 300.
      to: '2026-06-30T09:00:00Z',
      then: { plan: 'Studio', balance: 360, invoices: ['1 paid €9.00', '2 paid €30.00'] },
    },
  ],
};

/** 31 Jan to 28 Feb, the middle. The hold of 5 × 2 × 2 = 20 takes goodwill, which is free: 10 of 30 are left. */
export const asUsual: PlanPath = {
  ...{ on: creator, from: '2026-01-31T09:00:00Z', at: '2026-02-14T09:00:00Z' },
  before: [{ give: 30 }, { hold: dubbing(5, 2), until: '2026-03-10T00:00:00Z' }],
  steps: [
    {
      ...{ order: toStudio, heading: 'Creator to Studio' },
      shows: {
        due: due('€24.00', ['Studio by the month', '€30.00'], ['Unused time of Creator by the month', '−€6.00']),
        ...{ next: '€30.00 on Mar 14, 2026, 09:00 AM UTC', credits: [110, 360], held: [20, 20] },
        lots: [
          ['100', '50', '50 credits of it end on Feb 14, 2026'],
          ['10', '10', 'stays, and never ends'],
          ['–', '300', 'new, stays until Apr 14, 2026'],
        ],
      },
      ...{ button: 'Upgrade to Studio, pay €24.00 today', says: 'Done. The plan is Studio now.' },
      then: { plan: 'Studio', balance: 360, held: 20, invoices: ['1 paid €24.00'] },
    },
    {
      // Of 50 + 300 no more than 80 are carried; 300 come; the hold has lapsed, and its 20 are goodwill again.
      to: '2026-03-14T09:00:00Z',
      then: { plan: 'Studio', balance: 80 + 300 + 30, invoices: ['1 paid €24.00', '2 paid €30.00'] },
    },
  ],
};

/** 31 Mar to 30 Apr, the middle. */
export const packsByVolume: PlanPath = {
  ...{ on: creator, from: '2026-03-31T09:00:00Z', at: '2026-04-15T09:00:00Z' },
  steps: [
    {
      ...{ order: pack(1), heading: '1 × 200 extra credits' },
      shows: {
        due: due('€15.00', ['1 × 200 extra credits', '€15.00']),
        ...{ next: '€12.00 on Apr 30, 2026, 09:00 AM UTC', credits: [100, 300] },
        lots: [['100', '100', 'stays until May 31, 2026'], extra('–', 'new, stays')],
      },
      ...{ button: 'Buy 1 × 200 extra credits, pay €15.00 today', says: DONE.credits },
      then: { plan: 'Creator', balance: 300, invoices: ['1 paid €15.00'] },
    },
    {
      ...{ order: pack(3), heading: '3 × 200 extra credits' },
      // 3 × 14.00.
      shows: {
        due: due('€42.00', ['3 × 200 extra credits', '€42.00']),
        ...{ next: '€12.00 on Apr 30, 2026, 09:00 AM UTC', credits: [300, 900] },
        lots: [
          ...[['100', '100', 'stays until May 31, 2026'], extra('200', 'stays')],
          ...[extra('–', 'new, stays'), extra('–', 'new, stays'), extra('–', 'new, stays')],
        ],
      },
      ...{ button: 'Buy 3 × 200 extra credits, pay €42.00 today', says: DONE.credits },
      then: { plan: 'Creator', balance: 900, invoices: ['1 paid €15.00', '2 paid €42.00'] },
    },
    {
      // The packs need a plan that is paid for: they are locked then, not lost. Guest's five of the day come.
      ...{ order: { type: 'cancel' }, heading: 'Cancel Creator' },
      shows: {
        ...{ due: [], next: null, credits: [900, 805], locked: [0, 800] },
        lots: [
          ['100', '0', 'ends on Apr 30, 2026, not on May 31, 2026'],
          ...[extra('200', 'stays'), extra('200', 'stays'), extra('200', 'stays'), extra('200', 'stays')],
          ['–', '5', 'new, stays until May 1, 2026'],
        ],
      },
      button: 'Cancel Creator on Apr 30, 2026',
      says: 'The Creator plan is cancelled. It runs until Apr 30, 2026, 09:00 AM UTC, and can be resumed until then.',
      then: { plan: 'Creator', balance: 900, invoices: ['1 paid €15.00', '2 paid €42.00'] },
    },
    {
      to: '2026-04-30T09:00:00Z',
      then: { plan: 'Guest', balance: 805, invoices: ['1 paid €15.00', '2 paid €42.00'] },
    },
  ],
};
