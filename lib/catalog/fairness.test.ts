import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fairnessOf, type FairnessPoint, type FairnessReason } from './fairness';
import { parseCatalog } from './parse';
import type { Catalog } from './schema';

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
