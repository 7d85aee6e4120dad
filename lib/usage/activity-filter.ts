import { entryKinds, type EntryKind } from '../ledger/entry';
import type { Day } from '../time';

/** What an activity list is narrowed to; null: not by this. It stands in the page's address, and so in a CSV's. */
export interface ActivityFilter {
  kind: EntryKind | null;
  feature: string | null;
  model: string | null;
  project: string | null;
  /** First and last day that count, in the account's zone. */
  from: Day | null;
  to: Day | null;
}

export const filterFields = ['kind', 'feature', 'model', 'project', 'from', 'to'] as const;
export type FilterField = (typeof filterFields)[number];

export const noFilter: ActivityFilter = { kind: null, feature: null, model: null, project: null, from: null, to: null };

/** Where a page of the list begins: what is older, or newer, than the entry of this number. Neither: at the newest. */
export interface ActivityPlace {
  before: number | null;
  after: number | null;
}

/** An address's parameters, as Next gives them. */
export type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

const ID_LENGTH_MAX = 80;
const PROJECT_LENGTH_MAX = 120;

/** Reads the filter of an address. What is no such thing is left out: an old link shows more, and never fails. */
export function parseFilter(asked: Asked): ActivityFilter {
  const kind = one(asked.kind);
  return {
    kind: entryKinds.find((each) => each === kind) ?? null,
    feature: nameIn(asked.feature, ID_LENGTH_MAX),
    model: nameIn(asked.model, ID_LENGTH_MAX),
    project: nameIn(asked.project, PROJECT_LENGTH_MAX),
    from: dayOf(asked.from),
    to: dayOf(asked.to),
  };
}

export function parsePlace(asked: Asked): ActivityPlace {
  const before = entryNumber(asked.before);
  return { before, after: before === null ? entryNumber(asked.after) : null };
}

/** The filter as the end of an address, with a place in the list: "?kind=debit&before=120", or empty. */
export function filterQuery(filter: ActivityFilter, place: Partial<ActivityPlace> = {}): string {
  const query = new URLSearchParams();
  for (const field of filterFields) {
    const value = filter[field];
    if (value !== null) query.set(field, value);
  }
  if (place.before) query.set('before', String(place.before));
  if (place.after) query.set('after', String(place.after));
  const text = query.toString();
  return text && `?${text}`;
}

export function isFiltered(filter: ActivityFilter): boolean {
  return filterFields.some((field) => filter[field] !== null);
}

function one(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** One line of text, as the catalog's ids and the vendor's projects are; the database refuses half surrogates and NUL. */
function nameIn(value: string | readonly string[] | undefined, lengthMax: number): string | null {
  const name = one(value);
  return name !== null && name.length <= lengthMax && !/[\p{Cc}\p{Cs}]/u.test(name) ? name : null;
}

function dayOf(value: string | readonly string[] | undefined): Day | null {
  const day = one(value);
  if (day === null || !/^[12]\d{3}-\d{2}-\d{2}$/.test(day)) return null;
  const midnight = new Date(`${day}T00:00:00Z`);
  // 30 February is a date to the parser, and another one.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day) ? day : null;
}

function entryNumber(value: string | readonly string[] | undefined): number | null {
  const text = one(value);
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
