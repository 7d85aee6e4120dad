import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalog } from '../catalog/parse';
import type { Lasting } from '../catalog/lasting';
import { policyOf } from '../catalog/policy';
import { featurePrices, type Per } from '../catalog/price-figures';
import type { Catalog } from '../catalog/schema';
import { exampleCatalog } from '../catalog/testing/example';
import { exactMoneyText } from './money-text';
import { lastingLines, lastingText, rhythmText, ruleLines, shortLastingText, wayText } from './policy-words';
import { byText, firstFreeText, freeNames, maxText, perText, rangeText } from './price-words';

function read(id: string) {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${id}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

const captions = read('captions');
const aiStudios = read('ai-studios');
const artifio = read('artifio');
const lumen = exampleCatalog();
const unit = (name: string) => ({ unit: name, max: null });

describe('how long credits last', () => {
  it('Captions', () => {
    expect(lastingLines('en', policyOf(captions))).toEqual([
      { names: ['Free'], sentence: 'Credits that come once never end.' },
      {
        names: ['Pro', 'Max', 'Scale', 'Scale 2x', 'Scale 4x'],
        sentence:
          "Plan credits can be used in their own month and the two after it; at most 2 months' credits are carried over at a refresh, and what is above that ends.",
      },
    ]);
  });

  it('AI Studios', () => {
    expect(lastingLines('en', policyOf(aiStudios))).toEqual([
      {
        names: ['Free', 'Personal by the month', 'Team by the month'],
        sentence: 'Plan credits end with their own month: nothing is carried over.',
      },
      {
        names: ['Personal by the year', 'Team by the year'],
        sentence: 'Plan credits end with their own year: nothing is carried over.',
      },
    ]);
  });

  it('Artifio', () => {
    expect(lastingLines('en', policyOf(artifio))).toEqual([
      { names: ['Packs'], sentence: 'Credits of a pack never end.' },
    ]);
  });

  const month = { periodMonths: 1 };
  it.each<[Lasting, string, string]>([
    [{ ...month, lasts: { type: 'never' }, carried: { type: 'everything' } }, 'Plan credits never end.', 'never end'],
    [
      { ...month, lasts: { type: 'never' }, carried: { type: 'nothing' } },
      'Plan credits end with their own month: nothing is carried over.',
      'end with the month',
    ],
    [
      { ...month, lasts: { type: 'never' }, carried: { type: 'amount', credits: 1500 } },
      'Plan credits have no end of their own; at most 1,500 credits are carried over at a refresh, and what is above that ends.',
      'never end',
    ],
    [
      { ...month, lasts: { type: 'periods', count: 2 }, carried: { type: 'everything' } },
      'Plan credits can be used in their own month and the one after it: what is left is carried over.',
      'last 2 months',
    ],
    [
      { periodMonths: 3, lasts: { type: 'periods', count: 1 }, carried: { type: 'everything' } },
      'Plan credits end with their own 3-month period: nothing is carried over.',
      'end with the 3-month period',
    ],
    [
      { ...month, lasts: { type: 'days', count: 90 }, carried: { type: 'everything' } },
      'Plan credits end 90 days after they come.',
      'last 90 days',
    ],
    [
      { ...month, lasts: { type: 'days', count: 7 }, carried: { type: 'nothing' } },
      'Plan credits end 7 days after they come, and with their own month at the latest: nothing is carried over.',
      'last 7 days',
    ],
    [
      {
        ...month,
        lasts: { type: 'months', count: 6 },
        carried: { type: 'times', times: 1, credits: 5, perSeat: false },
      },
      "Plan credits end 6 months after they come; at most one month's credits are carried over at a refresh, and what is above that ends.",
      'last 6 months',
    ],
    [
      { ...month, lasts: { type: 'periods', count: 2 }, carried: { type: 'fraction', fraction: 0.5, atMost: 200 } },
      'Plan credits can be used in their own month and the one after it; 50% of what is left, at most 200 credits, is carried over at a refresh, and the rest ends.',
      'last 2 months',
    ],
    [
      { ...month, lasts: { type: 'never' }, carried: { type: 'fraction', fraction: 0.333333, atMost: null } },
      'Plan credits have no end of their own; 33.3333% of what is left is carried over at a refresh, and the rest ends.',
      'never end',
    ],
    [
      { ...month, lasts: { type: 'days', count: 60 }, carried: { type: 'fraction', fraction: 1, atMost: 1 } },
      'Plan credits end 60 days after they come; 100% of what is left, at most 1 credit, is carried over at a refresh, and the rest ends.',
      'last 60 days',
    ],
    [
      { periodMonths: null, periodDays: 1, lasts: { type: 'periods', count: 1 }, carried: { type: 'everything' } },
      'Plan credits end with their own day: nothing is carried over.',
      'end with the day',
    ],
    [
      {
        periodMonths: null,
        periodDays: 7,
        lasts: { type: 'periods', count: 2 },
        carried: { type: 'times', times: 2, credits: 5, perSeat: false },
      },
      "Plan credits can be used in their own 7-day period and the one after it; at most 2 7-day periods' credits are carried over at a refresh, and what is above that ends.",
      'last 14 days',
    ],
    [
      { ...month, onTheFirst: true, lasts: { type: 'periods', count: 3 }, carried: { type: 'everything' } },
      'Plan credits can be used in their own calendar month and the two after it: what is left is carried over.',
      'last 3 calendar months',
    ],
    [
      { periodMonths: null, lasts: { type: 'periods', count: 1 }, carried: { type: 'outside' } },
      'Plan credits end with their own period: nothing is carried over.',
      'end with the period',
    ],
  ])('%j', (lasting, sentence, short) => {
    expect(lastingText('en', lasting, 'period')).toBe(sentence);
    expect(shortLastingText('en', lasting)).toBe(short);
  });
});

describe('rules', () => {
  it('say of a catalog what applies to it, and no more', () => {
    expect(ruleLines('en', policyOf(artifio))).toEqual([
      'Credits are used in this order: those that end soonest, then the oldest.',
      'Work that fails is not charged: what was held for it is given back.',
    ]);
    expect(ruleLines('en', policyOf(captions))).toHaveLength(7);
    expect(ruleLines('en', policyOf(aiStudios))).toHaveLength(12);
  });

  it('of the made-up vendor are all said', () => {
    const lines = ruleLines('en', policyOf(lumen));
    expect(lines).toHaveLength(15);
    expect(lines).toEqual(
      expect.arrayContaining([
        'For an upgrade you may also choose “Start a new month”: you pay the full new price and get the full new credits; what you have stays, and a new period starts that day.',
        'A downgrade holds from the end of the period; plan credits keep their own end, up to what the old plan carries over.',
        'Going over to a longer period of payment holds at once: you pay the full new price less what is left of the old one and get the full new credits; credits whose money is given back end, and a new period starts that day.',
        'Going back to a shorter period of payment holds from the end of the longer one.',
        'The pack Boost can be bought and used only while a plan that is paid for is running.',
        'Credits are used in this order: as the vendor puts them (all that is not named, then packs), then those that were given, then those that end soonest, then the oldest.',
        'With the first declined payment of a renewal 25 credits come once, so that work can go on; they last 7 days.',
      ]),
    );
  });

  it.each<[Catalog['burnDown'], string]>([
    [{ order: ['newest'], sources: [] }, 'the newest'],
    [
      { order: ['paid', 'soonestEnd'], sources: [] },
      'those that were paid for, then those that end soonest, then the oldest',
    ],
    [
      { order: ['source', 'oldest'], sources: ['promotion', 'pack'] },
      'by where they come from (from promotion credits, then from a pack, then all that is not named), then the oldest',
    ],
  ])('%j: used in this order: %s', (burnDown, order) => {
    expect(ruleLines('en', policyOf({ ...artifio, burnDown }))[0]).toBe(`Credits are used in this order: ${order}.`);
  });

  it('without names where one kind of credits has several ranks', () => {
    const packs = artifio.packs.map((pack, priority) => ({ ...pack, priority }));
    expect(ruleLines('en', policyOf({ ...artifio, packs }))[0]).toBe(
      'Credits are used in this order: those that the vendor puts first, then those that end soonest, then the oldest.',
    );
  });

  it('tell an upgrade of one vendor from that of another', () => {
    expect(ruleLines('en', policyOf(captions))[1]).toBe(
      'An upgrade holds at once: you pay the full difference in price and get the full difference in credits; what you have stays, and the refresh date stays.',
    );
    expect(ruleLines('en', policyOf(aiStudios))[1]).toBe(
      'An upgrade holds at once: you pay the difference in price for the time that is left and get the difference in credits for the time that is left; what you have stays, and the refresh date stays.',
    );
  });
});

describe('when credits come', () => {
  it.each([
    ['starter', 'month', ['each day', 'once']],
    ['pro', 'month', ['each month']],
    ['pro', 'year', ['each month']],
    ['studio', 'month', ['on the 1st of each month']],
  ])('%s by the %s', (planId, termId, words) => {
    const plan = policyOf(lumen).plans.find(({ id }) => id === planId)!;
    const term = plan.terms.find(({ id }) => id === termId)!;
    expect(term.grants.map((grant) => rhythmText('en', grant, term.months))).toEqual(words);
  });

  it('every so many days', () => {
    const [grant] = policyOf(lumen).plans[0]!.terms[0]!.grants;
    expect(rhythmText('en', { ...grant!, everyDays: 7 }, 1)).toBe('every 7 days');
  });
});

describe('ways to buy', () => {
  it('several packs, or on a plan', () => {
    const unit = { perThousand: 5000, perCredit: '0.05' };
    const way = { kind: 'packVolume' as const, name: 'Boost', months: null, count: 10, plan: null, price: unit };
    expect(wayText('en', 'EUR', way)).toBe(
      'the pack of Boost where 10 or more are bought together, €50.00 for 1,000 credits',
    );
    expect(wayText('en', 'EUR', { ...way, kind: 'packOfPlan', count: null, plan: 'Studio' })).toBe(
      'the pack of Boost for those on Studio, €50.00 for 1,000 credits',
    );
  });
});

describe('price formulas', () => {
  it.each<[Per, string]>([
    [{ type: 'time' }, 'each time'],
    [{ type: 'unit', unit: 'second', minimum: null }, 'per second'],
    [{ type: 'unit', unit: 're-generation', minimum: null }, 'per re-generation'],
    [{ type: 'unit', unit: 'style-change', minimum: 2 }, 'per style change, at least 2'],
    [{ type: 'product', units: [unit('piece'), unit('day')], minimum: null }, 'per piece and day'],
    [
      { type: 'product', units: [unit('piece'), unit('day'), unit('seat')], minimum: 10 },
      'per piece, day, and seat, at least 10',
    ],
    [{ type: 'block', unit: 'second', size: 10 }, 'per started 10 seconds'],
    [{ type: 'block', unit: 'minute', size: 1 }, 'per started 1 minute'],
    [{ type: 'band', unit: 'word', above: 0, upTo: 500 }, 'for up to 500 words'],
    [{ type: 'band', unit: 'word', above: 500, upTo: 1500 }, 'for over 500, up to 1,500 words'],
    [{ type: 'band', unit: 'word', above: 1500, upTo: null }, 'for over 1,500 words'],
    [{ type: 'band', unit: 'word', above: 0, upTo: null }, 'for any number of words'],
    [{ type: 'step', unit: 'word', above: 0, upTo: 500 }, 'per word up to 500 words'],
    [{ type: 'step', unit: 'word', above: 500, upTo: null }, 'per word over 500 words'],
  ])('%j: "%s"', (per, text) => {
    expect(perText('en', per)).toBe(text);
  });

  it('of many models show the true range', () => {
    const video = featurePrices(captions).find(({ id }) => id === 'genai-video')!;
    expect([rangeText('en', video.figures), byText('en', video)]).toEqual(['1–64', 'per clip, by model']);
  });

  it('of several lines have no range in common', () => {
    const chat = featurePrices(captions).find(({ id }) => id === 'chat-based-editing')!;
    expect(rangeText('en', chat.figures)).toBe('');
  });

  it('name the most of each unit that is multiplied', () => {
    const per = (...units: [string, number | null][]): Per => {
      return { type: 'product', units: units.map(([name, max]) => ({ unit: name, max })), minimum: null };
    };
    expect(maxText('en', { max: null, per: per(['piece', 10], ['day', 30]) })).toBe('at most 10 pieces and 30 days');
    expect(maxText('en', { max: null, per: per(['piece', null], ['day', 1]) })).toBe('at most 1 day');
    expect(maxText('en', { max: null, per: per(['piece', null], ['day', null]) })).toBe('');
  });

  it.each([
    [{ units: 10, unit: 'image', per: 'period' as const }, 'first 10 images of each period free'],
    [{ units: 1, unit: 'style-change', per: 'day' as const }, 'first style change of each day free'],
    [{ units: 2.5, unit: 'second', per: 'ever' as const }, 'first 2.5 seconds free'],
    [null, ''],
  ])('%j: "%s"', (firstFree, text) => {
    expect(firstFreeText('en', { firstFree })).toBe(text);
  });

  it('name what is free', () => {
    expect(freeNames('en', featurePrices(captions))).toEqual([
      'Stable Audio Open in GenAI Music',
      'MMAudio in GenAI Music',
      'Mirage Script',
      'Mirage Driven Video',
    ]);
    expect(freeNames('en', featurePrices(aiStudios))[0]).toBe('basic media in Topic to Video');
    expect(freeNames('en', featurePrices(artifio))).toEqual([]);
  });
});

describe('the price of one credit', () => {
  it('is shown to its last decimal, and with as many as those beside it', () => {
    expect(exactMoneyText('en', 'USD', '0.04995')).toBe('$0.04995');
    expect(exactMoneyText('en', 'USD', '0.01', ['0.0085'])).toBe('$0.0100');
    expect(exactMoneyText('en', 'USD', '1234.5')).toBe('$1,234.50');
    expect(exactMoneyText('en', 'JPY', '33.33')).toBe('¥33.33');
  });
});
