import type { z } from 'zod';
import type { Actor, KeyScope } from '@/lib/access/actor';
import type { ErrorCode, Result } from '@/lib/errors';
import type { Context } from '@/services/context';
import { parseInput } from '@/services/parse-input';
import { json, type ApiRequest, type ApiResponse } from './http';
import { readIdempotencyKey } from './idempotency-key';
import { problem } from './problems';
import { readJson } from './read-json';

/** A request that has found its route, with the key's actor and what stands in the path's braces, by name. */
export interface Call {
  context: Context;
  actor: Extract<Actor, { kind: 'key' }>;
  request: ApiRequest;
  parameters: Readonly<Record<string, string>>;
}

/** One operation of the API: how it is reached, how it is described (api/openapi.ts), and what answers it. */
export interface Route {
  method: 'GET' | 'POST';
  /** Below /api/v1. A segment in braces stands for any, and is handed over by its name. */
  path: string;
  /** The operation's name in the document and the client: "createGeneration". */
  id: string;
  tag: string;
  /** One line, and more of it in Markdown. */
  summary: string;
  description?: string;
  /** What the key has to be allowed; null: any key. */
  scope: KeyScope | null;
  /** "header": takes an Idempotency-Key. "body": each of its items brings one. null: changes nothing. */
  idempotency: 'header' | 'body' | null;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The largest body that is read, if not BODY_BYTES_MAX. */
  bodyBytesMax?: number;
  answer: { status: 200 | 201; description: string; schema: z.ZodType };
  /** What can be refused besides what every route can refuse. */
  problems: readonly ErrorCode[];
  handle(call: Call): Promise<ApiResponse>;
}

/** An answer as it was stored or has just been made. */
export interface Answered {
  status: number;
  text: string;
  replayed: boolean;
}

/** Answers a question: the result as JSON, or the problem. */
export function answerRead(read: Result<unknown>): ApiResponse {
  return read.ok ? json(200, JSON.stringify(read.value)) : problem(read.error);
}

/** Reads a change's Idempotency-Key and body, and has it done. */
export async function answerChange(
  { request }: Call,
  change: (input: unknown, idempotencyKey: string) => Promise<Result<Answered>>,
): Promise<ApiResponse> {
  const key = readIdempotencyKey(request);
  if (!key.ok) return problem(key.error);
  const input = readJson(request);
  if (!input.ok) return problem(input.error);
  const changed = await change(input.value, key.value);
  if (!changed.ok) return problem(changed.error);
  const { status, text, replayed } = changed.value;
  return json(status, text, replayed ? { 'idempotent-replayed': 'true' } : {});
}

/** Reads a question's query by its schema: each name once. Fails with `invalid_request`. */
export function readQuery<T extends z.ZodObject>(schema: T, request: ApiRequest): Result<z.output<T>> {
  const given = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(request.query)) {
    const before = given.get(name);
    given.set(name, before === undefined ? value : [before, value].flat());
  }
  return parseInput(schema, Object.fromEntries(given));
}
