import { IntlMessageFormat } from 'intl-messageformat';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../errors';
import en from './en.json';
import { languageOf, message, messageParts, type MessageKey } from './message';

const root = path.join(import.meta.dirname, '../..');

describe('the catalogue', () => {
  it('is made of messages that compile', () => {
    for (const [key, words] of Object.entries(en)) {
      expect(() => new IntlMessageFormat(words, 'en'), key).not.toThrow();
    }
  });

  it('names no key twice', () => {
    const file = readFileSync(path.join(import.meta.dirname, 'en.json'), 'utf8');
    const keys = [...file.matchAll(/^\s*"([^"]+)":/gm)].map((match) => match[1]!);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('has words for every error code', () => {
    for (const code of errorCodes) {
      expect(message('en', `error.${code}`, { minutes: 2 }), code).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  it('has no exclamation marks, no blame, and one word for credits', () => {
    for (const [key, words] of Object.entries(en)) {
      expect(words.replace(/\{\w+\}/g, ''), key).not.toMatch(
        /!|\b(oops|sorry|invalid|failed to|units|tokens|cycle)\b/i,
      );
    }
  });
});

describe('keys and sources', () => {
  const sources = ['app', 'components', 'lib/messages', 'services/accounts', 'services/notify', 'bin/server'].flatMap(
    sourcesIn,
  );
  const all = sources.map((file) => readFileSync(file, 'utf8')).join('\n');

  it('every key is used somewhere', () => {
    const built = [...all.matchAll(/`([a-z][\w.]*\.)\$\{/gi)].map((match) => match[1]!);
    const unused = Object.keys(en).filter(
      (key) => !all.includes(`'${key}'`) && !all.includes(`"${key}"`) && !built.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it('every key that is used exists', () => {
    const groups = new Set(Object.keys(en).map((key) => key.split('.')[0]!));
    const named = [...all.matchAll(/'([a-z]\w*)\.([\w.]+)'/gi)].filter((match) => groups.has(match[1]!));
    const missing = named
      .map((match) => `${match[1]}.${match[2]}`)
      .filter((key) => !(key in en) && !key.endsWith('.ts'));
    expect(missing).toEqual([]);
  });

  it('no words stand in the markup itself', () => {
    for (const file of sources.filter((each) => each.endsWith('.tsx'))) {
      const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(text.match(/>\s*[A-Z][a-z]+[^<>{}=;()]*<\//g) ?? [], file).toEqual([]);
      expect(text.match(/(?:aria-label|title|placeholder|alt)="[^"]+"/g) ?? [], file).toEqual([]);
    }
  });
});

describe('words', () => {
  it.each([0, 1, 2])('know their plural (%i)', (count) => {
    const text = message('en', 'credits', { count, amount: String(count) });
    expect(text).toBe(`${count} ${count === 1 ? 'credit' : 'credits'}`);
  });

  it('follow the language of the words in their plurals, not the country of the reader', () => {
    expect(message('fr-FR', 'credits', { count: 0, amount: '0' })).toBe('0 credits');
    expect(message('ja-JP', 'credits', { count: 1, amount: '1' })).toBe('1 credit');
  });

  it('tell how long to wait', () => {
    const wait = (minutes: number) => message('en', 'error.too_many_requests', { minutes });
    expect(wait(0)).toContain('in a few minutes');
    expect(wait(1)).toContain('in a minute');
    expect(wait(12)).toContain('in 12 minutes');
  });

  it('tell days as people do', () => {
    const days = [0, 1, 23].map((count) => message('en', 'meter.days', { days: count }));
    expect(days).toEqual(['later today', 'tomorrow', 'in 23 days']);
  });

  it('let a tag become an element, in the place that the words give it', () => {
    const parts = messageParts<{ n: true }>('en', 'meter.left', { count: 1, n: () => ({ n: true }) });
    expect(parts).toEqual([{ n: true }, ' credit left']);
  });

  it('fall back to English', () => {
    expect(languageOf('de-DE')).toBe('en');
    const key: MessageKey = 'room.usage';
    expect(message('de-DE', key)).toBe('Usage');
  });
});

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
