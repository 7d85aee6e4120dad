import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalog } from './parse';
import { policyOf, type CatalogPolicy } from './policy';
import { budgetsOf } from './price-page';
import type { Catalog } from './schema';

function read(id: string): Catalog {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${id}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

const catalogs = { captions: read('captions'), 'ai-studios': read('ai-studios'), artifio: read('artifio') };
type Id = keyof typeof catalogs;
const policies = Object.fromEntries(Object.entries(catalogs).map(([id, catalog]) => [id, policyOf(catalog)])) as Record<
  Id,
  CatalogPolicy
>;

function term(id: Id, planId: string, termId: string) {
  const plan = policies[id].plans.find((each) => each.id === planId)!;
  return { plan, term: plan.terms.find((each) => each.id === termId)! };
}

describe('what the plans of the three catalogs mean', () => {
  it.each<[Id, string, string, number | null, number | null, number, number | null, string | null]>([
    // catalog, plan, interval, price, a month, credits a period, per 1,000, per credit
    ['captions', 'free', 'month', 0, 0, 0, null, null],
    ['captions', 'pro', 'month', 999, 999, 200, 4995, '0.04995'],
    ['captions', 'max', 'month', 2499, 2499, 500, 4998, '0.04998'],
    ['captions', 'scale', 'month', 6999, 6999, 1400, 4999, '0.04999'],
    ['captions', 'scale-2x', 'month', 13999, 13999, 2800, 5000, '0.05'],
    ['captions', 'scale-4x', 'month', 27999, 27999, 5600, 5000, '0.05'],
    ['ai-studios', 'free', 'month', 0, 0, 16, null, null],
    ['ai-studios', 'personal', 'month', 2900, 2900, 60, 48333, '0.4833'],
    ['ai-studios', 'personal', 'year', 34800, 2900, 720, 48333, '0.4833'],
    ['ai-studios', 'team', 'month', 3900, 3900, 150, 26000, '0.26'],
    ['ai-studios', 'team', 'year', 46800, 3900, 1800, 26000, '0.26'],
    ['ai-studios', 'enterprise', 'contract', null, null, 0, null, null],
    ['artifio', 'pay-as-you-go', 'month', 0, 0, 0, null, null],
  ])('%s %s by the %s', (id, planId, termId, price, pricePerMonth, recurringCredits, perThousand, perCredit) => {
    expect(term(id, planId, termId).term).toMatchObject({
      price,
      pricePerMonth,
      recurringCredits,
      unit: perThousand === null ? null : { perThousand, perCredit },
    });
  });

  it.each<[Id, string, string, object]>([
    ['captions', 'free', 'month', { lasts: { type: 'never' }, carried: { type: 'outside' } }],
    [
      'captions',
      'max',
      'month',
      { lasts: { type: 'periods', count: 3 }, carried: { type: 'times', times: 2, credits: 500, perSeat: false } },
    ],
    ['ai-studios', 'free', 'month', { periodMonths: 1, carried: { type: 'nothing' } }],
    ['ai-studios', 'personal', 'year', { periodMonths: 12, lasts: { count: 1 }, carried: { type: 'nothing' } }],
  ])('%s %s by the %s: how long its credits last', (id, planId, termId, lasting) => {
    expect(term(id, planId, termId).term.grants).toMatchObject([{ lasting }]);
  });

  it('counts seats', () => {
    expect(term('ai-studios', 'team', 'month')).toMatchObject({
      plan: { seats: { min: 1, max: null } },
      term: { pricePerSeat: true, grants: [{ credits: 150, perSeat: true, rhythm: 'period' }] },
    });
    expect(term('ai-studios', 'personal', 'month').plan.seats).toBeNull();
  });
});

describe('what one credit costs', () => {
  it.each<[Id, string, string, string, string]>([
    ['captions', 'Pro', '0.04995', 'Scale 4x', '0.05'],
    ['ai-studios', '200 more credits', '0.15', 'Personal', '0.4833'],
    ['artifio', '50,000 credits', '0.0085', 'Artifio', '0.01'],
  ])('%s: cheapest with %s at %s, dearest with %s at %s', (id, cheapest, least, dearest, most) => {
    expect(policies[id].creditPrice).toMatchObject({
      cheapest: { name: cheapest, price: { perCredit: least } },
      dearest: { name: dearest, price: { perCredit: most } },
    });
  });

  it('is nothing where nothing has a price', () => {
    const free = { ...catalogs.artifio, listPrice: undefined, packs: [] };
    expect(policyOf(free)).toMatchObject({ creditPrice: null, listPrice: null });
  });
});

describe('what else can be bought', () => {
  it("Artifio's packs, each cheaper by the credit than the one before", () => {
    const { packs, listPrice } = policies.artifio;
    expect(packs.map(({ credits, price, unit }) => [credits, price, unit?.perCredit, unit?.perThousand])).toEqual([
      [500, 500, '0.01', 1000],
      [2000, 1900, '0.0095', 950],
      [10000, 9000, '0.009', 900],
      [50000, 42500, '0.0085', 850],
    ]);
    expect(listPrice).toEqual({ perThousand: 1000, perCredit: '0.01' });
  });

  it("AI Studios' add-ons", () => {
    expect(policies['ai-studios'].addOns).toMatchObject([
      { plans: ['Personal'], credits: 60, price: 1000, shared: false, refundable: false, unit: { perThousand: 16667 } },
      { plans: ['Team'], credits: 200, price: 3000, shared: true, refundable: false, unit: { perThousand: 15000 } },
    ]);
  });
});

describe('changes that a catalog leaves room for', () => {
  it.each<[Id, boolean, boolean, boolean, boolean]>([
    ['captions', true, true, true, true],
    ['ai-studios', true, true, true, true],
    ['artifio', false, false, false, false],
  ])('%s: from free %s, up %s, down %s, cancel %s', (id, startsPaid, upgrade, downgrade, cancel) => {
    const { changes } = policies[id];
    expect([changes.startsPaid, changes.upgrade !== null, changes.downgrade !== null, changes.cancel !== null]).toEqual(
      [startsPaid, upgrade, downgrade, cancel],
    );
  });
});

it('a higher plan that is sold by the year only is a longer interval, not an upgrade', () => {
  const { plans } = catalogs['ai-studios'];
  const [personal, team] = [plans[1]!, plans[2]!];
  const sold = (...terms: [typeof personal, ...string[]][]) =>
    policyOf({
      ...catalogs['ai-studios'],
      plans: terms.map(([plan, ...ids]) => ({
        ...plan,
        intervals: plan.intervals.filter(({ id }) => ids.includes(id)),
      })),
      addOns: [],
    }).changes;
  expect(sold([personal, 'month'], [team, 'year'])).toMatchObject({ upgrade: null, upgradeChoices: [] });
  expect(sold([personal, 'month'], [team, 'year']).longerInterval).not.toBeNull();
  expect(sold([personal, 'year'], [team, 'month'])).toMatchObject({ upgrade: null, longerInterval: null });
  expect(sold([personal, 'month'], [team, 'month'])).toMatchObject({ longerInterval: null });
  expect(sold([personal, 'month'], [team, 'month']).upgrade).not.toBeNull();
});

it('a yearly plan that refreshes each month counts twelve times its month, and lasts by the month', () => {
  const personal = catalogs['ai-studios'].plans[1]!;
  const yearly = personal.intervals[1]!;
  const grant = { ...yearly.grants[0]!, credits: 60_000_000n, when: 'month' as const };
  const plan = { ...personal, intervals: [{ ...yearly, grants: [grant] }] };
  const [found] = policyOf({ ...catalogs['ai-studios'], plans: [plan], addOns: [] }).plans;
  expect(found!.terms).toMatchObject([{ recurringCredits: 720, grants: [{ lasting: { periodMonths: 1 } }] }]);
});

it.each<[Id, [string, number][]]>([
  [
    'captions',
    [
      ['free', 200],
      ['pro', 200],
      ['max', 500],
      ['scale', 1400],
      ['scale-2x', 2800],
      ['scale-4x', 5600],
    ],
  ],
  [
    'ai-studios',
    [
      ['free', 16],
      ['personal', 60],
      ['personal-year', 720],
      ['team', 150],
      ['team-year', 1800],
    ],
  ],
  [
    'artifio',
    [
      ['credits-500', 500],
      ['credits-2000', 2000],
      ['credits-10000', 10000],
      ['credits-50000', 50000],
    ],
  ],
])('%s: whose credits a page can show the worth of', (id, expected) => {
  expect(budgetsOf({ policy: policies[id] }).map((each) => [each.id, each.credits])).toEqual(expected);
});
