import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogJsonSchema } from './json-schema';
import { parseCatalog } from './parse';
import { exampleText } from './testing/example';

/** A small catalog that is right, as a file has it; each case breaks it in one place. */
function file() {
  const perUnit: Record<string, unknown> = { type: 'perUnit', unit: 'image', credits: 2 };
  return {
    format: 1,
    id: 'small',
    version: 1,
    effectiveAt: '2024-01-01T00:00:00Z',
    name: 'Small',
    currency: 'USD',
    graceDays: 7,
    products: [{ id: 'small', name: 'Small' }],
    defaultPlan: 'free',
    plans: [
      {
        id: 'free',
        name: 'Free',
        rank: 0,
        billing: 'free',
        intervals: [{ id: 'month', months: 1, price: 0, grants: [] as unknown[] }],
        carryOver: { type: 'nothing' } as Record<string, unknown>,
      },
      {
        id: 'pro',
        name: 'Pro',
        rank: 1,
        billing: 'paid',
        intervals: [
          {
            id: 'month',
            months: 1,
            price: 999 as number | null,
            grants: [
              { id: 'monthly', credits: 200 as unknown, when: 'period', lasts: { type: 'periods', count: 1 } },
            ] as unknown[],
          },
        ],
        carryOver: { type: 'multiple', of: 'periodCredits', times: 2 } as Record<string, unknown>,
      },
    ],
    changes: {
      upgrade: { period: 'keep', charge: 'difference', grant: 'difference' },
      downgrade: { at: 'periodEnd', unspent: 'end' },
      cancel: { at: 'periodEnd', unspent: 'end' },
    },
    addOns: [] as unknown[],
    packs: [] as unknown[],
    models: [{ id: 'alpha', name: 'Alpha', kind: 'image' }] as unknown[],
    features: [{ id: 'image', name: 'Image', product: 'small', kind: 'image', price: perUnit }] as Record<
      string,
      unknown
    >[],
    notes: [] as unknown[],
  };
}

type File = ReturnType<typeof file>;

function parse(change: (file: File) => unknown) {
  const data = file();
  change(data);
  return parseCatalog(JSON.stringify(data));
}

/** Changes the price of the one feature. */
const price = (value: unknown) => (data: File) => (data.features[0]!.price = value);
const free = (firstFree: unknown, price?: unknown) => (data: File) =>
  Object.assign(data.features[0]!, { firstFree, ...(price ? { price } : {}) });
const product = (bounds: object) => ({ type: 'product', units: ['piece', 'day'], credits: 2, bounds });
const upgrade = (rule: object) => (data: File) => Object.assign(data.changes, { upgrade: rule });
const choice = (id: string) => ({ id, name: id, period: 'restart', charge: 'full', grant: 'full' });
const step = (from: number, price: number) => ({ from, price });
const pack = (more: object) => (data: File) =>
  data.packs.push({ id: 'p', name: 'P', credits: 1, price: 100, lasts: { type: 'never' }, ...more });
const bands = (...upTo: (number | null)[]) => ({
  type: 'bands',
  unit: 'image',
  mode: 'whole',
  bands: upTo.map((each) => ({ upTo: each, credits: 1 })),
});

describe('a catalog file', () => {
  it('that is right becomes a catalog with exact amounts', () => {
    const parsed = parse(
      (data) =>
        (data.plans[1]!.intervals[0]!.grants = [
          { id: 'monthly', credits: '0.000001', when: 'period', lasts: { type: 'never' } },
        ]),
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.catalog.plans[1]!.intervals[0]).toMatchObject({
      price: 999n,
      pricePerSeat: false,
      grants: [{ credits: 1n, perSeat: false, priority: 0 }],
    });
    expect(parsed.catalog).toMatchObject({ effectiveAt: Date.UTC(2024, 0, 1), zone: 'UTC', notes: [] });
  });

  it('that is not JSON says so at "/"', () => {
    expect(parseCatalog('{ "format": 1,')).toMatchObject({
      ok: false,
      problems: [{ path: '/', reason: expect.stringMatching(/^not JSON: /) }],
    });
  });

  it('tells all that is wrong with it at once', () => {
    const parsed = parse((data) => {
      data.graceDays = -1;
      data.currency = 'usd';
      data.plans[1]!.rank = 1.5;
    });
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path).sort()).toEqual([
      '/currency',
      '/graceDays',
      '/plans/1/rank',
    ]);
  });

  it.each<[string, (data: File) => unknown, string, RegExp]>([
    ['a field that is misspelt', (data) => Object.assign(data, { grace_days: 7 }), '/', /grace_days/],
    [
      'a field of a price that is misspelt',
      price({ type: 'perUnit', unit: 'image', credits: 2, minimun: 1 }),
      '/features/0/price',
      /minimun/,
    ],
    ['a format of the future', (data) => (data.format = 2), '/format', /1/],
    ['an id with capitals', (data) => (data.id = 'Small'), '/id', /lower-case/],
    ['a date without a zone', (data) => (data.effectiveAt = '2024-01-01T00:00:00'), '/effectiveAt', /date/i],
    ['a day that is none', (data) => (data.effectiveAt = '2023-02-29T00:00:00Z'), '/effectiveAt', /date/i],
    ['a time zone that is none', (data) => Object.assign(data, { zone: 'Mars/Olympus' }), '/zone', /IANA/],
    [
      'a default plan that is none',
      (data) => (data.defaultPlan = 'gratis'),
      '/defaultPlan',
      /no plan is called "gratis"/,
    ],
    ['two plans of one id', (data) => (data.plans[1]!.id = 'free'), '/plans/1/id', /"free" stands here twice/],
    ['two features of one id', (data) => data.features.push(data.features[0]!), '/features/1/id', /twice/],
    [
      'two grants of one id',
      (data) => data.plans[1]!.intervals[0]!.grants.push(data.plans[1]!.intervals[0]!.grants[0]),
      '/plans/1/intervals/0/grants/1/id',
      /twice/,
    ],
    [
      'a free plan that costs',
      (data) => (data.plans[0]!.intervals[0]!.price = 1),
      '/plans/0/intervals/0/price',
      /costs 0/,
    ],
    [
      'a paid plan that costs nothing',
      (data) => (data.plans[1]!.intervals[0]!.price = 0),
      '/plans/1/intervals/0/price',
      /above 0/,
    ],
    [
      'a paid plan without a price',
      (data) => (data.plans[1]!.intervals[0]!.price = null),
      '/plans/1/intervals/0/price',
      /above 0/,
    ],
    [
      'a price with a fraction of a cent',
      (data) => (data.plans[1]!.intervals[0]!.price = 9.99),
      '/plans/1/intervals/0/price',
      /int/,
    ],
    ['a plan without an interval', (data) => (data.plans[1]!.intervals = []), '/plans/1/intervals', /1/],
    [
      'a pack of nothing',
      (data) =>
        Object.assign(data, { packs: [{ id: 'p', name: 'P', credits: 0, price: 1, lasts: { type: 'never' } }] }),
      '/packs/0/credits',
      /more than 0/,
    ],
    [
      'credits of each month in an interval of one month',
      (data) => Object.assign(data.plans[1]!.intervals[0]!.grants[0]!, { when: 'month' }),
      '/plans/1/intervals/0/grants/0/when',
      /the same as "period"/,
    ],
    [
      'credits by the day that do not say how many days',
      (data) => Object.assign(data.plans[1]!.intervals[0]!.grants[0]!, { when: 'days' }),
      '/plans/1/intervals/0/grants/0/everyDays',
      /need everyDays/,
    ],
    [
      'days of credits that do not come by the day',
      (data) => Object.assign(data.plans[1]!.intervals[0]!.grants[0]!, { everyDays: 7 }),
      '/plans/1/intervals/0/grants/0/everyDays',
      /needs "when": "days"/,
    ],
    [
      'a multiple of seven decimals',
      (data) => (data.plans[1]!.carryOver = { type: 'multiple', of: 'periodCredits', times: 0.0000001 }),
      '/plans/1/carryOver/times',
      /a multiple has at most six decimals/,
    ],
    [
      'a fraction of seven decimals',
      (data) => (data.plans[1]!.carryOver = { type: 'fraction', of: 'unspent', fraction: 0.0000001 }),
      '/plans/1/carryOver/fraction',
      /a fraction has at most six decimals/,
    ],
    [
      'more than all that is left',
      (data) => (data.plans[1]!.carryOver = { type: 'fraction', of: 'unspent', fraction: 1.5 }),
      '/plans/1/carryOver/fraction',
      /1/,
    ],
    [
      'grace credits of nothing',
      (data) => Object.assign(data, { graceCredits: { credits: 0, lasts: { type: 'never' } } }),
      '/graceCredits/credits',
      /more than 0/,
    ],
    [
      'an order by source without sources',
      (data) => Object.assign(data, { burnDown: { order: ['source'] } }),
      '/burnDown/sources',
      /needs the sources/,
    ],
    [
      'sources that nothing is ordered by',
      (data) => Object.assign(data, { burnDown: { order: ['oldest'], sources: ['pack'] } }),
      '/burnDown/sources',
      /need "source" in order/,
    ],
    [
      'a source twice',
      (data) => Object.assign(data, { burnDown: { order: ['source'], sources: ['pack', 'plan', 'pack'] } }),
      '/burnDown/sources/2',
      /"pack" stands here twice/,
    ],
    [
      'a word of the order twice',
      (data) => Object.assign(data, { burnDown: { order: ['oldest', 'oldest'] } }),
      '/burnDown/order/1',
      /twice/,
    ],
    [
      'two ways to upgrade of one id',
      (data) => Object.assign(data.changes, { upgradeChoices: [choice('a'), choice('b'), choice('a')] }),
      '/changes/upgradeChoices/2/id',
      /twice/,
    ],
    [
      'a period that is kept, with all the credits for what is left of the price',
      upgrade({ period: 'keep', charge: 'prorated', grant: 'full' }),
      '/changes/upgrade/grant',
      /"full" for grant is more than "prorated" for charge pays for where the period is kept: say "prorated"/,
    ],
    [
      'a period that is kept, with all the credits for the difference in price',
      upgrade({ period: 'keep', charge: 'difference', grant: 'full' }),
      '/changes/upgrade/grant',
      /more than "difference"/,
    ],
    [
      'a period that is kept, with the whole difference for what is left of the price',
      upgrade({ period: 'keep', charge: 'prorated', grant: 'difference' }),
      '/changes/upgrade/grant',
      /more than "prorated"/,
    ],
    [
      'the same in a way to choose',
      (data) =>
        Object.assign(data.changes, { upgradeChoices: [{ ...choice('a'), period: 'keep', charge: 'prorated' }] }),
      '/changes/upgradeChoices/0/grant',
      /more than "prorated"/,
    ],
    [
      'credits that end while nothing is given back for them',
      upgrade({ period: 'keep', charge: 'prorated', grant: 'prorated', unspent: 'endMatching' }),
      '/changes/upgrade/unspent',
      /no money is given back/,
    ],
    [
      'credits that end for a full price',
      upgrade({ period: 'restart', charge: 'full', grant: 'full', unspent: 'endMatching' }),
      '/changes/upgrade/unspent',
      /no money is given back/,
    ],
    [
      'credits that end where those that are left are taken off the new ones',
      upgrade({ period: 'restart', charge: 'prorated', grant: 'prorated', unspent: 'endMatching' }),
      '/changes/upgrade/unspent',
      /"full" for grant/,
    ],
    [
      'a difference in price for credits that stay',
      upgrade({ period: 'restart', charge: 'difference', grant: 'full' }),
      '/changes/upgrade/unspent',
      /say "endMatching" here/,
    ],
    [
      'money given back for credits that stay',
      upgrade({ period: 'restart', charge: 'prorated', grant: 'full' }),
      '/changes/upgrade/unspent',
      /say "endMatching" here, or "full"/,
    ],
    [
      'the same in a way to choose',
      (data) =>
        Object.assign(data.changes, { upgradeChoices: [{ ...choice('a'), charge: 'prorated', unspent: 'keep' }] }),
      '/changes/upgradeChoices/0/unspent',
      /say "endMatching"/,
    ],
    [
      'a longer interval within the period that runs',
      (data) => Object.assign(data.changes, { longerInterval: { period: 'keep', charge: 'full', grant: 'full' } }),
      '/changes/longerInterval/period',
      /say "restart"/,
    ],
    ['volume that does not rise', pack({ volume: [step(5, 90), step(5, 80)] }), '/packs/0/volume/1/from', /go upwards/],
    [
      'volume that is dearer',
      pack({ volume: [step(5, 101)] }),
      '/packs/0/volume/0/price',
      /dearer than the pack's own/,
    ],
    [
      'volume that gets dearer',
      pack({ volume: [step(5, 80), step(10, 90)] }),
      '/packs/0/volume/1/price',
      /dearer than for fewer/,
    ],
    ['a price for no plan', pack({ planPrices: { gone: 90 } }), '/packs/0/planPrices/gone', /no plan is called "gone"/],
    [
      'a plan that pays more',
      pack({ planPrices: { pro: 101 } }),
      '/packs/0/planPrices/pro',
      /dearer than the pack's own/,
    ],
    [
      'first units free of a price without units',
      free({ units: 3, per: 'day' }, { type: 'free' }),
      '/features/0/firstFree',
      /exactly one unit; this one has none/,
    ],
    [
      'first units free of two units',
      free({ units: 3, per: 'day' }, product({})),
      '/features/0/firstFree',
      /exactly one unit; this one has piece, day/,
    ],
    ['half a unit free', free({ units: 0.5, per: 'ever' }), '/features/0/firstFree/units', /unless fractions/],
    [
      'a free quantity of seven decimals',
      free({ units: 0.0000001, per: 'ever' }, { type: 'perUnit', unit: 'image', credits: 1, fractions: true }),
      '/features/0/firstFree/units',
      /six decimals/,
    ],
    ['a product of one unit', price({ ...product({}), units: ['piece'] }), '/features/0/price/units', /2/],
    [
      'a product of one unit twice',
      price({ ...product({}), units: ['day', 'day'] }),
      '/features/0/price/units/1',
      /"day" stands here twice/,
    ],
    ['limits of another unit', price(product({ hour: {} })), '/features/0/price/bounds/hour', /none of the units/],
    [
      'half a piece at least',
      price(product({ piece: { min: 0.5 } })),
      '/features/0/price/bounds/piece/min',
      /fractions/,
    ],
    [
      'a product upside down',
      price(product({ day: { min: 5, max: 4 } })),
      '/features/0/price/bounds/day/max',
      /below min/,
    ],
    ['a policy that is none', (data) => (data.plans[1]!.carryOver = { type: 'some' }), '/plans/1/carryOver/type', /./],
    [
      'a policy that lacks its number',
      (data) => (data.plans[1]!.carryOver = { type: 'multiple', of: 'periodCredits' }),
      '/plans/1/carryOver/times',
      /number/,
    ],
    [
      'credits below 0',
      price({ type: 'perUnit', unit: 'image', credits: -1 }),
      '/features/0/price/credits',
      /at least 0|from 0/,
    ],
    [
      'credits with seven decimals',
      price({ type: 'perUnit', unit: 'image', credits: 0.0000001 }),
      '/features/0/price/credits',
      /six decimals/,
    ],
    [
      'credits in words',
      price({ type: 'perUnit', unit: 'image', credits: 'two' }),
      '/features/0/price/credits',
      /six decimals/,
    ],
    [
      'credits beyond what one command may name',
      price({ type: 'perUnit', unit: 'image', credits: 1_000_000_000 }),
      '/features/0/price/credits',
      /999999999\.999999/,
    ],
    ['a price of no known type', price({ type: 'perHour', unit: 'image', credits: 1 }), '/features/0/price/type', /./],
    ['a price without its unit', price({ type: 'perUnit', credits: 1 }), '/features/0/price/unit', /string/],
    [
      'a unit with a space',
      price({ type: 'perUnit', unit: 'two words', credits: 1 }),
      '/features/0/price/unit',
      /lower-case/,
    ],
    [
      'a model that is none',
      price({ type: 'byModel', models: { beta: { type: 'free' } } }),
      '/features/0/price/models/beta',
      /no model is called "beta"/,
    ],
    ['no model at all', price({ type: 'byModel', models: {} }), '/features/0/price', /at least one model/],
    [
      'no choice at all',
      price({ type: 'byOption', option: 'size', choices: {} }),
      '/features/0/price',
      /at least one choice/,
    ],
    [
      'a mistake deep in a formula',
      price({
        type: 'byModel',
        models: {
          alpha: {
            type: 'byOption',
            option: 'size',
            choices: { big: { type: 'perUnit', unit: 'image', credits: -2 } },
          },
        },
      }),
      '/features/0/price/models/alpha/choices/big/credits',
      /six decimals/,
    ],
    [
      'two lines of one id',
      price({ type: 'sum', lines: [1, 2].map(() => ({ id: 'a', name: 'A', price: { type: 'free' } })) }),
      '/features/0/price/lines/1/id',
      /twice/,
    ],
    ['bands that fall', price(bands(20, 10)), '/features/0/price/bands/1/upTo', /upwards/],
    ['a band after the open one', price(bands(null, 10)), '/features/0/price/bands/1/upTo', /upwards/],
    ['a band that ends within a unit', price(bands(10.5)), '/features/0/price/bands/0/upTo', /fractions/],
    [
      'a limit within a unit',
      price({ type: 'perUnit', unit: 'image', credits: 1, min: 0.5 }),
      '/features/0/price/min',
      /fractions/,
    ],
    [
      'a limit of seven decimals',
      price({ type: 'perUnit', unit: 'image', credits: 1, fractions: true, min: 0.0000001 }),
      '/features/0/price/min',
      /six decimals/,
    ],
    [
      'a maximum below the minimum',
      price({ type: 'perUnit', unit: 'image', credits: 1, min: 5, max: 4 }),
      '/features/0/price/max',
      /below min/,
    ],
    [
      'a product that is none',
      (data) => (data.features[0]!.product = 'large'),
      '/features/0/product',
      /no product is called "large"/,
    ],
    [
      'an add-on to no plan',
      (data) =>
        data.addOns.push({
          id: 'a',
          name: 'A',
          plans: ['gone'],
          credits: 1,
          price: 1,
          shared: true,
          refundable: false,
          ends: 'mainPlanRenewal',
        }),
      '/addOns/0/plans/0',
      /no plan is called "gone"/,
    ],
    [
      'a note on nothing',
      (data) => data.notes.push({ path: '/plans/9/price', kind: 'decision', text: 'Ours.' }),
      '/notes/0/path',
      /nothing is at "\/plans\/9\/price"/,
    ],
    [
      'a note on what every object has',
      (data) => data.notes.push({ path: '/plans/constructor', kind: 'decision', text: 'Ours.' }),
      '/notes/0/path',
      /nothing is at/,
    ],
    [
      'a note that says nothing',
      (data) => data.notes.push({ path: '/plans', kind: 'decision', text: ' ' }),
      '/notes/0/text',
      /./,
    ],
  ])('%s', (_, change, path, reason) => {
    const parsed = parse(change);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problems).toContainEqual({ path, reason: expect.stringMatching(reason) });
  });
});

describe('a way to change', () => {
  it.each([
    ['keep', 'difference', 'difference', 'keep'],
    ['keep', 'prorated', 'prorated', 'keep'],
    ['keep', 'full', 'full', 'keep'],
    ['keep', 'full', 'difference', 'keep'],
    ['keep', 'difference', 'prorated', 'keep'],
    ['restart', 'full', 'full', 'keep'],
    ['restart', 'full', 'difference', 'keep'],
    ['restart', 'difference', 'difference', 'keep'],
    ['restart', 'prorated', 'prorated', 'keep'],
    ['restart', 'prorated', 'full', 'endMatching'],
    ['restart', 'difference', 'full', 'endMatching'],
  ])('period %s, charge %s, grant %s, unspent %s is one', (period, charge, grant, unspent) => {
    const parsed = parse(upgrade({ period, charge, grant, unspent }));
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });
});

describe('docs/catalogs.md', () => {
  const page = readFileSync(new URL('../../docs/catalogs.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, text]) => text!);
  const inline = [...page.matchAll(/^`(\{ "type".*?\})`/gm)].map(([, text]) => text!);
  const prices = [...examples.filter((text) => text.startsWith('{\n  "type"')), ...inline];

  it('shows each kind of price', () => {
    const kinds = prices.map((text) => (JSON.parse(text) as { type: string }).type);
    expect([...new Set(kinds)].sort()).toEqual([
      'bands',
      'byModel',
      'byOption',
      'free',
      'perBlock',
      'perUnit',
      'product',
      'sum',
    ]);
  });

  it.each(prices)('a price that is right: %s', (text) => {
    const parsed = parse((data) => {
      data.models = ['photon', 'dalle-3'].map((id) => ({ id, name: id, kind: 'image' }));
      price(JSON.parse(text))(data);
    });
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });

  it.each(examples.filter((text) => /^"(changes|graceDays|burnDown)"/.test(text)))(
    'rules that are right: %s',
    (text) => {
      const parsed = parse((data) => Object.assign(data, JSON.parse(`{${text}}`)));
      expect(parsed.ok ? [] : parsed.problems).toEqual([]);
    },
  );

  it.each(examples.filter((text) => text.startsWith('"firstFree"')))('free units that are right: %s', (text) => {
    const parsed = parse((data) => Object.assign(data.features[0]!, JSON.parse(`{${text}}`)));
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });

  it.each<['plans' | 'addOns' | 'packs', string]>([
    ['plans', 'pro'],
    ['addOns', 'team-credits'],
    ['packs', 'boost'],
  ])('shows one of the %s that is right', (list, id) => {
    const text = examples.find((each) => each.startsWith(`{\n  "id": "${id}"`))!;
    const parsed = parse((data) => {
      const shown = JSON.parse(text) as { id: string; plans?: string[] };
      if (shown.plans) shown.plans = ['pro'];
      if (list === 'plans') data.plans[1] = shown as unknown as (typeof data.plans)[1];
      else data[list].push(shown);
    });
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });

  it('ends with a whole catalog that is right', () => {
    expect(parseCatalog(exampleText())).toMatchObject({ ok: true, catalog: { id: 'lumen' } });
  });

  it('names every field of the format', () => {
    const fields = new Set<string>();
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('properties' in node) for (const field of Object.keys(node.properties as object)) fields.add(field);
      for (const each of Object.values(node)) walk(each);
    };
    walk(catalogJsonSchema());
    const unnamed = [...fields].filter((field) => !page.includes(`"${field}"`) && !page.includes(`\`${field}\``));
    expect(unnamed).toEqual([]);
  });

  it('shows problems as they are told', () => {
    const parsed = parse((data) => (data.graceDays = -1));
    const [problem] = parsed.ok ? [] : parsed.problems;
    expect(page).toContain(`  ${problem!.path}: ${problem!.reason}`);
  });
});
