import { describe, expect, it } from 'vitest';
import { parseTaxes } from './taxes-file';

const reverseCharge = 'Reverse charge: you account for the VAT';
const file = {
  home: 'DE',
  rules: [
    { countries: ['DE'], taxes: [{ name: 'VAT 19%', percent: '19' }] },
    {
      countries: ['AT', 'LI'],
      taxes: [{ name: 'VAT 20%', percent: '20', withTaxId: { name: reverseCharge, pattern: 'ATU\\d{8}' } }],
    },
    { countries: ['FR'], taxes: [{ name: 'VAT 20%', percent: '20', withTaxId: { name: reverseCharge } }] },
    {
      countries: ['US'],
      taxes: [
        { name: 'State', percent: '6.25' },
        { name: 'City', percent: '0.8755' },
      ],
    },
    { countries: ['NO'], taxes: [] },
  ],
};

function problemsOf(data: unknown) {
  const parsed = parseTaxes(typeof data === 'string' ? data : JSON.stringify(data));
  return parsed.ok ? [] : parsed.problems.map(({ path, reason }) => `${path} ${reason}`);
}

describe('taxes by where an invoice goes', () => {
  const parsed = parseTaxes(JSON.stringify(file));
  const taxesOf = (country: string | null, taxId: string | null = null) =>
    parsed.ok && parsed.taxes({ country, taxId }).map(({ name, rate }) => [name, rate]);

  it.each([
    ['DE', null, [['VAT 19%', 190_000]]],
    ['DE', 'DE123456789', [['VAT 19%', 190_000]]],
    ['AT', null, [['VAT 20%', 200_000]]],
    ['AT', 'atu 1234.5678', [[reverseCharge, 0]]],
    ['AT', 'none of yours', [['VAT 20%', 200_000]]],
    ['AT', 'xATU12345678', [['VAT 20%', 200_000]]],
    ['FR', 'FR1', [[reverseCharge, 0]]],
    ['FR', ' . ', [['VAT 20%', 200_000]]],
    ['US', null, [['State', 62_500], ['City', 8_755]]], // prettier-ignore
    ['NO', null, []],
    ['JP', null, []],
    [null, null, [['VAT 19%', 190_000]]],
  ])('%s, tax id %s', (country, taxId, expected) => {
    expect(taxesOf(country, taxId)).toEqual(expected);
  });

  it('none, where nobody said where it goes and there is no home', () => {
    const homeless = parseTaxes(JSON.stringify({ rules: file.rules }));
    expect(homeless.ok && homeless.taxes({ country: null, taxId: null })).toEqual([]);
  });
});

it.each([
  ['{', '/ not JSON'],
  [{ rules: [{ countries: ['de'], taxes: [] }] }, '/rules/0/countries/0 a country is two capital letters'],
  [{ rules: [{ countries: [], taxes: [] }] }, '/rules/0/countries '],
  [{ rules: [{ countries: ['DE'], taxes: [{ name: 'VAT', percent: 19 }] }] }, '/rules/0/taxes/0/percent '],
  [{ rules: [{ countries: ['DE'], taxes: [{ name: 'VAT', percent: '19,5' }] }] }, 'a percentage is a text'],
  [{ rules: [{ countries: ['DE'], taxes: [{ name: 'VAT', percent: '101' }] }] }, 'a percentage is a text'],
  [{ rules: [{ countries: ['DE'], taxes: [{ name: 'VAT', percent: '1.00001' }] }] }, 'a percentage is a text'],
  [{ rules: [{ countries: ['DE'], taxes: [{ name: '', percent: '19' }] }] }, '/rules/0/taxes/0/name '],
  [{ rules: [{ countries: ['DE', 'DE'], taxes: [] }] }, '/rules/0/countries/1 "DE" stands here twice'],
  [{ home: 'FR', rules: [{ countries: ['DE'], taxes: [] }] }, '/home no rule is for "FR"'],
  [{ rules: [], tax: 1 }, '/ '],
  [
    { rules: [{ countries: ['DE'], taxes: [{ name: 'V', percent: '1', withTaxId: { name: 'R', pattern: '(' } }] }] },
    '/rules/0/taxes/0/withTaxId/pattern this is no regular expression',
  ],
])('what can not be used is named with its place: %j', (data, words) => {
  expect(problemsOf(data).join('\n')).toContain(words);
});
