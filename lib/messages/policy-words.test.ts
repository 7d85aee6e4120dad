import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalog } from '../catalog/parse';
import { policyOf, type Lasting } from '../catalog/policy';
import { featurePrices, type Per } from '../catalog/price-figures';
import { exactMoneyText } from './money-text';
import { lastingLines, lastingText, ruleLines, shortLastingText } from './policy-words';
import { byText, freeNames, perText, rangeText } from './price-words';

function read(id: string) {
  const parsed = parseCatalog(readFileSync(new URL(`../../catalogs/${id}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

const captions = read('captions');
const aiStudios = read('ai-studios');
const artifio = read('artifio');

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
  ])('%j', (lasting, sentence, short) => {
    expect(lastingText('en', lasting, 'period')).toBe(sentence);
    expect(shortLastingText('en', lasting)).toBe(short);
  });
});

describe('rules', () => {
  it('say of a catalog what applies to it, and no more', () => {
    expect(ruleLines('en', policyOf(artifio))).toEqual([
      'Work that fails is not charged: what was held for it is given back.',
    ]);
    expect(ruleLines('en', policyOf(captions))).toHaveLength(6);
    expect(ruleLines('en', policyOf(aiStudios))).toHaveLength(9);
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

describe('price formulas', () => {
  it.each<[Per, string]>([
    [{ type: 'time' }, 'each time'],
    [{ type: 'unit', unit: 'second', minimum: null }, 'per second'],
    [{ type: 'unit', unit: 're-generation', minimum: null }, 'per re-generation'],
    [{ type: 'unit', unit: 'style-change', minimum: 2 }, 'per style change, at least 2'],
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
