import fc from 'fast-check';
import { newId } from '@/lib/ids';
import type { ApiRequest } from '../http';
import { openApiDocument } from '../openapi';
import { bodyText, follow, hostileText, hostileValue, valueOf, wordsOf, type Schema } from './fuzz-values';

/** Who asks: what is sent as the Authorization header is found under this name. */
export const askers = ['all', 'reader', 'nothing', 'account', 'elsewhere', 'revoked'] as const;
export type Asker = (typeof askers)[number];

/** What there is to ask for, as the answers told it. The first account has plenty. */
export interface Known {
  accounts: string[];
  generations: { account: string; id: string }[];
  held: { account: string; id: string }[];
  keys: string[];
  quotes: string[];
  used: string[];
}

/** One thing that is done to a request before it is sent. */
type Twist =
  | { twist: 'set' | 'add'; at: number; value: unknown }
  | { twist: 'drop'; at: number }
  | { twist: 'body'; text: string; times: number }
  | { twist: 'bytes'; bytes: Uint8Array }
  | { twist: 'header'; name: string; value: string | undefined }
  | { twist: 'method'; method: string }
  | { twist: 'segment'; at: number; text: string }
  | { twist: 'path'; path: string }
  | { twist: 'query'; text: string };

/** A request as plain data, so that one that fails can be made smaller. `pick` says which of what is known is meant. */
export interface Recipe {
  operation: string;
  asker: Asker | string;
  pick: number;
  query: [string, unknown][];
  body: unknown;
  twists: Twist[];
}

interface Operation {
  id: string;
  method: string;
  path: string;
  query: { name: string; required: boolean; schema: Schema }[];
  body: { schema: Schema; example: unknown } | undefined;
}

const document = openApiDocument() as Schema & { paths: Record<string, Record<string, Schema>> };
const operations = new Map(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, found]): [string, Operation] => {
      const id = found.operationId as string;
      const parameters = found.parameters as { name: string; in?: string; required: boolean; schema: Schema }[];
      const body = found.requestBody as { content: Record<string, { schema: Schema; example: unknown }> } | undefined;
      const query = parameters.filter((each) => each.in === 'query');
      return [id, { id, path, method: method.toUpperCase(), query, body: body?.content['application/json'] }];
    }),
  ),
);

/** The document's own examples, with what has to be there, or new each time, left open (see `fill`). */
const words = wordsOf([...operations.values()].map(({ body }) => body?.example));
for (const name of ['account', 'quote', 'regenerates', 'externalId', 'idempotencyKey']) words.set(name, [`@${name}`]);
words.set('mode', ['hold', 'debit']).set('from', ['2026-03-01', '2026-03-09']).set('to', ['2026-03-10', '2026-03-31']);

/** What the document describes, with up to three twists. */
export const recipes: fc.Arbitrary<Recipe> = fc.constantFrom(...operations.values()).chain((operation) =>
  fc.record({
    operation: fc.constant(operation.id),
    asker: fc.oneof({ weight: 12, arbitrary: fc.constant('all') }, fc.constantFrom(...askers), hostileText),
    pick: fc.nat({ max: 10_000 }),
    query: queryOf(operation),
    body: bodyOf(operation),
    twists: fc.oneof(
      { weight: 2, arbitrary: fc.constant<Twist[]>([]) },
      { weight: 3, arbitrary: fc.array(twists, { minLength: 1, maxLength: 3 }) },
    ),
  }),
);

function queryOf({ query }: Operation): fc.Arbitrary<[string, unknown][]> {
  const pairs = query.map(({ name, required, schema }) => {
    const pair = fc.tuple(fc.constant(name), valueOf(schema, document, words, name));
    return required
      ? pair.map((each) => [each])
      : fc.oneof(
          fc.constant([]),
          pair.map((each) => [each]),
        );
  });
  return fc.tuple(...pairs).map((found) => found.flat());
}

/** The example, the example with one of its members as the schema allows it, or anything that the schema allows. */
function bodyOf({ body }: Operation): fc.Arbitrary<unknown> {
  if (!body) return fc.constant(undefined);
  const example = open(body.example) as object;
  const any = valueOf(body.schema, document, words);
  const member = fc.tuple(any, fc.nat()).map(([other, at]) => {
    const members = Object.entries(other as object);
    return { ...example, ...Object.fromEntries(members.length ? [members[at % members.length]!] : []) };
  });
  return fc.oneof({ weight: 2, arbitrary: fc.constant(example) }, { weight: 2, arbitrary: member }, any);
}

/** Each member of each body once with each of these values in the example's place, whether or not the example has it. */
export function everyMemberWith(values: readonly unknown[]): Recipe[] {
  return [...operations.values()].flatMap(({ id, body }) => {
    if (!body) return [];
    const example = open(body.example) as object;
    return [...membersOf(body.schema)].flatMap((member) =>
      values.map((value) => ({
        operation: id,
        asker: 'all' as const,
        pick: 1,
        query: [],
        body: { ...example, [member]: value },
        twists: [],
      })),
    );
  });
}

function membersOf(schema: Schema): Set<string> {
  const found = (typeof schema.$ref === 'string' ? follow(document, schema.$ref) : schema) as Schema;
  const kinds = (found.anyOf ?? []) as Schema[];
  const own = Object.keys((found.properties ?? {}) as object);
  return new Set([...own, ...kinds.flatMap((each) => [...membersOf(each)])]);
}

/** An example with its names of accounts and changes left open. */
function open(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => open(each, name));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, open(inner, member)]));
  return ['account', 'externalId', 'idempotencyKey'].includes(name) ? `@${name}` : value;
}

const bodies = [
  '',
  'null',
  '[]',
  '"text"',
  '{',
  '{}',
  '{"',
  '\ufeff{}',
  '[',
  '{"a":',
  '{"__proto__": {"a": 1}}',
  ' ',
  'x',
];
const types = [
  'text/plain',
  'application/json',
  'APPLICATION/JSON; charset=utf-8',
  'application/jsonx',
  '',
  'application/x-www-form-urlencoded',
];

const twists: fc.Arbitrary<Twist> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ twist: fc.constantFrom('set', 'add'), at: fc.nat({ max: 30 }), value: hostileValue }),
  },
  { weight: 2, arbitrary: fc.record({ twist: fc.constant('drop'), at: fc.nat({ max: 30 }) }) },
  fc.record({
    twist: fc.constant('body'),
    text: fc.constantFrom(...bodies),
    times: fc.constantFrom(1, 1, 1, 2, 9_000, 66_000, 1_050_000),
  }),
  fc.record({ twist: fc.constant('bytes'), bytes: fc.uint8Array({ maxLength: 60 }) }),
  fc.record({
    twist: fc.constant('header'),
    name: fc.constant('content-type'),
    value: fc.option(fc.constantFrom(...types), { nil: undefined }),
  }),
  fc.record({
    twist: fc.constant('header'),
    name: fc.constant('idempotency-key'),
    value: fc.option(fc.oneof(fc.constant('@used'), hostileText), { nil: undefined }),
  }),
  fc.record({
    twist: fc.constant('method'),
    method: fc.constantFrom(
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'HEAD',
      'OPTIONS',
      'TRACE',
      'post',
      '',
      'M-SEARCH',
    ),
  }),
  { weight: 2, arbitrary: fc.record({ twist: fc.constant('segment'), at: fc.nat({ max: 6 }), text: hostileText }) },
  fc.record({ twist: fc.constant('path'), path: fc.oneof(fc.webPath(), hostileText) }),
  fc.record({
    twist: fc.constant('query'),
    text: fc.oneof(fc.webQueryParameters(), hostileText, fc.constant('limit=1&limit=2&__proto__=1')),
  }),
) as fc.Arbitrary<Twist>;

/** Makes the request of a recipe, from what is known now. */
export function requestOf(recipe: Recipe, known: Known, keys: Readonly<Record<Asker, string>>): ApiRequest {
  const { id, method, path } = operations.get(recipe.operation)!;
  const asked = {
    method,
    path: fillPath(id, path, recipe.pick, known),
    query: new URLSearchParams(
      recipe.query.map(([name, value]) => [name, String(fill(value, recipe.pick, known))]),
    ).toString(),
    headers: {
      authorization: `Bearer ${keys[recipe.asker as Asker] ?? recipe.asker}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    } as Record<string, string | undefined>,
    json: fill(recipe.body, recipe.pick, known),
    body: undefined as Uint8Array | undefined,
  };
  for (const twist of recipe.twists) apply(twist, asked, recipe.pick, known);
  const { json, body, ...rest } = asked;
  return { ...rest, body: body ?? new TextEncoder().encode(json === undefined ? '' : bodyText(json)) };
}

function apply(
  twist: Twist,
  asked: Omit<ApiRequest, 'headers' | 'body'> & {
    headers: Record<string, string | undefined>;
    json: unknown;
    body: Uint8Array | undefined;
  },
  pick: number,
  known: Known,
): void {
  switch (twist.twist) {
    case 'set':
    case 'add':
    case 'drop':
      asked.json = changed(asked.json, twist);
      break;
    case 'body':
      asked.body = new TextEncoder().encode(
        twist.text.repeat(Math.min(twist.times, 1_050_000 / (twist.text.length || 1))),
      );
      break;
    case 'bytes':
      asked.body = twist.bytes;
      break;
    case 'header':
      asked.headers[twist.name] = twist.value === '@used' ? one(known.used, pick) : twist.value;
      break;
    case 'method':
      asked.method = twist.method;
      break;
    case 'segment': {
      const segments = asked.path.split('/');
      segments[1 + (twist.at % segments.length)] = pick % 2 ? twist.text : encoded(twist.text);
      asked.path = segments.join('/');
      break;
    }
    case 'path':
      asked.path = twist.path;
      break;
    case 'query':
      asked.query = twist.text;
  }
}

/** A value with one of its members set, taken away or added; the whole where it has none. */
function changed(value: unknown, twist: Extract<Twist, { at: number }> & { twist: 'set' | 'add' | 'drop' }): unknown {
  const copy = structuredClone(value);
  const places: [Record<string, unknown>, string][] = [];
  const look = (inner: unknown) => {
    if (inner === null || typeof inner !== 'object') return;
    for (const [name, each] of Object.entries(inner)) {
      places.push([inner as Record<string, unknown>, name]);
      look(each);
    }
  };
  look(copy);
  const place = places[twist.at % places.length];
  if (!place) return twist.twist === 'drop' ? undefined : twist.value;
  const [owner, name] = place;
  if (twist.twist === 'drop') delete owner[name];
  else if (twist.twist === 'set') owner[name] = twist.value;
  else Object.defineProperty(owner, twist.at % 2 ? '__proto__' : `${name}X`, { value: twist.value, enumerable: true });
  return copy;
}

/** Puts what is known where a word begins with "@". */
function fill(value: unknown, pick: number, known: Known): unknown {
  if (Array.isArray(value)) return value.map((each) => fill(each, pick, known));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, fill(inner, pick, known)]));
  if (value === '@account') return account(known, pick);
  if (value === '@quote') return one(known.quotes, pick);
  if (value === '@regenerates') return one(known.generations, pick)?.id;
  if (value === '@externalId' || value === '@idempotencyKey') return newId();
  return value;
}

function fillPath(operation: string, path: string, pick: number, known: Known): string {
  const isOfHold = operation === 'captureGeneration' || operation === 'voidGeneration';
  const generation = one(isOfHold && known.held.length > 0 ? known.held : known.generations, pick);
  const values: Record<string, string | undefined> = {
    account: path.includes('{generation}') ? generation?.account : account(known, pick),
    generation: generation?.id,
    key: one(known.keys, pick),
    catalog: 'captions',
  };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? newId());
}

/** The first has plenty, so it is meant more often. */
function account({ accounts }: Known, pick: number): string | undefined {
  return pick % 3 ? accounts[0] : one(accounts, pick / 3);
}

function one<T>(all: readonly T[], pick: number): T | undefined {
  return all[pick % all.length];
}

function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()); // half surrogates can not be encoded
}
