import { COUNTRIES } from '../countries';
import { languageOf } from './message';

/** "Germany" for "DE"; the code itself where it has no name. In the language of the words around it. */
export function countryText(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames([inWords(locale)], { type: 'region' }).of(code) ?? code;
  } catch {
    return code; // no code of any country
  }
}

/** Every country with its name, in the order of the alphabet. */
export function countryChoices(locale: string): { code: string; name: string }[] {
  const { compare } = new Intl.Collator(inWords(locale));
  return COUNTRIES.map((code) => ({ code, name: countryText(locale, code) })).sort((a, b) => compare(a.name, b.name));
}

/** The reader's own way of a language ("en-GB"), where the words are of that language. */
function inWords(locale: string): string {
  const language = languageOf(locale);
  return locale.toLowerCase().startsWith(language) ? locale : language;
}
