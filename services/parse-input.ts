import type { z } from 'zod';
import { escaped } from '@/lib/catalog/nearest';
import { fail, ok, type Result } from '@/lib/errors';

/** Reads input by its schema. Fails with `invalid_request`, naming the first field at fault. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): Result<z.output<T>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0]!;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  const pointer = `/${path.map((part) => escaped(String(part))).join('/')}`;
  return fail('invalid_request', { pointer, detail: issue.message });
}
