import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalog } from '../catalog/parse';
import type { Catalog } from '../catalog/schema';
import { credits, decimalText } from '../credits';
import { exampleCatalog } from '../catalog/testing/example';
import { balanceBuys } from './balance-buys';
import { coverMissing } from './cover';
import { MIX_QUANTITY_MAX, mixCredits, parseMix, usedMix } from './mix';
import { mixWays } from './mix-ways';
import { planFits } from './plan-fit';

function shipped(id: string): Catalog {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${id}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

const captions = shipped('captions');
const aiStudios = shipped('ai-studios');
const artifio = shipped('artifio');
const catalogs = { captions, aiStudios, artifio, example: exampleCatalog() };

/** "25 second" of each price of a feature, in its order. */
function buys(catalog: Catalog, feature: string, budget: bigint) {
  const { rows } = balanceBuys(catalog, budget).find((each) => each.feature.id === feature)!;
  return rows.map((row) => (row.buys ? `${row.buys.count} ${row.buys.unit ?? 'times'}` : 'free'));
}

describe('what a balance buys', () => {
  // Worked out by hand from the published prices.
  it.each([
    ['captions', 'prompt-to-video', credits(207), ['25 second']],
    ['captions', 'prompt-to-video', credits(7), ['0 second']],
    // Half a credit short of another block of ten seconds.
    ['captions', 'voiceover', credits(12) + 500_000n, ['120 second']],
    // Two of 60 seconds, the most of one, and 30 seconds more.
    ['captions', 'mirage-video', credits(1207), ['150 second']],
    ['captions', 'chat-based-editing', credits(9), ['4 message', '9 action']],
    ['captions', 'genai-music', credits(3), ['3 clip', '3 clip', '3 clip', 'free', 'free']],
    ['captions', 'mirage-script', credits(0), ['free']],
    ['artifio', 'video-generation', credits(199), ['15 second', '5 second', '0 second']],
    // Of each model the cheapest resolution.
    ['artifio', 'image-generation', credits(46), ['9 image', '4 image', '3 image']],
    [
      'artifio',
      'audio-generation',
      credits(45),
      ['4', '3', '2', '3', '2', '1', '2', '1', '1'].map((n) => `${n} times`),
    ],
    ['aiStudios', 'ai-video-generator', credits(60), ['60 second']],
    // Basic media are free; premium are what costs least beside them.
    ['aiStudios', 'topic-to-video', credits(16), ['free', '16 image', 'free', '16 second']],
    // More than one generation may ask for.
    ['captions', 'ai-ads', credits(2_500_000), ['2500000 second']],
  ] as const)('of %s, %s for %d micro-credits', (id, feature, budget, expected) => {
    expect(buys(catalogs[id], feature, budget)).toEqual(expected);
  });

  it('adds what is left of what comes free', () => {
    const catalog: Catalog = {
      ...captions,
      features: captions.features.map((each) =>
        each.id === 'ai-ads' ? { ...each, firstFree: { units: 10, per: 'period' as const } } : each,
      ),
    };
    const found = balanceBuys(catalog, credits(5), (id) => (id === 'ai-ads' ? 4_000_000n : null));
    expect(found.find(({ feature }) => feature.id === 'ai-ads')!.rows[0]!.buys).toEqual({
      count: 9,
      unit: 'second',
      free: 4,
    });
  });

  it('counts graduated bands by their quotes', () => {
    const catalog: Catalog = {
      ...captions,
      features: [
        {
          ...captions.features[0]!,
          price: {
            type: 'bands',
            unit: 'second',
            mode: 'graduated',
            fractions: false,
            bands: [
              { upTo: 10, credits: credits(3) },
              { upTo: 30, credits: credits(2) },
            ],
          },
        },
      ],
    };
    // 10 × 3 + 7 × 2 = 44, and one credit is left; twice the most (30 s = 70 credits) and 5 × 3 = 15.
    expect(buys(catalog, 'prompt-to-video', credits(45))[0]).toBe('17 second');
    expect(buys(catalog, 'prompt-to-video', credits(155))[0]).toBe('65 second');
  });
});

describe('a mix', () => {
  it.each(Object.entries(catalogs))('%s has a name of its own for every price', (_, catalog) => {
    const keys = mixWays(catalog).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => /^[a-z0-9.-]+$/.test(key))).toBe(true);
  });

  it.each([
    ['captions', { 'q.prompt-to-video': '10', 'q.voiceover': '3', 'q.genai-video.veo-3': '2' }, '147'],
    ['captions', { 'q.chat-based-editing.user-message': '5', 'q.chat-based-editing.action-taken': '15' }, '25'],
    ['artifio', { 'q.text-generation.text-draft.over-500': '100', 'q.image-generation.image-premium.2k': '7' }, '340'],
    ['aiStudios', { 'q.topic-to-video.premium.premium-video': '20', add: 'ai-image-generator', n: '4' }, '24'],
  ] as const)('of %s costs what its prices come to: %j', (id, asked, expected) => {
    const ways = mixWays(catalogs[id]);
    const { mix, ignored } = parseMix(asked, ways);
    expect(decimalText(mixCredits(mix!, ways))).toBe(expected);
    expect(ignored).toBe(0);
  });

  it.each([
    [{ 'q.no-such-thing': '1' }, 1],
    [{ 'q.ai-edit': '-1' }, 1],
    [{ 'q.ai-edit': '1.5' }, 1],
    [{ 'q.ai-edit': '1e3' }, 1],
    [{ 'q.ai-edit': `${MIX_QUANTITY_MAX + 1}` }, 1],
    [{ 'q.ai-edit': ['1', '2'] }, 1],
    [{ add: 'ai-edit' }, 1],
    [{ add: 'constructor', n: '1', 'q.__proto__': '2' }, 2],
    [{ mix: 'nonsense', add: '', n: '1' }, 0],
  ])('leaves out what it does not know: %j', (asked, ignored) => {
    const parsed = parseMix(asked as never, mixWays(captions));
    expect(parsed.ignored).toBe(ignored);
    expect([...(parsed.mix ?? [])].filter(([, quantity]) => quantity > 0)).toEqual(
      'n' in asked && asked.add === 'ai-edit' ? [['ai-edit', 1]] : [],
    );
  });

  it('from real use is an average month, rounded up, and says what it estimates', () => {
    const rows = [
      { feature: 'ai-edit', model: null, used: credits(14 * 31), generations: 31 },
      { feature: 'genai-image', model: 'photon', used: credits(7), generations: 3 },
      { feature: 'chat-based-editing', model: null, used: credits(30), generations: 16 },
      { feature: 'mirage-script', model: null, used: 0n, generations: 9 },
      { feature: 'withdrawn', model: null, used: credits(5), generations: 1 },
    ];
    const { mix, estimated, unknown } = usedMix(rows, mixWays(captions), 90);
    // 31 edits in 90 days are 10⅓ a month; 7 images 2⅓; chat costs 1.875 a time, nearest to a message's 2: 15 of them.
    expect([...mix]).toEqual([
      ['ai-edit', 11],
      ['genai-image.photon', 3],
      ['chat-based-editing.user-message', 5],
    ]);
    expect(estimated).toEqual(['chat-based-editing.user-message']);
    expect(unknown).toBe(credits(5));
  });
});

describe('the plan that fits', () => {
  const fits = (catalog: Catalog, need: number, seats = 1) =>
    planFits(catalog, credits(need), seats).map(({ plan, interval, fits, left, missing, total, isCheapest }) => [
      `${plan.id} ${interval.id}`,
      fits ? decimalText(left) : `-${decimalText(missing)}`,
      total === null ? null : Number(total),
      ...(isCheapest ? ['cheapest'] : []),
    ]);

  it('of Captions is the smallest that gives enough; what comes once does not count', () => {
    expect(fits(captions, 201)).toEqual([
      ['free month', '-201', null],
      ['pro month', '-1', null],
      ['max month', '299', 2499, 'cheapest'],
      ['scale month', '1199', 6999],
      ['scale-2x month', '2599', 13999],
      ['scale-4x month', '5399', 27999],
    ]);
    expect(fits(captions, 200)[1]).toEqual(['pro month', '0', 999, 'cheapest']);
    expect(fits(captions, 5601).flat()).not.toContain('cheapest');
    expect(fits(captions, 0).flat()).not.toContain('cheapest');
  });

  it('of AI Studios counts add-ons, shares of a year and seats; contracts are not compared', () => {
    // 130 a month: Personal lacks 70, which is 2 × 60 for $20; Team gives 150 for $39.
    expect(fits(aiStudios, 130)).toEqual([
      ['free month', '-114', null],
      ['personal month', '-70', 4900],
      ['personal year', '-70', 4900],
      ['team month', '20', 3900, 'cheapest'],
      ['team year', '20', 3900],
      ['enterprise contract', '-0', null],
    ]);
    expect(fits(aiStudios, 100)[1]).toEqual(['personal month', '-40', 3900]);
    // Four people can't do with a plan for one, though it would be cheaper with nine add-ons.
    expect(fits(aiStudios, 600, 4)[1]).toEqual(['personal month', '-540', 11900]);
    expect(fits(aiStudios, 600, 4)[3]).toEqual(['team month', '0', 15600, 'cheapest']);
  });

  it('of Artifio is its packs', () => {
    expect(fits(artifio, 2400)).toEqual([['pay-as-you-go month', '-2400', 2400, 'cheapest']]);
  });
});

describe('what is bought beside a plan', () => {
  const cover = (missing: bigint) => {
    const found = coverMissing(artifio, artifio.plans[0]!, missing)!;
    return [found.items.map(({ count, name }) => `${count} × ${name}`).join(' + '), Number(found.minor)];
  };
  it.each([
    [credits(1), '1 × 500 credits', 500],
    [credits(500), '1 × 500 credits', 500],
    [credits(500) + 1n, '2 × 500 credits', 1000],
    // Three would be $15.00, four $20.00: the larger one is cheaper.
    [credits(1600), '1 × 2,000 credits', 1900],
    [credits(2400), '1 × 500 credits + 1 × 2,000 credits', 2400],
    [credits(8000), '4 × 2,000 credits', 7600],
    [credits(9700), '1 × 10,000 credits', 9000],
    [credits(100_000_000), '2000 × 50,000 credits', 85_000_000],
  ] as const)('of %d micro-credits, %s is the cheapest', (missing, items, minor) => {
    expect(cover(missing)).toEqual([items, minor]);
  });

  it('is nothing where nothing is sold', () => {
    expect(coverMissing(captions, captions.plans[1]!, credits(1))).toBeNull();
  });
});
