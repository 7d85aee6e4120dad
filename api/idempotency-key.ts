import { fail, ok, type Result } from '@/lib/errors';
import type { ApiRequest } from './http';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Reads the name that the sender gives the change. Fails with idempotency_key_missing or invalid_request. */
export function readIdempotencyKey(request: ApiRequest): Result<string> {
  const key = request.headers['idempotency-key']?.trim();
  if (!key) {
    return fail('idempotency_key_missing', {
      detail: 'Send an Idempotency-Key header, new for each change: a retry with the same key is never charged twice.',
    });
  }
  if (!KEY.test(key)) {
    return fail('invalid_request', {
      detail: 'The Idempotency-Key header takes 1 to 255 printable ASCII characters without spaces.',
    });
  }
  return ok(key);
}
