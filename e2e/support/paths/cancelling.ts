import { due, type PlanPaths } from '../plan-path';

/*
 * Cancellations wait for the period's end, and are taken back until then. Captions keeps what is left to its own end, AI
 * Studios ends it with the period; goodwill stays in both, and then the account is on Free.
 */

export const cancellingPaths: PlanPaths = {
  // A cancellation keeps everything to its own end; whoever never had the 200 that come once gets them with Free. 28 Feb
  // to 28 Mar, mid-cycle.
  'Captions: Max is cancelled on the 28th, resumed, and cancelled': {
    long: true,
    ...{ on: { catalogId: 'captions', planId: 'max' }, from: '2026-02-28T09:00:00Z', at: '2026-03-14T09:00:00Z' },
    steps: (() => {
      const asked = {
        ...{ order: { type: 'cancel' } as const, heading: 'Cancel Max' },
        shows: {
          ...{ due: [], next: null, credits: [500, 700] },
          lots: [
            ['500', '500', 'stays until May 28, 2026'],
            ['–', '200', 'new, and never ends'],
          ],
        },
        button: 'Cancel Max on Mar 28, 2026',
        says: 'The Max plan is cancelled. It runs until Mar 28, 2026, 09:00 AM UTC, and can be resumed until then.',
        then: { plan: 'Max', balance: 500, invoices: [] },
      };
      return [
        asked,
        { press: 'Resume Max', says: 'Done. The Max plan goes on as before.', then: asked.then },
        asked,
        { to: '2026-03-28T09:00:00Z', then: { plan: 'Free', balance: 700, invoices: [] } },
      ];
    })(),
  },

  // 28 Feb to 28 Mar. The 150 end with the period, Free brings its 16.
  'AI Studios: Team is cancelled mid-cycle, resumed and cancelled; its credits end and goodwill stays': {
    ...{ on: { catalogId: 'ai-studios', planId: 'team' }, from: '2026-02-28T09:00:00Z', at: '2026-03-14T09:00:00Z' },
    before: [{ give: 40 }],
    steps: (() => {
      const asked = {
        ...{ order: { type: 'cancel' } as const, heading: 'Cancel Team' },
        shows: {
          ...{ due: [], next: null, credits: [190, 56] },
          lots: [
            ['150', '0', 'ends on Mar 28, 2026'],
            ['40', '40', 'stays, and never ends'],
            ['–', '16', 'new, stays until Apr 28, 2026'],
          ],
        },
        button: 'Cancel Team on Mar 28, 2026',
        says: 'The Team plan is cancelled. It runs until Mar 28, 2026, 09:00 AM UTC, and can be resumed until then.',
        then: { plan: 'Team', balance: 190, invoices: [] },
      };
      return [
        asked,
        { press: 'Resume Team', says: 'Done. The Team plan goes on as before.', then: asked.then },
        asked,
        { to: '2026-03-28T09:00:00Z', then: { plan: 'Free', balance: 56, invoices: [] } },
      ];
    })(),
  },

  // A new subscription: the whole price, the whole credits, and dates of its own. Free's 16 stay to their own end, and
  // that is before the year's.
  'AI Studios: from Free to Personal by the year on the 29th, then cancelled': {
    ...{ on: { catalogId: 'ai-studios', planId: 'free' }, from: '2026-01-15T09:00:00Z', at: '2026-01-29T10:00:00Z' },
    steps: [
      {
        ...{ order: { type: 'changePlan', planId: 'personal', intervalId: 'year' }, heading: 'Free to Personal' },
        shows: {
          due: due('$348.00', ['Personal by the year', '$348.00']),
          next: '$348.00 on Jan 29, 2027, 10:00 AM UTC',
          credits: [16, 736],
          lots: [
            ['16', '16', 'stays until Feb 15, 2026'],
            ['–', '720', 'new, stays until Jan 29, 2027'],
          ],
        },
        ...{ button: 'Upgrade to Personal, pay $348.00 today', says: 'Done. The plan is Personal now.' },
        then: { plan: 'Personal', balance: 736, invoices: ['1 paid $348.00'] },
      },
      {
        ...{ order: { type: 'cancel' }, heading: 'Cancel Personal' },
        shows: {
          ...{ due: [], next: null, credits: [736, 16] },
          lots: [
            ['16', '0', 'ends on Feb 15, 2026'],
            ['720', '0', 'ends on Jan 29, 2027'],
            ['–', '16', 'new, stays until Feb 28, 2027'],
          ],
        },
        words: '720 credits end on Jan 29, 2027, 10:00 AM UTC.',
        button: 'Cancel Personal on Jan 29, 2027',
        says: 'The Personal plan is cancelled. It runs until Jan 29, 2027, 10:00 AM UTC, and can be resumed until then.',
        then: { plan: 'Personal', balance: 736, invoices: ['1 paid $348.00'] },
      },
      { to: '2027-01-29T10:00:00Z', then: { plan: 'Free', balance: 16, invoices: ['1 paid $348.00'] } },
    ],
  },
};
