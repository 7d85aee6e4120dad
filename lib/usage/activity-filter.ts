import { entryKinds, type EntryKind } from '../ledger/entry';
import type { Day } from '../time';
import { periodNamed } from './period-name';

/** What an activity list is narrowed to; null: not by this. It stands in the page's address, and so in a CSV's. */
export interface ActivityFilter {
  /** What somebody searches for, as they wrote it (lib/usage/activity-find.ts). */
  find: string | null;
  kind: EntryKind | null;
  feature: string | null;
  model: string | null;
  /** The vendor's own names; NONE: generations that have none. */
  project: string | null;
  member: string | null;
  /** A period by its name: the entries of its statement. */
  period: string | null;
  /** First and last day that count, in the account's zone. */
  from: Day | null;
  to: Day | null;
}

export const filterFields = ['find', 'kind', 'feature', 'model', 'project', 'member', 'period', 'from', 'to'] as const;
export type FilterField = (typeof filterFields)[number];

export const noFilter: ActivityFilter = {
  find: null,
  kind: null,
  feature: null,
  model: null,
  project: null,
  member: null,
  period: null,
  from: null,
  to: null,
};

/** In the place of a project's or a member's name: generations without one. */
export const NONE = '';

/** Where a page of the list begins: what is older, or newer, than the entry of this number. Neither: at the newest. */
export interface ActivityPlace {
  before: number | null;
  after: number | null;
}

/** An address's parameters, as Next gives them. */
export type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

const FIND_LENGTH_MAX = 80;
const ID_LENGTH_MAX = 80;
const OWN_LENGTH_MAX = 120;

/** How an address says NONE. A name that begins with it is written with one more. */
const NONE_IN_ADDRESS = '-';

/** Reads the filter of an address. What is no such thing is left out: an old link shows more, and never fails. */
export function parseFilter(asked: Asked): ActivityFilter {
  const kind = one(asked.kind);
  const period = one(asked.period);
  return {
    find: nameIn(asked.find, FIND_LENGTH_MAX)?.trim() || null,
    kind: entryKinds.find((each) => each === kind) ?? null,
    feature: nameIn(asked.feature, ID_LENGTH_MAX),
    model: nameIn(asked.model, ID_LENGTH_MAX),
    project: ownNameIn(asked.project),
    member: ownNameIn(asked.member),
    period: period !== null && periodNamed(period) !== undefined ? period : null,
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
    if (value !== null) query.set(field, inAddress(field, value));
  }
  if (place.before) query.set('before', String(place.before));
  if (place.after) query.set('after', String(place.after));
  const text = query.toString();
  return text && `?${text}`;
}

export function isFiltered(filter: ActivityFilter): boolean {
  return filterFields.some((field) => filter[field] !== null);
}

/** A field's value as an address and a form have it. */
export function inAddress(field: FilterField, value: string): string {
  if (field !== 'project' && field !== 'member') return value;
  return value === NONE || value.startsWith(NONE_IN_ADDRESS) ? NONE_IN_ADDRESS + value : value;
}

function one(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** One line of text, as the catalog's ids and the vendor's projects are; the database refuses half surrogates and NUL. */
function nameIn(value: string | readonly string[] | undefined, lengthMax: number): string | null {
  const name = one(value);
  return name !== null && name.length <= lengthMax && !/[\p{Cc}\p{Cs}]/u.test(name) ? name : null;
}

/** A name that the vendor gives. One more than its length may have, for the mark before it. */
function ownNameIn(value: string | readonly string[] | undefined): string | null {
  const name = nameIn(value, OWN_LENGTH_MAX + 1);
  if (name === NONE_IN_ADDRESS) return NONE;
  const own = name?.startsWith(NONE_IN_ADDRESS.repeat(2)) ? name.slice(1) : name;
  return own && own.length <= OWN_LENGTH_MAX ? own : null;
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
