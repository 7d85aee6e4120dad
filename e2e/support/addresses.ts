import type { Database } from '@/db/client';
import { instantFromText } from '@/db/schema/columns';
import { periodName } from '@/lib/usage/period-name';
import { demoPerson } from './app';

/** Pages that somebody opens one after another. */
export interface Visit {
  /** One of the demo's people; null: nobody is signed in. */
  name: string | null;
  addresses: string[];
}

export const audiences = ['guests', 'subscribers', 'support'] as const;
export type Audience = (typeof audiences)[number];

/** Every page of the build, in the demo: as guests, subscribers and support see it. */
export async function visitsOf(database: Database, audience: Audience): Promise<Visit[]> {
  switch (audience) {
    case 'guests':
      return [
        {
          name: null,
          addresses: [
            ...['/sign-in', '/sign-up', '/portal', '/confirm-address', '/prices', '/developers', '/no-such-page'],
            ...['captions', 'ai-studios', 'artifio'].map((catalog) => `/prices/${catalog}`),
          ],
        },
      ];
    case 'subscribers': {
      const home = own('steady');
      const first = [`${home}/usage`, `${home}/usage?by=model`, `${home}/activity?kind=refund`, `${home}/playground`];
      return [
        { name: 'steady', addresses: [...first, ...(await roomsOf(database, 'steady', home))] },
        { name: 'steady', addresses: ordersOf.steady.map((order) => `${home}/plan/change?${order}`) },
        ...['new', 'low', 'team', 'packs'].map((name) => ({
          name,
          addresses: [
            ...[`${own(name)}/usage`, `${own(name)}/balance`, `${own(name)}/plan`],
            ...(ordersOf[name] ?? []).map((order) => `${own(name)}/plan/change?${order}`),
          ],
        })),
      ];
    }
    case 'support': {
      const home = `/support${own('low')}`;
      const found = `/support?email=${demoPerson('steady').email}`;
      const first = ['/support', found, '/support?email=nobody@example.com', home];
      return [{ name: 'support', addresses: [...first, ...(await roomsOf(database, 'low', home))] }];
    }
  }
}

/** What can be looked at before it is ordered: one of each kind, and one that is not possible. */
const ordersOf: Record<string, string[]> & { steady: string[] } = {
  steady: [
    'type=changePlan&planId=scale&intervalId=month',
    'type=changePlan&planId=pro&intervalId=month',
    'type=cancel',
    'type=resume',
  ],
  team: ['type=changeSeats&seats=9', 'type=addUnits&addOnId=team-credits&units=2'],
  packs: ['type=buyPack&packId=credits-2000&count=3'],
};

function own(name: string): string {
  return `/accounts/${demoPerson(name).account}`;
}

/** The rooms of an account that members and staff have in common, with a receipt for every status there is. */
async function roomsOf(database: Database, name: string, home: string): Promise<string[]> {
  const { account } = demoPerson(name);
  const generations = await database.sql<{ id: string }[]>`
    SELECT DISTINCT ON (status) id FROM generations WHERE account_id = ${account} ORDER BY status, id`;
  const [header] = await database.sql`SELECT period_start FROM headers WHERE account_id = ${account}`;
  const period = periodName(instantFromText(header!.period_start as string));
  return [
    ...['activity', 'balance', 'calculator', 'statements', `statements/${period}`, 'plan', 'billing', 'invoices/1'].map(
      (room) => `${home}/${room}`,
    ),
    ...generations.map(({ id }) => `${home}/generations/${id}`),
  ];
}
