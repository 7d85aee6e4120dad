import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiResponse } from '../http';
import { openApiDocument } from '../openapi';
import type { Route } from '../route';

/** A piece of the document. */
type Json = { [member: string]: Json | undefined } & { $ref?: string };

/**
 * Holds answers against the document, as strictly as it can be read: an answer whose status is not named there, a header
 * that is missing, a member that is not described or has not its type is something to complain of.
 */
export function openContract() {
  const document = openApiDocument({ closed: true }) as Json;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const compiled = new Map<string, ValidateFunction>();

  function follow(pointer: string): { pointer: string; value: Json } | null {
    const value = at(document, pointer);
    if (value?.$ref) return follow(value.$ref.slice(1));
    return value ? { pointer, value } : null;
  }

  function validate(pointer: string, value: unknown): string[] {
    let check = compiled.get(pointer);
    if (!check) compiled.set(pointer, (check = ajv.compile({ $ref: `api#${pointer.replaceAll('{', '%7B')}` })));
    if (check(value)) return [];
    return (check.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath || '/', message, JSON.stringify(params)].join(' '),
    );
  }

  const operation = ({ path, method }: Route) => `/paths/${escape(path)}/${method.toLowerCase()}`;

  return {
    /** What is wrong with an answer of a route; nothing where the document describes it. */
    complaints(route: Route, answer: ApiResponse): string[] {
      const found = follow(`${operation(route)}/responses/${answer.status}`);
      if (!found) return [`${answer.status} is not documented: ${answer.text}`];
      const { pointer, value } = found;
      const type = answer.headers['content-type']!.split(';')[0]!;
      if (!value.content?.[type]) return [`${answer.status} is documented with another content type than ${type}`];
      const headers = Object.keys(value.headers ?? {}).flatMap((name) => {
        const header = follow(`${pointer}/headers/${name}`)!;
        const sent = answer.headers[name.toLowerCase()];
        if (sent === undefined) return header.value.required ? [`the header ${name} is missing`] : [];
        return validate(`${header.pointer}/schema`, sent);
      });
      return [...headers, ...validate(`${pointer}/content/${escape(type)}/schema`, JSON.parse(answer.text))];
    },

    /** What is wrong with a body that is sent to a route. */
    bodyComplaints(route: Route, body: unknown): string[] {
      return validate(`${operation(route)}/requestBody/content/application~1json/schema`, body);
    },
  };
}

function escape(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function at(document: Json, pointer: string): Json | undefined {
  return pointer
    .split('/')
    .slice(1)
    .reduce<Json | undefined>((inner, segment) => {
      return inner?.[segment.replaceAll('~1', '/').replaceAll('~0', '~')];
    }, document);
}
