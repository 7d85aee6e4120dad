import fc from 'fast-check';

/** A piece of the document. */
export type Schema = { [member: string]: unknown };

/** Texts and numbers that mean something, by the name of the member that they stand in. */
export type Words = ReadonlyMap<string, readonly unknown[]>;

const ITEMS_MAX = 4;
/** More than any member takes. */
const LONG = 40_000;

/** Every value of an example, by the name of the member that it stands in. */
export function wordsOf(examples: readonly unknown[]): Map<string, unknown[]> {
  const words = new Map<string, unknown[]>();
  const look = (value: unknown, name: string) => {
    if (Array.isArray(value)) value.forEach((each) => look(each, name));
    else if (value !== null && typeof value === 'object')
      Object.entries(value).forEach(([member, inner]) => look(inner, member));
    else if (name) words.set(name, [...(words.get(name) ?? []), value]);
  };
  examples.forEach((example) => look(example, ''));
  return words;
}

/** Values that a schema of the document allows, with words that mean something where there are some. */
export function valueOf(schema: Schema, document: Schema, words: Words, name = ''): fc.Arbitrary<unknown> {
  const inner = (each: unknown, as = name) => valueOf(each as Schema, document, words, as);
  if (typeof schema.$ref === 'string') return inner(follow(document, schema.$ref));
  const known = words.get(name);
  if (known && schema.type !== 'object' && schema.type !== 'array') {
    return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, plainValue(schema));
  }
  if (Array.isArray(schema.anyOf)) return fc.oneof(...schema.anyOf.map((each) => inner(each)));
  if (schema.type === 'array') {
    const most = Math.min(ITEMS_MAX, (schema.maxItems as number | undefined) ?? ITEMS_MAX);
    return fc.array(inner(schema.items), { minLength: (schema.minItems as number | undefined) ?? 0, maxLength: most });
  }
  if (schema.type !== 'object') return plainValue(schema);
  if (schema.propertyNames) {
    return fc.dictionary(
      plainValue(schema.propertyNames as Schema) as fc.Arbitrary<string>,
      inner(schema.additionalProperties),
      { maxKeys: 3 },
    );
  }
  const members = Object.entries(schema.properties as Record<string, Schema>);
  const requiredKeys = (schema.required ?? []) as string[];
  return fc.record(Object.fromEntries(members.map(([member, each]) => [member, inner(each, member)])), {
    requiredKeys,
  });
}

function plainValue(schema: Schema): fc.Arbitrary<unknown> {
  const [least, most] = [(schema.minLength as number | undefined) ?? 0, (schema.maxLength as number | undefined) ?? 20];
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer') {
    const [min, max] = [(schema.minimum as number | undefined) ?? 0, (schema.maximum as number | undefined) ?? 100];
    return fc.oneof(fc.integer({ min, max: Math.min(max, min + 20) }), fc.integer({ min, max }));
  }
  if (schema.type === 'number')
    return fc.oneof(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 90_000 }).map((n) => n / 1e4),
    );
  if (schema.format === 'uuid') return fc.uuid();
  const dates = { min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true };
  if (schema.format === 'date') return fc.date(dates).map((date) => date.toISOString().slice(0, 10));
  if (schema.format === 'date-time') return fc.date(dates).map((date) => date.toISOString());
  if (/\\d/.test(String(schema.pattern))) return fc.nat({ max: 300 }).map(String);
  return fc
    .string({ unit: 'grapheme', minLength: least, maxLength: Math.min(most, 20) })
    .filter((text) => text.length <= most);
}

/** Stands in a body for a piece of text that JSON has no value for. */
const RAW = '@raw:';

const rawTexts = [
  ...['NaN', 'Infinity', '-Infinity', 'undefined', '01', '0x10', '1e400', '-1e400', '1e-400', '9007199254740993'],
  ...['{"__proto__": {"polluted": true}}', '{"a": 1, "a": 2}', '{"constructor": {"prototype": {}}}'],
  ...['"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '{"\\u0000": 1}', '{"\\ud83d": "x"}'],
  ...['['.repeat(9_000) + ']'.repeat(9_000), '{"a":'.repeat(6_000) + '1' + '}'.repeat(6_000)],
];

const oddTexts = [
  ...['', ' ', '\0', 'a\0b', '\ud800', 'x\udc00', '\u202e', '\ufeff', '\u2028', '😀', 'ﷺ', '٣', 'NaN', '-1', '1e3'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', "'; DROP TABLE entries; --", '${1}', '%00', '../..'],
  ...[
    '9'.repeat(400),
    'x'.repeat(LONG),
    'ext:',
    'ext:\0',
    '2026-02-30',
    '9999-12-31T23:59:59Z',
    '-000001-01-01T00:00:00Z',
  ],
];

const oddNumbers = [
  ...[0, -0, -1, 0.5, -0.000001, 0.0000001, 1.0000001, 0.1 + 0.2, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2],
  ...[-(2 ** 53), 2 ** 63, 2 ** 64, 1e15, 999_999_999.999999, 1_000_000_000, 1e21, 1e308, -1e308, Number.MIN_VALUE],
];

/** A text that nobody should have sent. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

/** A value that nobody should have sent, or that is of another kind than was asked for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(...oddNumbers),
  fc.constantFrom(...rawTexts).map((text) => RAW + text),
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { '': '' }, Array(1_001).fill({})),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** A body as text: pieces that are no JSON stand where they were put. */
export function bodyText(body: unknown): string {
  return JSON.stringify(body).replace(
    /"@raw:((?:[^"\\]|\\.)*)"/g,
    (_, raw: string) => JSON.parse(`"${raw}"`) as string,
  );
}

export function follow(document: Schema, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, segment) => (inner as Schema)[segment], document);
}
