import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from '@/db/client';
import { plural } from '@/lib/catalog/charge';
import { COUNTRIES } from '@/lib/countries';
import { testCards } from '@/services/payments/test-cards';

/**
 * What stands on pages in plain letters and is no word of ours: the data. Everything else has to come from the message
 * catalogue.
 */

/** Fields of a catalog file that are shown as the vendor wrote them. */
const SHOWN_FIELDS = new Set(['name', 'text', 'detail', 'currency']);
/** Ids that are shown as words, hyphens aside; units in their English plural, too. */
const SHOWN_IDS = new Set(['unit', 'option']);

/** Written by Intl, in the language of the words. */
const MONTHS =
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec';
const WEEKDAYS = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun';

/** Ids, also without their end, and that end. Before all else: somebody's name may be a hyphen. */
const ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3,4}(?:[0-9a-f]{8})?\b|\b[0-9a-f]{8}\b/g;

const patterns = [
  /^[\d.,]+ .+ = [\d.,]+$/, // a price's formula, kept as it was when the work was charged
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, // mail addresses
  /https?:\/\/\S+/g,
  /\b(?:Africa|America|Asia|Australia|Europe|Pacific)\/[A-Za-z_]+/g, // zones
  /(?<=:\d\d[\s\u00a0](?:[ap]m[\s\u00a0])?)[A-Z]{2,4}\b/gi,
  /\bUTC\b/g,
  /(?<=:\d\d)[\s\u00a0][ap]m\b/gi,
  new RegExp(`\\b(?:${MONTHS}|${WEEKDAYS})\\b`, 'g'),
  /(?<=\d{4}) at (?=\d\d?:)/g, // between a full date and its time
  /\bUS(?=\$)/g,
  /\[!!|!!\]/g, // the brackets, which may stand between what Intl joins
];

/** @returns a function that takes the data out of a text and leaves what is said around it */
export async function withoutData(database: Database): Promise<(text: string) => string> {
  const names = await database.sql<{ name: string }[]>`
    SELECT name FROM accounts UNION SELECT name FROM people UNION SELECT member FROM generations WHERE member IS NOT NULL
    UNION SELECT project FROM generations WHERE project IS NOT NULL
    -- As they were sent.
    UNION SELECT subject FROM mails`;
  const brands = testCards.map(({ brand }) => brand);
  const namesOf = new Intl.DisplayNames(['en-GB'], { type: 'region' });
  const countries = COUNTRIES.map((code) => namesOf.of(code)!);
  const known = [...new Set([...names.map(({ name }) => name), ...brands, ...countries, ...catalogTexts()])];
  // The longest first, so that a name is not cut in two by one that is part of it.
  const whole = known.sort((a, b) => b.length - a.length).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const data = new RegExp(`(?<![A-Za-z])(?:${whole.join('|')})(?![A-Za-z])`, 'g');
  return (text) =>
    patterns
      .reduce((rest, pattern) => rest.replace(pattern, '·'), text.replace(ID, '·').replace(data, '·'))
      // What Intl joins: "A, B, and C".
      .replace(/·,? and (?=·| ·)/g, '· ');
}

function catalogTexts(): string[] {
  const folder = fileURLToPath(new URL('../../catalogs/', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
  return files.flatMap((file) => shownIn(JSON.parse(readFileSync(folder + file, 'utf8'))));
}

function shownIn(value: unknown, field = ''): string[] {
  if (typeof value === 'string') {
    if (SHOWN_FIELDS.has(field)) return [value];
    return SHOWN_IDS.has(field) ? [spaced(value), plural(spaced(value))] : [];
  }
  if (Array.isArray(value)) return value.flatMap((each) => shownIn(each, field));
  if (value === null || typeof value !== 'object') return [];
  const choices = field === 'choices' ? Object.keys(value).map(spaced) : [];
  return [...choices, ...Object.entries(value).flatMap(([name, each]) => shownIn(each, name))];
}

function spaced(id: string): string {
  return id.replaceAll(/(?<!^re)-/g, ' ');
}
