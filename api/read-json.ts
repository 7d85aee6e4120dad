import { fail, ok, type Result } from '@/lib/errors';
import { BODY_BYTES_MAX, type ApiRequest } from './http';

/** Reads a request's JSON body. Fails with payload_too_large, unsupported_media_type or invalid_request. */
export function readJson(request: ApiRequest): Result<unknown> {
  if (request.body.byteLength > BODY_BYTES_MAX) {
    return fail('payload_too_large', { detail: `A request has at most ${BODY_BYTES_MAX} bytes.` });
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    return fail('unsupported_media_type', { detail: 'Send the body as application/json.' });
  }
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body)));
  } catch {
    return fail('invalid_request', { pointer: '/', detail: 'The body is not JSON in UTF-8.' });
  }
}
