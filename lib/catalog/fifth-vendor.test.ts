import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText } from '../credits';
import { fairnessOf } from './fairness';
import { policyOf } from './policy';
import { budgetsOf } from './price-page';
import { quote, type GenerationRequest } from './price';
import { bought, featurePrices } from './price-figures';
import type { Catalog } from './schema';
import { exampleCatalog } from './testing/example';

/** A vendor that is none of the four: the whole example of docs/catalogs.md, which needed a file and no code. */
const lumen = exampleCatalog();

function priced(request: GenerationRequest, freeLeft: Record<string, number> = {}, catalog: Catalog = lumen) {
  const answer = quote(catalog, request, (feature) =>
    feature in freeLeft ? BigInt(freeLeft[feature]! * 1_000_000) : null,
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

function refused(request: GenerationRequest) {
  const answer = quote(lumen, request);
  if (answer.ok) throw new Error(`was priced at ${decimalText(answer.value.credits)}`);
  return answer.error;
}

describe('its prices', () => {
  const video = (quality: string, quantity: number): GenerationRequest => {
    return { feature: 'video', model: 'reel', options: { quality }, quantity };
  };
  it.each<[string, GenerationRequest, string]>([
    [
      'per unit, a fraction of a credit, by model',
      { feature: 'image', model: 'spark', quantity: 3 },
      '0.5 × 3 images = 1.5',
    ],
    [
      'by model and option',
      { feature: 'image', model: 'flare', options: { resolution: '4k' }, quantity: 2 },
      '5 × 2 images = 10',
    ],
    ['tiers by length within one quality', video('standard', 5), '5 seconds, up to 5 = 10'],
    ['the next tier of that quality', video('standard', 6), '6 seconds, up to 10 = 18'],
    ['the same length in another quality', video('high', 6), '6 seconds, up to 10 = 36'],
    [
      'per started 10 seconds',
      { feature: 'voice', quantity: 21 },
      '1 × 3 started blocks of 10 seconds (21 seconds) = 3',
    ],
    [
      'per 1,000 tokens',
      { feature: 'text', quantity: 2500 },
      '0.4 × 3 started blocks of 1000 tokens (2500 tokens) = 1.2',
    ],
    ['a minimum', { feature: 'translation', quantity: 499 }, '0.002 × 499 words, at least 1 = 1'],
    ['above the minimum', { feature: 'translation', quantity: 501 }, '0.002 × 501 words = 1.002'],
    ['tiers by quantity', { feature: 'upscaling', quantity: 12 }, '1 × 10 images + 0.5 × 2 images = 11'],
    ['two dimensions', { feature: 'stock', quantity: { piece: 3, day: 5 } }, '2 × 3 pieces × 5 days = 30'],
    [
      'two dimensions, half a day',
      { feature: 'stock', quantity: { piece: 7, day: 1.5 } },
      '2 × 7 pieces × 1.5 days = 21',
    ],
    [
      'two dimensions below their minimum',
      { feature: 'stock', quantity: { piece: 1, day: 0.5 } },
      '2 × 1 piece × 0.5 days, at least 10 = 10',
    ],
    [
      'lines that add up, and what they ask for',
      {
        feature: 'assistant',
        quantity: { message: 2, step: 3 },
        includes: [{ feature: 'stock', quantity: { piece: 5, day: 1 } }],
      },
      '1 × 2 messages + 2 × 3 steps + 2 × 5 pieces × 1 day = 18',
    ],
    ['free', { feature: 'layout' }, '1 layout, free = 0'],
    ['with free units, of which none are left', { feature: 'cut-out', quantity: 4 }, '1 × 4 images = 4'],
  ])('%s', (_, request, formula) => {
    expect(priced(request).formula).toBe(formula);
  });

  it('name both units of two dimensions in the line', () => {
    const { lines } = priced({ feature: 'stock', quantity: { piece: 7, day: 1.5 } });
    expect(lines).toMatchObject([{ unit: 'piece-day', quantity: '10.5', credits: 21_000_000n }]);
  });

  it.each<[string, GenerationRequest, string]>([
    ['one number for two', { feature: 'stock', quantity: 3 }, '/quantity'],
    ['none at all', { feature: 'stock' }, '/quantity'],
    ['one left out', { feature: 'stock', quantity: { piece: 3 } }, '/quantity/day'],
    ['the other left out', { feature: 'stock', quantity: { day: 3 } }, '/quantity/piece'],
    ['one of 0', { feature: 'stock', quantity: { piece: 3, day: 0 } }, '/quantity/day'],
    ['all of 0', { feature: 'stock', quantity: { piece: 0, day: 0 } }, '/quantity'],
    ['half a piece', { feature: 'stock', quantity: { piece: 0.5, day: 2 } }, '/quantity/piece'],
    ['seven decimals', { feature: 'stock', quantity: { piece: 1, day: 0.5000001 } }, '/quantity/day'],
    ['too little', { feature: 'stock', quantity: { piece: 1, day: 0.25 } }, '/quantity/day'],
    ['too much', { feature: 'stock', quantity: { piece: 1, day: 31 } }, '/quantity/day'],
    ['a third', { feature: 'stock', quantity: { piece: 1, day: 1, hour: 1 } }, '/quantity/hour'],
    ['more than the last tier', video('high', 11), '/quantity'],
  ])('refuse of a quantity: %s', (_, request, pointer) => {
    expect(refused(request)).toMatchObject({ code: 'invalid_quantity', pointer });
  });

  it('say which limits hold for a unit of two', () => {
    expect(refused({ feature: 'stock', quantity: { piece: 1, day: 31 } })).toMatchObject({
      detail: '31 is too many: days go up to 30',
      data: { unit: 'day', min: 0.5, max: 30, fractions: true },
    });
    expect(refused({ feature: 'stock', quantity: { piece: 3 } })).toMatchObject({
      detail: '0 is no quantity: days are a number above 0 with at most six decimals',
    });
  });

  it('of two dimensions are rounded up once, at the end', () => {
    const price = lumen.features.find(({ id }) => id === 'stock')!.price;
    if (price.type !== 'product') throw new Error('no product');
    const bounds = { fractions: true };
    const features = [
      {
        ...lumen.features[0]!,
        id: 'cut',
        price: { ...price, minimum: undefined, bounds: { piece: bounds, day: bounds } },
      },
    ];
    const micro = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), micro, micro, (credits, piece, day) => {
        const catalog = {
          ...lumen,
          features: features.map((each) => ({ ...each, price: { ...each.price, credits } })),
        };
        const quantity = { piece: piece / 1_000_000, day: day / 1_000_000 };
        const exact = credits * BigInt(piece) * BigInt(day);
        const { credits: charged } = priced({ feature: 'cut', quantity }, {}, catalog);
        expect(charged * 10n ** 12n).toBeGreaterThanOrEqual(exact);
        expect((charged - 1n) * 10n ** 12n).toBeLessThan(exact === 0n ? 1n : exact);
      }),
    );
  });
});

describe('the first units free', () => {
  const cutOut = (quantity: number, left: number) => priced({ feature: 'cut-out', quantity }, { 'cut-out': left });

  it.each<[number, number, string, number]>([
    // asked for, left free, formula, used up
    [3, 2, '3 images, 2 of them free: 1 × 1 image = 1', 2],
    [3, 3, '3 images, all of them free = 0', 3],
    [3, 10, '3 images, all of them free = 0', 3],
    [1, 1, '1 image, free = 0', 1],
    [3, 0, '1 × 3 images = 3', 0],
    [3, -1, '1 × 3 images = 3', 0],
  ])('%i images of which %i are left free', (quantity, left, formula, used) => {
    const answer = cutOut(quantity, left);
    expect(answer.formula).toBe(formula);
    expect(answer.lines[0]!.quantity).toBe(String(quantity));
    expect(answer.free).toEqual(
      used === 0 ? [] : [{ feature: 'cut-out', per: 'period', units: BigInt(used) * 1_000_000n }],
    );
  });

  it('are one total over all generations of a request', () => {
    const answer = priced(
      {
        feature: 'assistant',
        quantity: { message: 1 },
        includes: [
          { feature: 'cut-out', quantity: 2 },
          { feature: 'voice', quantity: 5 },
          { feature: 'cut-out', quantity: 4 },
          { feature: 'cut-out' },
        ],
      },
      { 'cut-out': 3 },
    );
    expect(answer.lines.map(({ formula }) => formula)).toEqual([
      '1 × 1 message = 1',
      '2 images, all of them free = 0',
      '1 × 1 started block of 10 seconds (5 seconds) = 1',
      '4 images, 1 of them free: 1 × 3 images = 3',
      '1 × 1 image = 1',
    ]);
    expect(answer.free).toEqual([{ feature: 'cut-out', per: 'period', units: 3_000_000n }]);
    expect(answer.credits).toBe(6_000_000n);
  });

  it('are not used up by what is free anyway, nor by features that have none', () => {
    const own = {
      ...lumen.features.find(({ id }) => id === 'cut-out')!,
      price: { type: 'free' as const, unit: 'image' },
    };
    const catalog = { ...lumen, features: [own] };
    expect(priced({ feature: 'cut-out', quantity: 4 }, { 'cut-out': 10 }, catalog).free).toEqual([]);
    expect(priced({ feature: 'voice', quantity: 4 }, { voice: 10 })).toMatchObject({ credits: 1_000_000n, free: [] });
  });

  it('come off the quantity before tiers, lines and minimums are applied', () => {
    const seconds = { unit: 'second', fractions: true };
    const base = {
      type: 'bands' as const,
      mode: 'whole' as const,
      bands: [
        { upTo: 5, credits: 3_000_000n },
        { upTo: null, credits: 9_000_000n },
      ],
      ...seconds,
    };
    const rate = { type: 'perUnit' as const, credits: 1_000_000n, minimum: 2_000_000n, ...seconds };
    const log = { type: 'free' as const };
    const lines = [
      { id: 'base', name: 'Base', price: base },
      { id: 'rate', name: 'Rate', price: rate },
      { id: 'log', name: 'Log', price: log },
    ];
    const feature = {
      ...lumen.features[0]!,
      id: 'clip',
      price: { type: 'sum' as const, lines },
      firstFree: { units: 5, per: 'ever' as const },
    };
    const catalog = { ...lumen, features: [feature] };
    expect(priced({ feature: 'clip', quantity: 6.5 }, { clip: 5 }, catalog)).toMatchObject({
      formula:
        '(6.5 seconds, 5 of them free: 1.5 seconds, up to 5) + (6.5 seconds, 5 of them free: 1 × 1.5 seconds, at least 2) + free = 5',
      free: [{ feature: 'clip', per: 'ever', units: 5_000_000n }],
    });
    expect(priced({ feature: 'clip', quantity: 1 }, { clip: 0.5 }, catalog).lines[1]!.formula).toBe(
      '1 second, 0.5 of it free: 1 × 0.5 seconds, at least 2 = 2',
    );
  });

  it('never make a request dearer, nor cheaper than nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 1000 }), (quantity, left) => {
        const answer = cutOut(quantity, left);
        expect(answer.credits).toBe(BigInt(Math.max(0, quantity - left)) * 1_000_000n);
      }),
    );
  });
});

describe('its price list', () => {
  const figures = Object.fromEntries(featurePrices(lumen).map((feature) => [feature.id, feature]));

  it('has every figure of every tier', () => {
    expect(figures.video!.figures.map(({ options, credits, per }) => [options[0]!.choice, credits, per])).toEqual([
      ['standard', 10, { type: 'band', unit: 'second', above: 0, upTo: 5 }],
      ['standard', 18, { type: 'band', unit: 'second', above: 5, upTo: 10 }],
      ['high', 20, { type: 'band', unit: 'second', above: 0, upTo: 5 }],
      ['high', 36, { type: 'band', unit: 'second', above: 5, upTo: 10 }],
    ]);
  });

  it('has what is multiplied, with the limits of each unit, and what credits buy of it', () => {
    const [figure] = figures.stock!.figures;
    expect(figure).toMatchObject({
      credits: 2,
      per: {
        type: 'product',
        units: [
          { unit: 'piece', max: null },
          { unit: 'day', max: 30 },
        ],
        minimum: 10,
      },
      max: null,
    });
    expect(bought(figure!, 25)).toEqual({ count: 12, unit: 'piece-day' });
    expect(bought(figure!, 9)).toEqual({ count: 0, unit: 'piece-day' });
  });

  it('has what is free at first', () => {
    expect(figures['cut-out']!.firstFree).toEqual({ units: 10, unit: 'image', per: 'period' });
    expect(figures.voice!.firstFree).toBeNull();
  });
});

describe('its rules', () => {
  const policy = policyOf(lumen);
  const grants = policy.plans.flatMap(({ terms }) => terms.flatMap((term) => term.grants));

  it('say when credits come and how long they last', () => {
    expect(grants.map(({ rhythm, everyDays, lasting }) => [rhythm, everyDays, lasting])).toEqual([
      [
        'days',
        1,
        { periodMonths: null, periodDays: 1, lasts: { type: 'periods', count: 1 }, carried: { type: 'nothing' } },
      ],
      ['once', null, { periodMonths: 1, lasts: { type: 'months', count: 1 }, carried: { type: 'outside' } }],
      ['period', null, { periodMonths: 1, lasts: { type: 'periods', count: 2 }, carried: half }],
      ['month', null, { periodMonths: 1, lasts: { type: 'periods', count: 2 }, carried: half }],
      [
        'calendarMonth',
        null,
        {
          periodMonths: 1,
          onTheFirst: true,
          lasts: { type: 'periods', count: 3 },
          carried: { type: 'amount', credits: 1000 },
        },
      ],
    ]);
  });

  it('count what comes within a period: 30 days to a month, twelve months to a year, the fewest seats', () => {
    const terms = policy.plans.flatMap((plan) => plan.terms.map((term) => [plan.id, term.id, term.recurringCredits]));
    expect(terms).toEqual([
      ['starter', 'month', 150],
      ['pro', 'month', 400],
      ['pro', 'year', 4800],
      ['studio', 'month', 1400],
    ]);
    expect(budgetsOf({ policy }).map(({ id, credits }) => [id, credits])).toEqual([
      ['starter', 150],
      ['pro', 400],
      ['pro-year', 4800],
      ['studio', 1400],
      ['boost', 100],
    ]);
  });

  it('count the days of a year where it is paid by the year', () => {
    const [starter] = lumen.plans;
    const yearly = { ...starter!, intervals: [{ ...starter!.intervals[0]!, months: 12 }] };
    expect(policyOf({ ...lumen, plans: [yearly], addOns: [] }).plans[0]!.terms[0]!.recurringCredits).toBe(1825);
  });

  it('price a pack for several and for those on a plan', () => {
    expect(policy.packs[0]).toMatchObject({
      price: 600,
      volume: [
        { from: 5, price: 550, unit: { perCredit: '0.055' } },
        { from: 10, price: 500, unit: { perCredit: '0.05' } },
      ],
      planPrices: [{ plan: 'Studio', price: 520, unit: { perCredit: '0.052' } }],
    });
    const cheaper = policyOf({ ...lumen, addOns: [], plans: lumen.plans.slice(0, 1), defaultPlan: 'starter' });
    expect(cheaper.creditPrice).toMatchObject({
      cheapest: { kind: 'packVolume', name: 'Boost', count: 10, price: { perCredit: '0.05' } },
      dearest: { kind: 'pack', name: 'Boost', count: null },
    });
  });

  it('name every change', () => {
    expect(policy.changes.upgradeChoices).toMatchObject([{ name: 'Start a new month', period: 'restart' }]);
    expect(policy.changes.longerInterval).toMatchObject({ unspent: 'endMatching' });
    expect(policy.changes.downgrade).toMatchObject({ carryOverOf: 'old' });
    expect(policy.graceCredits).toMatchObject({ credits: 25, lasting: { lasts: { type: 'days', count: 7 } } });
  });

  it('name the order in which credits pay', () => {
    expect(policy.burnDown).toEqual({
      order: ['priority', 'free', 'soonestEnd', 'oldest'],
      sources: [],
      ranks: [['other'], ['pack']],
    });
    const order = (burnDown: Catalog['burnDown'], change: Partial<Catalog> = {}) =>
      policyOf({ ...lumen, ...change, burnDown }).burnDown;
    const unranked = lumen.packs.map((pack) => ({ ...pack, priority: 0 }));
    // What ranks nothing is not said, and age is what decides in the end.
    expect(order({ order: ['priority', 'paid'], sources: [] }, { packs: unranked })).toMatchObject({
      order: ['paid', 'oldest'],
      ranks: [],
    });
    const split = [...lumen.packs, { ...lumen.packs[0]!, id: 'small', priority: -1 }];
    expect(order({ order: ['priority', 'newest'], sources: [] }, { packs: split })).toMatchObject({
      order: ['priority', 'newest'],
      ranks: [],
    });
  });

  it('are judged as they are', () => {
    const reasons = fairnessOf(lumen).map(({ verdict, reason }) => `${verdict} ${reason.key}`);
    expect(reasons).toEqual([
      'yes hasCreditPrice',
      'yes everyFigure',
      'no partEnds',
      'yes similarSame',
      'yes volumeFalls',
      'yes noPressureFields',
      'no intervalsDiffer',
    ]);
  });
});

const half = { type: 'fraction', fraction: 0.5, atMost: 200 };
