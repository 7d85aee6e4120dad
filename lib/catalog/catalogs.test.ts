import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decimalText, jsonNumber, type Micro } from '../credits';
import { formatMoney } from '../money';
import { catalogBook } from './catalogs';
import { catalogJsonSchema, fieldHints } from './json-schema';
import { parseCatalog } from './parse';
import { priceRange, quote } from './price';
import type { Catalog, Price } from './schema';

const root = new URL('../../', import.meta.url);
const files = readdirSync(new URL('catalogs/', root)).filter(
  (name) => name.endsWith('.json') && name !== 'catalog.schema.json',
);

function read(name: string): Catalog {
  const parsed = parseCatalog(readFileSync(new URL(`catalogs/${name}`, root), 'utf8'));
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.problems)}`);
  return parsed.catalog;
}

const captions = read('captions.json');
const aiStudios = read('ai-studios.json');
const artifio = read('artifio.json');

describe('the catalogs that come with Meterbook', () => {
  it('are the three of the four schemes', () => {
    expect(files.sort()).toEqual(['ai-studios.json', 'artifio.json', 'captions.json']);
  });

  it.each(files)('%s is valid, and is named for its id', (name) => {
    expect(`${read(name).id}.json`).toBe(name);
  });

  it.each([captions, aiStudios, artifio])('$name has ids that are the slugs of its names', (catalog) => {
    for (const each of [...catalog.products, ...catalog.plans, ...catalog.models]) {
      expect(each.id).toBe(each.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
    }
  });

  it.each([captions, aiStudios, artifio])('$name prices every feature, in each model and choice', (catalog) => {
    for (const feature of catalog.features) {
      for (const request of everyRequest(feature.price)) {
        const answer = quote(catalog, { feature: feature.id, ...request });
        expect(answer, `${feature.id} ${JSON.stringify(request)}`).toMatchObject({ ok: true });
      }
    }
  });

  it.each([captions, aiStudios, artifio])('$name sells every model it lists', (catalog) => {
    const sold = new Set(
      catalog.features.flatMap(({ price }) => (price.type === 'byModel' ? Object.keys(price.models) : [])),
    );
    expect([...sold].sort()).toEqual(catalog.models.map(({ id }) => id).sort());
  });

  it("every paid plan of Captions keeps a month's credits for three periods and carries over two months' worth", () => {
    for (const plan of captions.plans.slice(1)) {
      expect(plan.carryOver).toEqual({ type: 'multiple', of: 'periodCredits', times: 2 });
      expect(plan.intervals[0]!.grants[0]!.lasts).toEqual({ type: 'periods', count: 3 });
      expect(noted(captions, `/plans/${captions.plans.indexOf(plan)}/carryOver`)).toBe(true);
    }
  });

  it('nothing of AI Studios outlives its period', () => {
    for (const plan of aiStudios.plans) {
      expect(plan.carryOver).toEqual({ type: 'nothing' });
      for (const grant of plan.intervals.flatMap(({ grants }) => grants)) {
        expect(grant.lasts).toEqual({ type: 'periods', count: 1 });
      }
    }
  });

  it('no credit of Artifio ends', () => {
    expect(artifio.packs.map(({ lasts }) => lasts.type)).toEqual(['never', 'never', 'never', 'never']);
    expect(artifio.plans.flatMap(({ intervals }) => intervals.flatMap(({ grants }) => grants))).toEqual([]);
  });

  it("Artifio's packs get cheaper by the credit, and none is dearer than the list price", () => {
    const perCredit = artifio.packs.map((pack) => Number(pack.price) / jsonNumber(pack.credits));
    expect(perCredit).toEqual([...perCredit].sort((a, b) => b - a));
    expect(perCredit[0]).toBeLessThanOrEqual(Number(artifio.listPrice!.price) / jsonNumber(artifio.listPrice!.credits));
  });

  it('Artifio has a draft, a standard and a premium model of each kind', () => {
    for (const kind of ['text', 'image', 'video', 'audio']) {
      const tiers = artifio.models.filter((model) => model.kind === kind).map(({ tier }) => tier);
      expect(tiers).toEqual(['draft', 'standard', 'premium']);
    }
  });

  it("Captions' free plan gives its 200 once and for ever", () => {
    expect(captions.plans[0]!.intervals[0]!.grants).toEqual([
      { id: 'welcome', credits: 200_000_000n, perSeat: false, when: 'once', lasts: { type: 'never' }, priority: 0 },
    ]);
  });
});

describe('docs/vendors.md says what the files say', () => {
  const tables = readTables(readFileSync(new URL('docs/vendors.md', root), 'utf8'));

  it.each([captions, aiStudios, artifio])('plans: $id', (catalog) => {
    const { rows, whose } = split(tables, `Plans: ${catalog.id}`, ['Price is', 'Credits are']);
    const inFile = catalog.plans.flatMap((plan, at) =>
      plan.intervals.map((term, index) => ({
        pointers: [`/plans/${at}/intervals/${index}/price`, `/plans/${at}/intervals/${index}/grants`],
        row: {
          Plan: plan.name,
          Interval: term.id,
          Price: term.price === null ? 'by contract' : `${dollars(term.price)}${term.pricePerSeat ? ' per seat' : ''}`,
          Credits:
            term.grants.map((each) => `${grouped(each.credits)}${each.perSeat ? ' per seat' : ''}`).join(' + ') ||
            (term.price === null ? 'by contract' : 'none'),
          Given: term.grants.map(({ when }) => when).join(' + ') || '–',
        },
      })),
    );
    expect(inFile.map(({ row }) => row)).toEqual(rows);
    for (const [index, { pointers }] of inFile.entries()) expectNotes(catalog, pointers, whose[index]!);
  });

  it.each([captions, aiStudios, artifio])('rates: $id', (catalog) => {
    const { rows, whose } = split(tables, `Rates: ${catalog.id}`, ['Rate is']);
    const published = rows.map((row) => row.Published);
    const inFile = catalog.features.map((feature, index) => ({
      Feature: feature.name,
      Product: catalog.products.find(({ id }) => id === feature.product)!.name,
      Published: published[index],
      Charged: words(feature.price),
    }));
    expect(inFile).toEqual(rows);
    for (const index of inFile.keys()) expectNotes(catalog, [`/features/${index}/price`], whose[index]!);
  });

  it.each([captions, artifio])('models: $id', (catalog) => {
    const { rows, whose } = split(tables, `Models: ${catalog.id}`, ['Price is']);
    const inFile = catalog.models.flatMap((model) => {
      const at = catalog.features.findIndex(
        ({ price }) => price.type === 'byModel' && Object.hasOwn(price.models, model.id),
      );
      const price = (catalog.features[at]!.price as Extract<Price, { type: 'byModel' }>).models[model.id]!;
      return figures(price).map(({ per, credits }) => ({
        pointer: `/features/${at}/price/models/${model.id}`,
        row: model.tier
          ? { Model: model.name, Kind: model.kind, Tier: model.tier, For: per, Credits: grouped(credits) }
          : { Model: model.name, Kind: model.kind, 'One is': model.detail ?? per, Credits: grouped(credits) },
      }));
    });
    expect(inFile.map(({ row }) => row)).toEqual(rows);
    // A model's own price may be published where the feature's range is not what its models add up to.
    for (const [index, { pointer }] of inFile.entries()) {
      if (whose[index]![0] === 'ours') expect(noted(catalog, pointer), pointer).toBe(true);
    }
  });

  it('add-ons: ai-studios', () => {
    const { rows, whose } = split(tables, 'Add-ons: ai-studios', ['Price is']);
    const inFile = aiStudios.addOns.map((each) => ({
      'Add-on': each.name,
      Plan: each.plans.map((id) => aiStudios.plans.find((plan) => plan.id === id)!.name).join(', '),
      Credits: grouped(each.credits),
      Price: dollars(each.price),
      For: each.shared ? 'workspace' : 'one user',
    }));
    expect(inFile).toEqual(rows);
    for (const index of inFile.keys()) expectNotes(aiStudios, [`/addOns/${index}`], whose[index]!);
  });

  it('packs: artifio', () => {
    const { rows, whose } = split(tables, 'Packs: artifio', ['Price is']);
    const inFile = artifio.packs.map((each) => ({
      Pack: each.name,
      Credits: grouped(each.credits),
      Price: dollars(each.price),
      'One credit': `${decimalText((each.price * 1_000_000_000_000n) / each.credits)} ¢`,
    }));
    expect(inFile).toEqual(rows);
    for (const index of inFile.keys()) expectNotes(artifio, [`/packs/${index}`], whose[index]!);
  });

  it.each([captions, aiStudios, artifio])('rules: $id', (catalog) => {
    const { rows, whose } = split(tables, `Rules: ${catalog.id}`, ['Rule is']);
    const file = JSON.parse(readFileSync(new URL(`catalogs/${catalog.id}.json`, root), 'utf8')) as unknown;
    for (const [index, row] of rows.entries()) {
      const pointer = row.Place!.replaceAll('`', '');
      expect(JSON.stringify(lookUp(file, pointer)), pointer).toBe(row.Value!.replaceAll('`', ''));
      expectNotes(catalog, [pointer], whose[index]!);
    }
  });
});

describe('the format', () => {
  it('is in catalogs/catalog.schema.json as the code has it (vitest -u writes it anew)', async () => {
    const text = `${JSON.stringify(catalogJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../catalogs/catalog.schema.json');
  });

  it('has no hint that reaches no field', () => {
    const text = JSON.stringify(catalogJsonSchema());
    for (const [field, hint] of Object.entries(fieldHints))
      expect(text.includes(JSON.stringify(hint)), field).toBe(true);
  });
});

describe('the catalog book', () => {
  const version = (number: number, from: string): Catalog => ({
    ...captions,
    version: number,
    effectiveAt: Date.parse(from),
  });
  const first = version(1, '2024-01-01T00:00:00Z');
  const second = version(2, '2025-01-01T00:00:00Z');
  const book = catalogBook([second, artifio, first]);
  const at = book.at('captions')!;

  it.each([
    ['2023-06-01T00:00:00Z', 1, 'before the first version starts, the first'],
    ['2024-12-31T23:59:59.999Z', 1, 'the last millisecond of a version'],
    ['2025-01-01T00:00:00Z', 2, 'the start belongs to the new version'],
    ['2030-01-01T00:00:00Z', 2, 'the last one for ever'],
  ])('at %s version %i holds: %s', (instant, expected) => {
    expect(at(Date.parse(instant)).version).toBe(expected);
  });

  it('knows its ids and the latest version of each', () => {
    expect(book.ids()).toEqual(['artifio', 'captions']);
    expect(book.latest('captions')).toBe(second);
    expect(book.latest('artifio')).toBe(artifio);
  });

  it.each(['nobody', '__proto__', 'constructor'])('has no catalog "%s"', (id) => {
    expect(book.at(id)).toBeNull();
    expect(book.latest(id)).toBeNull();
  });

  it('prefers the higher version of two that start at once', () => {
    const book = catalogBook([{ ...second, version: 3 }, second]);
    expect(book.at('captions')!(second.effectiveAt).version).toBe(3);
  });

  it('finds a version by its number, whether or not it holds', () => {
    expect(book.version('captions', 1)).toBe(first);
    expect(book.version('captions', 2)).toBe(second);
    expect([book.version('captions', 3), book.version('none', 1)]).toEqual([null, null]);
  });

  it('refuses a version that is there twice', () => {
    expect(() => catalogBook([first, { ...second, version: 1 }])).toThrow('catalog "captions" has version 1 twice');
  });
});

type Row = Record<string, string>;

/** The tables of a page, by the heading they stand under. */
function readTables(page: string): Map<string, Row[]> {
  const tables = new Map<string, Row[]>();
  let heading = '';
  let columns: string[] = [];
  for (const line of page.split('\n')) {
    if (line.startsWith('#')) [heading, columns] = [line.replace(/^#+ /, ''), []];
    if (!line.startsWith('|')) continue;
    const cells = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    if (cells.every((cell) => /^-+$/.test(cell))) continue;
    if (columns.length === 0) {
      columns = cells;
      tables.set(heading, []);
    } else tables.get(heading)!.push(Object.fromEntries(cells.map((cell, index) => [columns[index]!, cell])));
  }
  return tables;
}

/** A table's rows without the columns that say whose a number is, and those columns by themselves. */
function split(
  tables: Map<string, Row[]>,
  heading: string,
  whoseColumns: string[],
): { rows: Row[]; whose: string[][] } {
  const all = tables.get(heading);
  if (!all?.length) throw new Error(`docs/vendors.md has no table under "${heading}"`);
  const rows = all.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => !whoseColumns.includes(column))),
  );
  return { rows, whose: all.map((row) => whoseColumns.map((column) => row[column]!)) };
}

/** Whatever is ours has a note at its place or above it; whatever is published has none. */
function expectNotes(catalog: Catalog, pointers: string[], whose: string[]): void {
  for (const [index, pointer] of pointers.entries()) {
    expect(whose[index]).toMatch(/^(published|reconciled|ours)$/);
    expect(noted(catalog, pointer), `a note at ${pointer} of ${catalog.id}`).toBe(whose[index] !== 'published');
  }
}

function noted(catalog: Catalog, pointer: string): boolean {
  return catalog.notes.some(({ path }) => pointer === path || pointer.startsWith(`${path}/`));
}

function lookUp(root: unknown, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .reduce((here, step) => (here as Record<string, unknown>)[step], root);
}

function dollars(minor: bigint): string {
  return formatMoney(minor, 'USD', 'en-US').replaceAll(',', '');
}

function grouped(credits: Micro): string {
  return jsonNumber(credits).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** A price as the tables word it. */
function words(price: Price): string {
  switch (price.type) {
    case 'free':
      return 'free';
    case 'perUnit':
    case 'perBlock':
    case 'bands':
      return `${range(price)}${per(price)}${price.max && price.type !== 'bands' ? `, at most ${price.max}` : ''}`;
    case 'byModel':
      return `${range(price)}${per(Object.values(price.models)[0]!)}, by model`;
    case 'byOption':
      return Object.entries(price.choices)
        .map(([choice, inner]) => `${choice}: ${words(inner)}`)
        .join('; ');
    case 'sum':
      return [...new Set(price.lines.map((line) => words(line.price)))].join(' + ');
    case 'product':
      return `${range(price)} per ${price.units.join(' × ')}`;
  }
}

function range(price: Price): string {
  const { min, max } = priceRange(price);
  return min === max ? grouped(min) : `${grouped(min)}–${max === null ? '' : grouped(max)}`;
}

function per(price: Price): string {
  if (price.type === 'perUnit') return ` per ${price.unit}`;
  if (price.type === 'perBlock') return ` per started ${price.size} ${price.unit}s`;
  if (price.type === 'bands') return ` by ${price.unit}s`;
  if (price.type === 'byOption') return ` by ${price.option}`;
  return '';
}

/** Each figure of one model's price, and what it is for. */
function figures(price: Price): { per: string; credits: Micro }[] {
  switch (price.type) {
    case 'perUnit':
      return [{ per: price.unit, credits: price.credits }];
    case 'perBlock':
      return [{ per: `started ${price.size} ${price.unit}s`, credits: price.credits }];
    case 'bands':
      return price.bands.map(({ upTo, credits }) => ({
        per: `up to ${upTo!.toLocaleString('en-US')} ${price.unit}s`,
        credits,
      }));
    case 'byOption':
      return Object.entries(price.choices).flatMap(([choice, inner]) =>
        figures(inner).map(({ credits }) => ({ per: `${price.option} ${choice}`, credits })),
      );
    case 'free':
    case 'byModel':
    case 'sum':
    case 'product':
      throw new Error(`no figures are read from a price of type ${price.type}`);
  }
}

/** A request for every model and choice of a price, asking for one of each unit. */
function everyRequest(
  price: Price,
): { model?: string; options?: Record<string, string>; quantity?: Record<string, number> }[] {
  switch (price.type) {
    case 'byModel':
      return Object.entries(price.models).flatMap(([model, inner]) =>
        everyRequest(inner).map((each) => ({ ...each, model })),
      );
    case 'byOption':
      return Object.entries(price.choices).flatMap(([choice, inner]) =>
        everyRequest(inner).map((each) => ({ ...each, options: { ...each.options, [price.option]: choice } })),
      );
    case 'sum':
      return [{ quantity: Object.assign({}, ...price.lines.map((line) => everyRequest(line.price)[0]!.quantity)) }];
    case 'free':
      return [price.unit ? { quantity: { [price.unit]: 1 } } : {}];
    case 'perUnit':
    case 'perBlock':
    case 'bands':
      return [{ quantity: { [price.unit]: 1 } }];
    case 'product':
      return [{ quantity: Object.fromEntries(price.units.map((unit) => [unit, 1])) }];
  }
}
