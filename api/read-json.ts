import { fail, ok, type Result } from '@/lib/errors';
import { BODY_BYTES_MAX, type ApiRequest } from './http';

/** Reads a request's JSON body. Fails with payload_too_large, unsupported_media_type or invalid_request. */
export function readJson(request: ApiRequest, bytesMax = BODY_BYTES_MAX): Result<unknown> {
  if (request.body.byteLength > bytesMax) {
    return fail('payload_too_large', { detail: `This takes at most ${bytesMax} bytes.` });
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
