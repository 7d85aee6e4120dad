import { DONE, due, type PlanPaths } from '../plan-path';

/*
 * Artifio: no plan to change, packs at a lower price for each credit the more one buys, and nothing ends: 500 for $5.00,
 * 2,000 for $19.00, 10,000 for $90.00, 50,000 for $425.00. Each pack is a lot of its own.
 */

const pack = (packId: string, count: number) => ({ type: 'buyPack', packId, count }) as const;
const own = ['100', '100', 'stays, and never ends'];
const stays = (credits: string) => [credits, credits, 'stays, and never ends'];
const comes = (credits: string) => ['–', credits, 'new, and never ends'];

export const artifioPaths: PlanPaths = {
  // Of 300 as goodwill 4 × 5 s of draft video hold 4 × 50 = 200: 100 are left.
  'packs at every breakpoint beside goodwill and an open hold, from 31 Jan on': {
    on: { catalogId: 'artifio', planId: 'pay-as-you-go' },
    ...{ from: '2026-01-31T09:00:00Z', at: '2026-02-14T09:00:00Z' },
    before: [
      { give: 300 },
      { hold: { feature: 'video-generation', model: 'video-draft', quantity: 20 }, until: '2026-02-20T00:00:00Z' },
    ],
    steps: [
      {
        ...{ order: pack('credits-500', 1), heading: '1 × 500 credits' },
        shows: {
          due: due('$5.00', ['1 × 500 credits', '$5.00']),
          ...{ next: null, credits: [100, 600], held: [200, 200], lots: [own, comes('500')] },
        },
        ...{ button: 'Buy 1 × 500 credits, pay $5.00 today', says: DONE.credits },
        then: { plan: 'Pay as you go', balance: 600, held: 200, invoices: ['1 paid $5.00'] },
      },
      {
        // 3 × 19.
        ...{ order: pack('credits-2000', 3), heading: '3 × 2,000 credits' },
        shows: {
          due: due('$57.00', ['3 × 2,000 credits', '$57.00']),
          ...{ next: null, credits: [600, 6600], held: [200, 200] },
          lots: [own, stays('500'), comes('2,000'), comes('2,000'), comes('2,000')],
        },
        ...{ button: 'Buy 3 × 2,000 credits, pay $57.00 today', says: DONE.credits },
        then: { plan: 'Pay as you go', balance: 6600, held: 200, invoices: ['1 paid $5.00', '2 paid $57.00'] },
      },
      {
        // 2 × 425.
        ...{ order: pack('credits-50000', 2), heading: '2 × 50,000 credits' },
        shows: {
          due: due('$850.00', ['2 × 50,000 credits', '$850.00']),
          ...{ next: null, credits: [6600, 106_600], held: [200, 200] },
          lots: [
            ...[own, stays('500'), stays('2,000'), stays('2,000'), stays('2,000')],
            ...[comes('50,000'), comes('50,000')],
          ],
        },
        ...{ button: 'Buy 2 × 50,000 credits, pay $850.00 today', says: DONE.credits },
        then: {
          ...{ plan: 'Pay as you go', balance: 106_600, held: 200 },
          invoices: ['1 paid $5.00', '2 paid $57.00', '3 paid $850.00'],
        },
      },
      {
        // The hold has lapsed, and the month is over: its 200 are back, and nothing else has come or gone.
        to: '2026-02-28T09:00:00Z',
        then: {
          ...{ plan: 'Pay as you go', balance: 106_800 },
          invoices: ['1 paid $5.00', '2 paid $57.00', '3 paid $850.00'],
        },
      },
    ],
  },
};
