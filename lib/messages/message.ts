import { IntlMessageFormat } from 'intl-messageformat';
import en from './en.json';

/** Every word on pages has a key in en.json, the one catalogue; a language is a file beside it. */
export type MessageKey = keyof typeof en;
export type MessageValues = Record<string, string | number>;

/** A message: ICU text, or the parts that such a text means. */
export type Words = ConstructorParameters<typeof IntlMessageFormat>[0];

declare global {
  /** Put in place by the test of the pseudo-locale, on the server and in the browser, before the pages begin. */
  var wordsUnderTest: Record<MessageKey, Words> | undefined;
}

/** Asked for anew with every message otherwise, and it takes longer than the rest of making one. */
const { resolveLocale } = IntlMessageFormat;
const resolved = new Map<string, Intl.Locale | undefined>();
IntlMessageFormat.resolveLocale = (locales) => {
  const id = String(locales);
  if (!resolved.has(id)) resolved.set(id, resolveLocale(locales));
  return resolved.get(id);
};

const FALLBACK = 'en';
const catalogues: Record<string, Record<MessageKey, Words>> = { [FALLBACK]: globalThis.wordsUnderTest ?? en };
const compiled = new Map<string, IntlMessageFormat>();

/** The language that pages speak to someone of this locale: its own where there is a catalogue for it. */
export function languageOf(locale: string): string {
  const language = locale.split('-', 1)[0]!.toLowerCase();
  return language in catalogues ? language : FALLBACK;
}

/** The words of `key`. Numbers that must be exact come already written (see format.ts), with a count for the plural. */
export function message(locale: string, key: MessageKey, values?: MessageValues): string {
  return format(locale, key).format(values) as string;
}

/** The words of `key` in parts, where `<tags>` in them are made into something else, such as an element. */
export function messageParts<T>(
  locale: string,
  key: MessageKey,
  values: Record<string, string | number | ((chunks: (string | T)[]) => T)>,
): (string | T)[] {
  const parts = format(locale, key).format<T>(values);
  return Array.isArray(parts) ? parts : [parts];
}

function format(locale: string, key: MessageKey): IntlMessageFormat {
  // Plurals follow the language of the words, not the country of the reader.
  const language = languageOf(locale);
  const id = `${language}\n${key}`;
  let found = compiled.get(id);
  if (!found) {
    found = new IntlMessageFormat(catalogues[language]![key], language);
    compiled.set(id, found);
  }
  return found;
}
