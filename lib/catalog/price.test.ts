import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits, decimalText, MICRO_PER_CREDIT } from '../credits';
import { nearest } from './nearest';
import { parseCatalog } from './parse';
import { priceRange, quote, unitsOf, type GenerationRequest, type Quote } from './price';
import { catalogSchema, type Catalog, type Price } from './schema';

function read(name: string): Catalog {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${name}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

const captions = read('captions');
const aiStudios = read('ai-studios');
const artifio = read('artifio');

/** A catalog with one feature, "work", at a price in the words of a file. */
function selling(price: unknown, more: Record<string, unknown> = {}): Catalog {
  const models = ['alpha', 'beta', 'constructor'].map((id) => ({ id, name: id, kind: 'image' }));
  return catalogSchema.parse({
    format: 1,
    id: 'test',
    version: 3,
    effectiveAt: '2024-01-01T00:00:00Z',
    name: 'Test',
    currency: 'USD',
    graceDays: 7,
    products: [{ id: 'test', name: 'Test' }],
    defaultPlan: 'free',
    plans: [
      {
        id: 'free',
        name: 'Free',
        rank: 0,
        billing: 'free',
        intervals: [{ id: 'month', months: 1, price: 0, grants: [] }],
        carryOver: { type: 'nothing' },
      },
    ],
    changes: {
      upgrade: { period: 'keep', charge: 'difference', grant: 'difference' },
      downgrade: { at: 'periodEnd', unspent: 'end' },
      cancel: { at: 'periodEnd', unspent: 'end' },
    },
    models,
    features: [{ id: 'work', name: 'Work', product: 'test', kind: 'image', price, ...more }],
  });
}

function priced(catalog: Catalog, request: GenerationRequest): Quote {
  const answer = quote(catalog, request);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

function refused(catalog: Catalog, request: unknown) {
  const answer = quote(catalog, request as GenerationRequest);
  if (answer.ok) throw new Error(`was priced at ${decimalText(answer.value.credits)}`);
  return answer.error;
}

const second = { type: 'perUnit', unit: 'second' };

describe('a quote', () => {
  it('names its catalog, its version and every line', () => {
    expect(priced(captions, { feature: 'prompt-to-video', quantity: 10 })).toEqual({
      feature: 'prompt-to-video',
      model: null,
      credits: credits(80),
      lines: [
        {
          feature: 'prompt-to-video',
          model: null,
          name: 'Prompt to Video',
          unit: 'second',
          quantity: '10',
          credits: credits(80),
          formula: '8 × 10 seconds = 80',
        },
      ],
      formula: '8 × 10 seconds = 80',
      catalogId: 'captions',
      catalogVersion: 1,
      free: [],
    });
  });

  it.each<[string, Catalog, GenerationRequest, string]>([
    ['a flat rate, once', captions, { feature: 'ai-twin-creation' }, '48 × 1 twin = 48'],
    ['the number by its unit', captions, { feature: 'ai-ads', quantity: { second: 30 } }, '1 × 30 seconds = 30'],
    ['a slug of two words', captions, { feature: 'ai-edit-style-change', quantity: 2 }, '1 × 2 style changes = 2'],
    ['the dearest model', captions, { feature: 'genai-video', model: 'veo-3-audio' }, '64 × 1 clip = 64'],
    [
      'a model that costs nothing',
      captions,
      { feature: 'genai-music', model: 'mmaudio', quantity: 3 },
      '0 × 3 clips = 0',
    ],
    [
      'a started block',
      captions,
      { feature: 'voiceover', quantity: 11 },
      '1 × 2 started blocks of 10 seconds (11 seconds) = 2',
    ],
    [
      'a full block',
      captions,
      { feature: 'voiceover', quantity: 10 },
      '1 × 1 started block of 10 seconds (10 seconds) = 1',
    ],
    ['the longest Mirage video', captions, { feature: 'mirage-video', quantity: 60 }, '8 × 60 seconds = 480'],
    ['a free feature', captions, { feature: 'mirage-script' }, '1 script, free = 0'],
    [
      'a message without actions',
      captions,
      { feature: 'chat-based-editing', quantity: { message: 1, action: 0 } },
      '2 × 1 message = 2',
    ],
    [
      'a text of a middle length',
      artifio,
      { feature: 'text-generation', model: 'text-draft', quantity: 501 },
      '501 words, up to 1500 = 2',
    ],
    [
      'a resolution',
      artifio,
      { feature: 'image-generation', model: 'image-premium', quantity: 2, options: { resolution: '4k' } },
      '25 × 2 images = 50',
    ],
    [
      'premium media',
      aiStudios,
      { feature: 'topic-to-video', quantity: { image: 2, second: 5 }, options: { media: 'premium' } },
      '1 × 2 images + 1 × 5 seconds = 7',
    ],
    [
      'basic media',
      aiStudios,
      { feature: 'topic-to-video', quantity: { image: 2 }, options: { media: 'basic' } },
      '2 images, free = 0',
    ],
  ])('%s', (_, catalog, request, formula) => {
    const answer = priced(catalog, request);
    expect(answer.formula).toBe(formula);
    expect(formula.endsWith(` = ${decimalText(answer.credits)}`)).toBe(true);
  });

  it('of a chat message has its lines and whatever it asks for', () => {
    const answer = priced(captions, {
      feature: 'chat-based-editing',
      quantity: { message: 1, action: 3 },
      includes: [{ feature: 'genai-video', model: 'veo-3' }, { feature: 'mirage-script' }],
    });
    expect(answer.lines.map(({ name, model, formula }) => [name, model, formula])).toEqual([
      ['Chat-Based Editing: User message', null, '2 × 1 message = 2'],
      ['Chat-Based Editing: Action taken', null, '1 × 3 actions = 3'],
      ['GenAI Video', 'veo-3', '32 × 1 clip = 32'],
      ['Mirage Script', null, '1 script, free = 0'],
    ]);
    expect(answer.formula).toBe('2 × 1 message + 1 × 3 actions + 32 × 1 clip + (1 script, free) = 37');
    expect(answer).toMatchObject({ feature: 'chat-based-editing', model: null, credits: credits(37) });
  });

  it('is the sum of its lines, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: 1, max: 60 })),
        (message, action, films) => {
          const includes = films.map((quantity) => ({ feature: 'mirage-video', quantity }));
          const answer = priced(captions, { feature: 'chat-based-editing', quantity: { message, action }, includes });
          expect(answer.credits).toBe(answer.lines.reduce((sum, line) => sum + line.credits, 0n));
          expect(answer.credits).toBe(credits(2 * message + action + 8 * films.reduce((sum, each) => sum + each, 0)));
        },
      ),
    );
  });
});

describe('each kind of price', () => {
  it.each<[string, unknown, number, string]>([
    ['fractions of a unit', { ...second, credits: 8, fractions: true }, 2.5, '8 × 2.5 seconds = 20'],
    ['the smallest fraction', { ...second, credits: 1, fractions: true }, 0.000001, '1 × 0.000001 seconds = 0.000001'],
    [
      'a fraction of a micro-credit rounds up',
      { ...second, credits: '0.333333', fractions: true },
      0.1,
      '0.333333 × 0.1 seconds, rounded up = 0.033334',
    ],
    ['a minimum charge', { ...second, credits: 0.5, minimum: 2 }, 3, '0.5 × 3 seconds, at least 2 = 2'],
    ['above the minimum charge', { ...second, credits: 0.5, minimum: 2 }, 5, '0.5 × 5 seconds = 2.5'],
    [
      'blocks of fractions',
      { type: 'perBlock', unit: 'second', size: 10, credits: 3, fractions: true },
      10.000001,
      '3 × 2 started blocks of 10 seconds (10.000001 seconds) = 6',
    ],
    ['the last of a band', bands('whole', false), 10, '10 seconds, up to 10 = 5'],
    ['the first of the next', bands('whole', false), 11, '11 seconds, up to 20 = 3'],
    ['the open band', bands('whole', true), 21, '21 seconds, over 20 = 1'],
    [
      'one band for all',
      { type: 'bands', unit: 'second', mode: 'whole', bands: [{ upTo: null, credits: 7 }] },
      900,
      '900 seconds, flat = 7',
    ],
    ['graduated, in the first band', bands('graduated', true), 10, '5 × 10 seconds = 50'],
    ['graduated, through all', bands('graduated', true), 25, '5 × 10 seconds + 3 × 10 seconds + 1 × 5 seconds = 85'],
    [
      'graduated, rounded once at the end',
      {
        type: 'bands',
        unit: 'second',
        mode: 'graduated',
        fractions: true,
        bands: [
          { upTo: 0.5, credits: '0.000001' },
          { upTo: null, credits: '0.000001' },
        ],
      },
      1,
      '0.000001 × 0.5 seconds + 0.000001 × 0.5 seconds = 0.000001',
    ],
    ['free, counting nothing', { type: 'free' }, 1, 'free = 0'],
  ])('%s', (_, price, quantity, formula) => {
    expect(priced(selling(price), { feature: 'work', quantity }).formula).toBe(formula);
  });

  it('a line of a sum that nothing is asked of needs no model', () => {
    const catalog = selling({
      type: 'sum',
      lines: [
        { id: 'text', name: 'Text', price: { type: 'perUnit', unit: 'word', credits: 1 } },
        {
          id: 'image',
          name: 'Image',
          price: { type: 'byModel', models: { alpha: { type: 'perUnit', unit: 'image', credits: 5 } } },
        },
        { id: 'log', name: 'Log', price: { type: 'free' } },
      ],
    });
    expect(priced(catalog, { feature: 'work', quantity: { word: 3 } }).formula).toBe('1 × 3 words + free = 3');
    expect(priced(catalog, { feature: 'work', model: 'alpha', quantity: { image: 1 } }).credits).toBe(credits(5));
    expect(refused(catalog, { feature: 'work', quantity: { image: 1 } }).code).toBe('model_required');
    expect(refused(catalog, { feature: 'work', quantity: {} }).code).toBe('invalid_quantity');
  });

  it('a known option that the chosen model does not depend on is no mistake', () => {
    const image = (credits: number) => ({ type: 'perUnit', unit: 'image', credits });
    const catalog = selling({
      type: 'byModel',
      models: {
        alpha: { type: 'byOption', option: 'size', choices: { small: image(1), large: image(2) } },
        beta: image(9),
      },
    });
    expect(priced(catalog, { feature: 'work', model: 'beta', options: { size: 'large' } }).credits).toBe(credits(9));
    expect(refused(catalog, { feature: 'work', model: 'beta', options: { size: 'huge' } }).code).toBe('invalid_option');
  });

  it('never costs less for more, in any kind', () => {
    const kinds = [
      { ...second, credits: '0.3', fractions: true },
      bands('graduated', true, true),
      { type: 'perBlock', unit: 'second', size: 7, credits: 2, fractions: true },
    ];
    for (const catalog of kinds.map((kind) => selling(kind))) {
      const price = (micro: number) => priced(catalog, { feature: 'work', quantity: micro / 1_000_000 }).credits;
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: 1, max: 99_999_999 }), (a, b) => {
          expect(price(Math.min(a, b))).toBeLessThanOrEqual(price(Math.max(a, b)));
        }),
      );
    }
  });
});

describe('a request that has no price', () => {
  const chat = { feature: 'chat-based-editing', quantity: { message: 1 } };
  const image = { feature: 'image-generation', model: 'image-draft' };
  const topic = { feature: 'topic-to-video', quantity: { image: 1 } };

  it.each<[string, Catalog, unknown, string, string]>([
    ['a feature that is misspelt', captions, { feature: 'prompt-to-vido' }, 'unknown_feature', '/feature'],
    ['a feature from the prototype', captions, { feature: '__proto__' }, 'unknown_feature', '/feature'],
    ['a feature from the prototype', captions, { feature: 'constructor' }, 'unknown_feature', '/feature'],
    ['a model that is misspelt', captions, { feature: 'genai-video', model: 'veo-4' }, 'unknown_model', '/model'],
    ['a model of another feature', captions, { feature: 'genai-video', model: 'imagen-3' }, 'unknown_model', '/model'],
    ['a model from the prototype', captions, { feature: 'genai-video', model: '__proto__' }, 'unknown_model', '/model'],
    [
      'a model from the prototype',
      captions,
      { feature: 'genai-video', model: 'constructor' },
      'unknown_model',
      '/model',
    ],
    ['a model where there is none', captions, { feature: 'ai-edit', model: 'veo-3' }, 'unknown_model', '/model'],
    ['an empty model', captions, { feature: 'genai-video', model: '' }, 'unknown_model', '/model'],
    ['no model', captions, { feature: 'genai-video' }, 'model_required', '/model'],
    ['no model, said so', captions, { feature: 'genai-video', model: null }, 'model_required', '/model'],
    ['no option', artifio, image, 'invalid_option', '/options/resolution'],
    [
      'a choice that is none',
      artifio,
      { ...image, options: { resolution: '8k' } },
      'invalid_option',
      '/options/resolution',
    ],
    [
      'a choice from the prototype',
      artifio,
      { ...image, options: { resolution: 'constructor' } },
      'invalid_option',
      '/options/resolution',
    ],
    [
      'an option that is none',
      artifio,
      { ...image, options: { resolution: '1k', 'a/b': 'x' } },
      'invalid_option',
      '/options/a~1b',
    ],
    [
      'an option where there is none',
      captions,
      { feature: 'ai-edit', options: { media: 'basic' } },
      'invalid_option',
      '/options/media',
    ],
    [
      'an option from the prototype',
      captions,
      { feature: 'ai-edit', options: { constructor: 'x' } },
      'invalid_option',
      '/options/constructor',
    ],
    [
      'one number for two units',
      aiStudios,
      { ...topic, options: { media: 'basic' }, quantity: 2 },
      'invalid_quantity',
      '/quantity',
    ],
    ['no number for two units', captions, { feature: 'chat-based-editing' }, 'invalid_quantity', '/quantity'],
    [
      'nothing of any unit',
      captions,
      { ...chat, quantity: { message: 0, action: 0 } },
      'invalid_quantity',
      '/quantity',
    ],
    ['no unit at all', captions, { ...chat, quantity: {} }, 'invalid_quantity', '/quantity'],
    [
      'a unit in the plural',
      captions,
      { feature: 'prompt-to-video', quantity: { seconds: 5 } },
      'invalid_quantity',
      '/quantity/seconds',
    ],
    [
      'a unit from the prototype',
      captions,
      { feature: 'prompt-to-video', quantity: JSON.parse('{"__proto__": 5}') },
      'invalid_quantity',
      '/quantity/__proto__',
    ],
    [
      'a bad number of one unit',
      captions,
      { ...chat, quantity: { message: 1, action: -1 } },
      'invalid_quantity',
      '/quantity/action',
    ],
    ['a text for a number', captions, { feature: 'ai-edit', quantity: '5' }, 'invalid_quantity', '/quantity'],
    ['null for a number', captions, { feature: 'ai-edit', quantity: null }, 'invalid_quantity', '/quantity'],
    ['a list for a number', captions, { feature: 'ai-edit', quantity: [5] }, 'invalid_quantity', '/quantity/0'],
    ['too long for Mirage', captions, { feature: 'mirage-video', quantity: 61 }, 'invalid_quantity', '/quantity'],
    [
      'longer than the last band',
      artifio,
      { feature: 'text-generation', model: 'text-draft', quantity: 3001 },
      'invalid_quantity',
      '/quantity',
    ],
    [
      'something included where nothing can be',
      captions,
      { feature: 'ai-edit', includes: [{ feature: 'ai-ads' }] },
      'invalid_option',
      '/includes',
    ],
    [
      'an unknown feature included',
      captions,
      { ...chat, includes: [{ feature: 'ai-ads' }, { feature: 'x' }] },
      'unknown_feature',
      '/includes/1/feature',
    ],
    [
      'an unknown model included',
      captions,
      { ...chat, includes: [{ feature: 'genai-image', model: 'x' }] },
      'unknown_model',
      '/includes/0/model',
    ],
    [
      'a bad quantity included',
      captions,
      { ...chat, includes: [{ feature: 'ai-ads', quantity: { second: 0.5 } }] },
      'invalid_quantity',
      '/includes/0/quantity/second',
    ],
    [
      'an inclusion in an inclusion',
      captions,
      { ...chat, includes: [{ ...chat, includes: [] }] },
      'invalid_option',
      '/includes/0/includes',
    ],
  ])('%s', (_, catalog, request, code, pointer) => {
    const error = refused(catalog, request);
    expect(error).toMatchObject({ code, pointer });
    expect(error.detail).toMatch(/\w/);
  });

  it.each([0, -0, -1, 0.5, 1.5, NaN, Infinity, -Infinity, 1_000_001, 1e21, 1e-7, 0.1 + 0.2, Number.MAX_SAFE_INTEGER])(
    'a quantity of %d is refused',
    (quantity) => {
      const error = refused(captions, { feature: 'prompt-to-video', quantity });
      expect(error).toMatchObject({ code: 'invalid_quantity', pointer: '/quantity' });
      expect(error.data).toEqual({ unit: 'second', min: 1, max: 1_000_000, fractions: false });
    },
  );

  it('fractions go to six decimals and no further, and 0 is none', () => {
    const catalog = selling({ ...second, credits: 1, fractions: true, min: 0.5, max: 2_000_000 });
    for (const quantity of [0.5, 1.234567, 2_000_000])
      expect(quote(catalog, { feature: 'work', quantity }).ok).toBe(true);
    for (const quantity of [0, 0.4, 1.2345678, 2_000_001])
      expect(refused(catalog, { feature: 'work', quantity }).code).toBe('invalid_quantity');
  });

  it('says what was wrong and what is allowed', () => {
    expect(refused(captions, { feature: 'prompt-to-vido' })).toEqual({
      code: 'unknown_feature',
      detail:
        'Captions has no feature "prompt-to-vido"; did you mean "prompt-to-video", "mirage-video" or "genai-video"?',
      pointer: '/feature',
      data: { available: expect.arrayContaining(['prompt-to-video']) },
    });
    expect(refused(captions, { feature: 'mirage-video', quantity: 61 })).toEqual({
      code: 'invalid_quantity',
      detail: '61 is too many: seconds go up to 60',
      pointer: '/quantity',
      data: { unit: 'second', min: 1, max: 60, fractions: false },
    });
    expect(refused(artifio, image)).toMatchObject({
      detail: 'the option "resolution" of "image-generation" is not chosen: it is "1k", "2k" or "4k"',
      data: { option: 'resolution', available: ['1k', '2k', '4k'] },
    });
  });

  it('lists at most ten ids, the nearest first, and does not repeat a very long word', () => {
    const error = refused(captions, { feature: 'genai-video', model: `veo-3-fas${'t'.repeat(100_000)}` });
    expect(error.data!.available).toHaveLength(10);
    expect(error.detail!.length).toBeLessThan(400);
    expect(nearest('veo-3-fsat', ['pika', 'veo-3', 'veo-3-fast'])).toEqual(['veo-3-fast', 'veo-3', 'pika']);
  });

  it('costs more than one command may name', () => {
    const catalog = selling({ ...second, credits: 999_999_999 });
    expect(quote(catalog, { feature: 'work' }).ok).toBe(true);
    expect(refused(catalog, { feature: 'work', quantity: 2 })).toMatchObject({
      code: 'invalid_quantity',
      pointer: '/quantity',
    });
  });

  it('a model called "constructor" is a model like any other', () => {
    const catalog = selling({
      type: 'byModel',
      models: { constructor: { type: 'perUnit', unit: 'image', credits: 4 } },
    });
    expect(priced(catalog, { feature: 'work', model: 'constructor' }).credits).toBe(4n * MICRO_PER_CREDIT);
    expect(refused(catalog, { feature: 'work', model: 'toString' }).code).toBe('unknown_model');
  });
});

describe('the range of a price', () => {
  const priceOf = (catalog: Catalog, id: string): Price => catalog.features.find((feature) => feature.id === id)!.price;

  it.each<[string, Catalog, number, number | null, string[]]>([
    ['prompt-to-video', captions, 8, 8, ['second']],
    ['genai-image', captions, 1, 3, ['image']],
    ['genai-video', captions, 1, 64, ['clip']],
    ['genai-music', captions, 0, 1, ['clip']],
    ['chat-based-editing', captions, 1, null, ['message', 'action']],
    ['mirage-script', captions, 0, 0, ['script']],
    ['topic-to-video', aiStudios, 0, null, ['image', 'second']],
    ['text-generation', artifio, 1, 5, ['word']],
    ['image-generation', artifio, 5, 25, ['image']],
    ['video-generation', artifio, 50, 200, ['second']],
    ['audio-generation', artifio, 10, 40, ['second']],
  ])('%s', (id, catalog, min, max, units) => {
    const price = priceOf(catalog, id);
    expect(priceRange(price)).toEqual({ min: credits(min), max: max === null ? null : credits(max) });
    expect(unitsOf(price)).toEqual(units);
  });

  it('adds up the lines of a sum that share their unit', () => {
    const base = { type: 'bands', unit: 'second', mode: 'whole', bands: [{ upTo: null, credits: 5 }] };
    const catalog = selling({
      type: 'sum',
      lines: [
        { id: 'base', name: 'Base', price: base },
        { id: 'rate', name: 'Rate', price: { ...second, credits: 1 } },
      ],
    });
    expect(priceRange(catalog.features[0]!.price)).toEqual({ min: credits(6), max: credits(6) });
    expect(priced(catalog, { feature: 'work', quantity: 3 }).formula).toBe('(3 seconds, flat) + 1 × 3 seconds = 8');
  });
});

function bands(mode: 'whole' | 'graduated', open: boolean, fractions = false): unknown {
  const last = open ? [{ upTo: null, credits: 1 }] : [];
  return {
    type: 'bands',
    unit: 'second',
    mode,
    fractions,
    bands: [{ upTo: 10, credits: 5 }, { upTo: 20, credits: 3 }, ...last],
  };
}
