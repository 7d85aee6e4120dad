import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fairnessOf, type FairnessPoint, type FairnessReason } from './fairness';
import { parseCatalog } from './parse';
import type { CarryOver, Catalog } from './schema';

function read(id: string): Catalog {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${id}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

const captions = read('captions');
const aiStudios = read('ai-studios');
const artifio = read('artifio');

describe('the seven points', () => {
  it.each([
    [captions, ['yes', 'yes', 'yes', 'cannotTell', 'no', 'yes', 'yes']],
    [aiStudios, ['yes', 'yes', 'no', 'yes', 'no', 'yes', 'yes']],
    [artifio, ['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes']],
  ])('$name', (catalog, verdicts) => {
    expect(fairnessOf(catalog).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

/** A copy with one thing changed. */
function changed(catalog: Catalog, change: (copy: Catalog) => void): Catalog {
  const copy = structuredClone(catalog);
  change(copy);
  return copy;
}

const part = (fraction: number, atMost?: bigint): CarryOver => ({ type: 'fraction', of: 'unspent', fraction, atMost });

describe('what else a catalog may say', () => {
  const point = (catalog: Catalog, name: FairnessPoint) => fairnessOf(catalog).find((each) => each.point === name);

  it('all that is left, or nearly all, fits normal variation', () => {
    const all = changed(captions, (copy) => copy.plans.slice(1).forEach((plan) => (plan.carryOver = part(1))));
    expect(point(all, 'noExpiry')).toMatchObject({ verdict: 'yes', reason: { key: 'rollsOver' } });
  });

  it('one pack that gets cheaper by the dozen has breakpoints too', () => {
    const one = changed(artifio, (copy) => {
      copy.packs.splice(1);
      copy.packs[0]!.volume = [{ from: 12, price: 450n }];
    });
    expect(point(one, 'packs')).toMatchObject({ verdict: 'yes', reason: { key: 'volumeFalls' } });
  });

  it('whether a price for those on a plan is one by the way of paying is for people to say', () => {
    const byPlan = changed(artifio, (copy) => (copy.packs[0]!.planPrices = { 'pay-as-you-go': 450n }));
    expect(point(byPlan, 'oneWayOfPaying')).toMatchObject({ verdict: 'cannotTell', reason: { key: 'packsByPlan' } });
  });
});

describe('breaking a point is noticed', () => {
  const { packs } = artifio;
  const cases: [FairnessPoint, FairnessReason, Catalog][] = [
    [
      'creditPrice',
      'noCreditPrice',
      changed(artifio, (copy) => {
        copy.packs = [];
        copy.listPrice = undefined;
      }),
    ],
    [
      'everyPrice',
      'modelWithoutPrice',
      changed(artifio, (copy) => copy.models.push({ id: 'new', name: 'New', kind: 'text' })),
    ],
    ['noExpiry', 'boughtEnds', changed(artifio, (copy) => (copy.packs[0]!.lasts = { type: 'months', count: 12 }))],
    [
      'noExpiry',
      'shortLived',
      changed(captions, (copy) => (copy.plans[1]!.intervals[0]!.grants[0]!.lasts = { type: 'days', count: 7 })),
    ],
    [
      'noExpiry',
      'capBelowPeriod',
      changed(captions, (copy) => (copy.plans[1]!.carryOver = { type: 'amount', credits: 10_000_000n })),
    ],
    ['noExpiry', 'partEnds', changed(captions, (copy) => (copy.plans[1]!.carryOver = part(0.5)))],
    ['noExpiry', 'capBelowPeriod', changed(captions, (copy) => (copy.plans[1]!.carryOver = part(1, 10_000_000n)))],
    [
      'noExpiry',
      'endsWithPeriod',
      changed(captions, (copy) => {
        // What comes each week and lasts ten days outlives its own week, but not the one after it.
        const [grant] = copy.plans[1]!.intervals[0]!.grants;
        Object.assign(grant!, { when: 'days', everyDays: 7, lasts: { type: 'days', count: 10 } });
      }),
    ],
    [
      'noExpiry',
      'shortLived',
      changed(captions, (copy) => {
        const [grant] = copy.plans[1]!.intervals[0]!.grants;
        Object.assign(grant!, { when: 'days', everyDays: 7, lasts: { type: 'days', count: 6 } });
      }),
    ],
    [
      'sameCapability',
      'modelTwice',
      changed(artifio, (copy) => {
        const video = copy.features[2]!;
        const price = { type: 'perBlock' as const, unit: 'second', size: 5, credits: 60_000_000n, fractions: false };
        copy.features.push({ ...video, id: 'again', price: { type: 'byModel', models: { 'video-draft': price } } });
      }),
    ],
    ['packs', 'onePack', changed(artifio, (copy) => copy.packs.splice(1))],
    ['packs', 'packDearer', changed(artifio, (copy) => (copy.packs[3]!.price = packs[3]!.price * 2n))],
    [
      'noPressure',
      'bonusRunsOut',
      changed(captions, (copy) => (copy.plans[0]!.intervals[0]!.grants[0]!.lasts = { type: 'days', count: 3 })),
    ],
    ['oneWayOfPaying', 'intervalsDiffer', changed(aiStudios, (copy) => (copy.plans[1]!.intervals[1]!.price = 29000n))],
  ];
  it.each(cases)('%s: %s', (point, reason, catalog) => {
    expect(fairnessOf(catalog).find((each) => each.point === point)).toMatchObject({
      verdict: 'no',
      reason: { key: reason },
    });
  });
});
