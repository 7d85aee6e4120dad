import { expect, it } from 'vitest';
import { countryCode } from '../billing-details';
import { COUNTRIES } from '../countries';
import { countryChoices, countryText } from './country-text';

it('every country has a name, and stands where the alphabet has it', () => {
  const choices = countryChoices('en-GB');
  expect(choices).toHaveLength(COUNTRIES.length);
  expect(choices.filter(({ code, name }) => code === name)).toEqual([]);
  expect(choices.slice(0, 3).map(({ name }) => name)).toEqual(['Afghanistan', 'Åland Islands', 'Albania']);
});

it('a name is in the language of the words around it, and a code without a name stays as it is', () => {
  expect(countryText('en-GB', 'DE')).toBe('Germany');
  expect(countryText('de-DE', 'DE')).toBe('Germany');
  expect(countryText('en', 'QQ')).toBe('QQ');
  expect(countryText('en', 'nowhere')).toBe('nowhere');
});

it('only what is a country is read as one', () => {
  expect(countryCode(' de ')).toBe('DE');
  for (const text of ['', 'D', 'QQ', 'DEU', 'Germany']) expect(countryCode(text)).toBeNull();
});
