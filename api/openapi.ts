import { z } from 'zod';
import { keyScopes } from '@/lib/access/actor';
import type { ErrorCode } from '@/lib/errors';
import { examples, parameterExamples } from './examples';
import { BODY_BYTES_MAX } from './http';
import { problemKinds } from './problems';
import type { Route } from './route';
import { routes } from './routes';
import { problemSchema } from './schemas/problem';

/** A piece of the document, which is plain JSON. */
type Json = Record<string, unknown>;

interface Options {
  /**
   * Says of every object in an answer that it has no members but the named ones. Clients must not rely on that, since
   * version 1 goes on adding members, so only tests ask for it: it finds what is answered and not described.
   */
  closed?: boolean;
}

/** What any route can refuse. */
const ALWAYS: readonly ErrorCode[] = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'too_many_requests',
  'internal',
  'unavailable',
];
const WITH_QUERY: readonly ErrorCode[] = ['invalid_request'];
const WITH_BODY: readonly ErrorCode[] = ['invalid_request', 'payload_too_large', 'unsupported_media_type'];
const WITH_HEADER: readonly ErrorCode[] = ['idempotency_key_missing', 'idempotency_key_reused'];

const ABOUT = `Prices, charges and balances in credits, for the servers of a product.

Every request carries an API key as \`Authorization: Bearer …\`. Every change carries a name of your choice, its
\`Idempotency-Key\`: repeat a request with the same key as often as you like, and it is done once. Amounts of credits are
JSON numbers with at most six decimals, money is in minor units (cents), instants are UTC. Version 1 only ever adds:
ignore members that you do not know.`;

const PARAMETERS: Record<string, string> = {
  account: 'An account: our id, or `ext:` and your own id for it (`ext:customer-42`).',
  generation: 'The id of a generation, as it was answered when it was made.',
  catalog: 'The id of a catalog.',
  key: 'The id of an API key, not its text.',
};

/** Every code that a route can answer, in the order of their statuses. */
function problemsOf(route: Route): ErrorCode[] {
  const codes = new Set<ErrorCode>([
    ...ALWAYS,
    ...(route.query ? WITH_QUERY : []),
    ...(route.body ? WITH_BODY : []),
    ...(route.idempotency === 'header' ? WITH_HEADER : []),
    ...route.problems,
  ]);
  return [...codes].sort((a, b) => problemKinds[a].status - problemKinds[b].status || (a < b ? -1 : 1));
}

/**
 * The OpenAPI 3.1 document of everything under /api/v1, made from the very schemas that requests are parsed with. The
 * same routes give the same document, to the letter.
 */
export function openApiDocument({ closed = false }: Options = {}): Json {
  const schemas = new Map<string, Json>();
  const describe = (schema: z.ZodType, io: 'input' | 'output') => jsonSchemaOf(schema, io, closed, schemas);
  describe(problemSchema, 'input');

  const paths: Record<string, Json> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, describe);

  return {
    openapi: '3.1.1',
    info: { title: 'Meterbook API', version: '1', description: ABOUT },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: `An API key (\`mb_live_…\`): a product's, for every account of its catalog, or one account's own. Its scopes say what it may do: ${keyScopes.map((scope) => `\`${scope}\``).join(', ')}.`,
        },
      },
      parameters: { IdempotencyKey: idempotencyKey },
      headers,
      responses: Object.fromEntries(ALWAYS.concat(WITH_BODY.slice(1)).map((code) => [code, refusal([code])])),
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

type Describe = (schema: z.ZodType, io: 'input' | 'output') => Json;

function operationOf(route: Route, describe: Describe): Json {
  const { answer, body, idempotency } = route;
  const example = examples[route.id];
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    security: [{ apiKey: route.scope ? [route.scope] : [] }],
    'x-scope': route.scope,
    parameters: [
      ...pathParameters(route.path),
      ...(route.query ? queryParameters(describe(route.query, 'input')) : []),
      ...(idempotency === 'header' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            description: `At most ${(route.bodyBytesMax ?? BODY_BYTES_MAX) / 1024} KiB.`,
            content: {
              'application/json': {
                schema: describe(body, 'input'),
                ...(example?.body === undefined ? {} : { example: example.body }),
              },
            },
          },
        }
      : {}),
    responses: {
      [answer.status]: {
        description: answer.description,
        ...(idempotency === 'header' ? { headers: named('Idempotent-Replayed') } : {}),
        content: { 'application/json': { schema: describe(answer.schema, 'output') } },
      },
      ...refusals(route),
    },
  };
}

/** A route's refusals by status: those that are everywhere the same by their name, others with their codes. */
function refusals(route: Route): Json {
  const all = problemsOf(route);
  return Object.fromEntries(
    [...new Set(all.map((code) => problemKinds[code].status))].map((status) => {
      const codes = all.filter((code) => problemKinds[code].status === status);
      const [only, ...others] = codes;
      const isShared = others.length === 0 && [...ALWAYS, ...WITH_BODY.slice(1)].includes(only!);
      return [status, isShared ? { $ref: `#/components/responses/${only}` } : refusal(codes)];
    }),
  );
}

/** An answer that is one of these codes, which share a status. */
function refusal(codes: readonly ErrorCode[]): Json {
  const { status } = problemKinds[codes[0]!];
  const waits = codes.some((code) => code === 'too_many_requests' || code === 'unavailable');
  return {
    description: codes.map((code) => `${problemKinds[code].title} (\`${code}\`).`).join(' '),
    ...(status === 401 ? { headers: named('WWW-Authenticate') } : {}),
    ...(status === 405 ? { headers: named('Allow') } : {}),
    ...(waits ? { headers: named('Retry-After') } : {}),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { status: { const: status }, code: { enum: codes } } },
          ],
        },
        example: {
          type: `urn:meterbook:problem:${codes[0]}`,
          title: problemKinds[codes[0]!].title,
          status,
          code: codes[0],
        },
      },
    },
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    "Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.",
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  example: 'render-20260315-0042',
};

const headers: Record<string, Json> = {
  'Idempotent-Replayed': {
    description: 'Present where this is the stored answer of an earlier request with the same key.',
    schema: { const: 'true' },
  },
  'Retry-After': {
    description: 'In how many seconds to repeat the request.',
    required: true,
    schema: { type: 'string', pattern: '^[0-9]+$' },
  },
  'WWW-Authenticate': { description: 'How to say who you are.', required: true, schema: { type: 'string' } },
  Allow: { description: 'The methods that are taken here.', required: true, schema: { type: 'string' } },
};

function named(name: string): Json {
  return { [name]: { $ref: `#/components/headers/${name}` } };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: PARAMETERS[name!],
    schema: { type: 'string' },
    example: parameterExamples[name!],
  }));
}

function queryParameters(query: Json): Json[] {
  const required = (query.required ?? []) as string[];
  return Object.entries((query.properties ?? {}) as Record<string, Json>).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

/** A zod schema as JSON Schema. What has a name of its own (`.meta({ id })`) goes among the components, once. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output', closed: boolean, components: Map<string, Json>): Json {
  const { $defs, ...made } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ zodSchema: { _zod }, jsonSchema }) => {
      const { def } = _zod;
      // A date is told by its format: nobody reads the pattern.
      if (jsonSchema.format) delete jsonSchema.pattern;
      // A plain object's members are those that are known today.
      if (!closed && io === 'output' && def.type === 'object' && !def.catchall) delete jsonSchema.additionalProperties;
    },
  }) as Json;
  for (const [name, component] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
    const text = pointed(component);
    const known = components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(text)) throw new Error(`Two schemas are named ${name}.`);
    components.set(name, text);
  }
  delete made.$schema;
  return pointed(made);
}

/** The same with its references going to the components. */
function pointed(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
