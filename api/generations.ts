import type { Actor } from '@/lib/access/actor';
import { chargeGeneration } from '@/services/accounts/charge-generation';
import type { Context } from '@/services/context';
import { json, type ApiRequest, type ApiResponse } from './http';
import { readIdempotencyKey } from './idempotency-key';
import { problem } from './problems';
import { readJson } from './read-json';

/** POST /generations: charges a generation. */
export async function postGeneration(context: Context, actor: Actor, request: ApiRequest): Promise<ApiResponse> {
  const key = readIdempotencyKey(request);
  if (!key.ok) return problem(key.error);
  const input = readJson(request);
  if (!input.ok) return problem(input.error);
  const charged = await chargeGeneration(context, actor, input.value, key.value);
  if (!charged.ok) return problem(charged.error);
  const { status, text, replayed } = charged.value;
  return json(status, text, replayed ? { 'idempotent-replayed': 'true' } : {});
}
