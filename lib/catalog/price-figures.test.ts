import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalog } from './parse';
import {
  bought,
  costsNothing,
  featurePrices,
  figureRange,
  searchPrices,
  type Per,
  type PriceFigure,
} from './price-figures';

function read(id: string) {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${id}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return featurePrices(parsed.catalog);
}

const captions = read('captions');
const aiStudios = read('ai-studios');
const artifio = read('artifio');

describe('the figures of a price list', () => {
  it.each([
    ['captions', captions, 19, 40],
    ['ai-studios', aiStudios, 5, 14],
    ['artifio', artifio, 4, 30],
  ])('%s has all of them', (_, features, count, figures) => {
    expect(features).toHaveLength(count);
    expect(features.flatMap((each) => each.figures)).toHaveLength(figures);
  });

  it.each([
    ['genai-image', 1, 3],
    ['genai-video', 1, 64],
    ['genai-music', 0, 1],
  ])('%s has its true range, %i to %i', (id, min, max) => {
    expect(figureRange(captions.find((each) => each.id === id)!.figures)).toEqual({ min, max });
  });

  it('name model, choices and line', () => {
    expect(artifio[1]!.figures[0]).toMatchObject({
      model: { name: 'Image Draft' },
      options: [{ option: 'resolution', choice: '1k' }],
      line: null,
      credits: 5,
      per: { type: 'unit', unit: 'image' },
    });
    expect(aiStudios[2]!.figures.map(({ options, line, credits }) => [options[0]!.choice, line, credits])).toEqual([
      ['premium', 'Premium image', 1],
      ['premium', 'Premium video', 1],
      ['basic', 'Basic image', 0],
      ['basic', 'Basic video', 0],
    ]);
    expect(artifio[0]!.figures[1]!.per).toEqual({ type: 'band', unit: 'word', above: 500, upTo: 1500 });
  });
});

describe('what credits buy', () => {
  const figure = (credits: number, per: Per): PriceFigure => ({
    model: null,
    options: [],
    line: null,
    credits,
    per,
    max: null,
  });
  it.each<[string, PriceFigure, number, number | null, string | null]>([
    ['seconds', figure(8, { type: 'unit', unit: 'second', minimum: null }), 200, 25, 'second'],
    ['whole units only', figure(3, { type: 'unit', unit: 'image', minimum: null }), 200, 66, 'image'],
    [
      'not less than the least that it costs',
      figure(1, { type: 'unit', unit: 'second', minimum: 20 }),
      16,
      0,
      'second',
    ],
    ['a fraction of a credit, exactly', figure(0.1, { type: 'unit', unit: 'word', minimum: null }), 0.3, 3, 'word'],
    ['blocks', figure(1, { type: 'block', unit: 'second', size: 10 }), 200, 2000, 'second'],
    ['generations of a band', figure(3, { type: 'band', unit: 'word', above: 0, upTo: 500 }), 500, 166, null],
    ['units of a step', figure(2, { type: 'step', unit: 'word', above: 0, upTo: 500 }), 9, 4, 'word'],
    ['what is too dear', figure(64, { type: 'unit', unit: 'clip', minimum: null }), 16, 0, 'clip'],
  ])('%s', (_, price, credits, count, unit) => {
    expect(bought(price, credits)).toEqual({ count, unit });
  });

  it('is without limit where it is free', () => {
    expect(bought(figure(0, { type: 'time' }), 0)).toBeNull();
    expect(costsNothing(figure(0, { type: 'unit', unit: 'clip', minimum: 2 }))).toBe(false);
  });
});

describe('searching', () => {
  const found = (features: typeof captions, query: string) =>
    searchPrices(features, query).map(({ feature, shown }) => [feature.id, shown.length]);

  it.each<[string, [string, number][]]>([
    ['veo', [['genai-video', 5]]],
    ['VEO audio', [['genai-video', 2]]],
    [
      '  mirage   free ',
      [
        ['mirage-script', 1],
        ['mirage-driven-video', 1],
      ],
    ],
    ['genai music free', [['genai-music', 2]]],
    ['nothing of the kind', []],
  ])('"%s"', (query, expected) => {
    expect(found(captions, query)).toEqual(expected);
  });

  it('by option and by tier', () => {
    expect(found(artifio, '4k premium')).toEqual([['image-generation', 1]]);
    expect(found(aiStudios, 'basic')).toHaveLength(3);
  });

  it('for nothing shows everything', () => {
    expect(found(captions, ' ')).toHaveLength(19);
  });
});
