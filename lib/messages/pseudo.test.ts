import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import { pseudoCatalogue, pseudoWords } from './pseudo';

const filledIn = (words: string, values: Record<string, string | number>) =>
  new IntlMessageFormat(pseudoWords(words), 'en').format(values);

describe('the pseudo-locale', () => {
  it('accents the words, puts brackets around them, and leaves alone what is filled in', () => {
    expect(filledIn('The {plan} plan', { plan: 'Max' })).toBe('[!! Ţĥé Max þłáñ !!]');
  });

  it('keeps plurals, selects and their numbers', () => {
    const words = '{days, plural, =0 {today} one {# day} other {# days}} {how, select, soon {soon} other {later}}';
    expect(filledIn(words, { days: 3, how: 'soon' })).toBe('[!! 3 đáýš šóóñ !!]');
    expect(filledIn(words, { days: 0, how: 'x' })).toBe('[!! ţóđáý łáţéŕ !!]');
  });

  it('keeps tags, so that an element can stand in their place', () => {
    const parts = new IntlMessageFormat(pseudoWords('see <a>the entries</a>'), 'en').format<object>({
      a: (chunks) => ({ chunks }),
    });
    expect(parts).toEqual(['[!! šéé ', { chunks: ['ţĥé éñţŕíéš'] }, ' !!]']);
  });

  it('has every message of the catalogue, survives JSON, and has no plain letter of its own', () => {
    const words = JSON.parse(JSON.stringify(pseudoCatalogue(en))) as ReturnType<typeof pseudoCatalogue>;
    expect(Object.keys(words)).toEqual(Object.keys(en));
    for (const [key, parts] of Object.entries(words)) {
      expect(() => new IntlMessageFormat(parts, 'en'), key).not.toThrow();
      expect(lettersOf(parts), key).not.toMatch(/[a-z]/i);
    }
  });
});

/** The literal text of a message's parts, without names of arguments, options and tags. */
function lettersOf(parts: unknown): string {
  if (Array.isArray(parts)) return parts.map(lettersOf).join(' ');
  const part = parts as {
    type: number;
    value: unknown;
    options?: Record<string, { value: unknown }>;
    children?: unknown;
  };
  const inside = Object.values(part.options ?? {}).map((option) => lettersOf(option.value));
  return [part.type === 0 ? part.value : '', ...inside, part.children ? lettersOf(part.children) : ''].join(' ');
}
