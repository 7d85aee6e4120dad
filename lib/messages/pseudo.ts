import { IntlMessageFormat } from 'intl-messageformat';
import type { Words } from './message';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'áƀçđéƒĝĥíĵķłɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶŁṀÑÓÞɊŔŠŢÚṼŴẊÝŽ';

/**
 * The pseudo-locale "en-XA": every letter of the catalogue's own words is accented and every message stands between
 * brackets, which also makes it longer; what is filled in stays as it is. A plain letter on a page is then a word that
 * is in no message, or data. For tests only.
 */
export function pseudoCatalogue<Key extends string>(catalogue: Readonly<Record<Key, string>>): Record<Key, Words> {
  const entries = Object.entries<string>(catalogue).map(([key, words]) => [key, pseudoWords(words)]);
  return Object.fromEntries(entries) as Record<Key, Words>;
}

/** One message of the pseudo-locale, as the parts that its ICU text means. Throws where the text is no ICU message. */
export function pseudoWords(words: string): Element[] {
  const parts = new IntlMessageFormat(words, 'en').getAst().map(accented);
  return [literal('[!! '), ...parts, literal(' !!]')];
}

/** A part of a message with the words in it accented; names of arguments, options and tags are no words. */
function accented(part: Element): Element {
  if ('options' in part) {
    const options = Object.entries(part.options).map(([name, { value }]) => [name, { value: value.map(accented) }]);
    return { ...part, options: Object.fromEntries(options) } as Element;
  }
  if ('children' in part) return { ...part, children: part.children.map(accented) };
  return isLiteral(part) ? literal(part.value.replace(/[a-z]/gi, accentedLetter)) : part;
}

function isLiteral(part: Element): part is Extract<Element, { value: string }> {
  return part.type === literal('').type;
}

function accentedLetter(letter: string): string {
  return ACCENTED[PLAIN.indexOf(letter)]!;
}

/** The parser's own form of plain text. */
function literal(text: string): Element {
  return { type: 0, value: text };
}
