import type { ErrorCode, Failure } from '@/lib/errors';
import { json, type ApiResponse } from './http';

/** The one table that turns error codes into HTTP. Codes are stable: clients may switch on them. */
export const problemKinds: Record<ErrorCode, { status: number; title: string }> = {
  unauthenticated: { status: 401, title: 'No valid API key' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  invalid_request: { status: 400, title: 'The request is not valid' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  idempotency_key_missing: { status: 400, title: 'An Idempotency-Key is needed' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used for another request' },
  unknown_feature: { status: 422, title: 'Unknown feature' },
  unknown_model: { status: 422, title: 'Unknown model' },
  model_required: { status: 422, title: 'A model is needed' },
  invalid_quantity: { status: 422, title: 'The quantity is not valid' },
  invalid_option: { status: 422, title: 'The option is not valid' },
  unknown_generation: { status: 422, title: 'Unknown generation' },
  quote_not_valid: { status: 422, title: 'The quote is not valid' },
  quote_lapsed: { status: 422, title: 'The quote has lapsed' },
  insufficient_credits: { status: 402, title: 'Not enough credits' },
  already_subscribed: { status: 409, title: 'There is a subscription already' },
  unknown_plan: { status: 422, title: 'Unknown plan' },
  no_subscription: { status: 409, title: 'There is no subscription' },
  nothing_to_renew: { status: 409, title: 'Nothing waits for a payment' },
  unknown_pack: { status: 422, title: 'Unknown pack' },
  unknown_add_on: { status: 422, title: 'Unknown add-on' },
  payment_awaited: { status: 409, title: 'A payment comes first' },
  invalid_amount: { status: 422, title: 'The amount is not valid' },
  invalid_time: { status: 422, title: 'The time is not valid' },
  cap_reached: { status: 409, title: 'A limit is reached' },
  unknown_cap: { status: 422, title: 'Unknown limit' },
  too_many_caps: { status: 409, title: 'Too many limits' },
  hold_not_open: { status: 409, title: 'The hold is not open' },
  too_many_holds: { status: 409, title: 'Too many open holds' },
  nothing_to_refund: { status: 409, title: 'Nothing is left to refund' },
  unknown_grant: { status: 422, title: 'Unknown grant' },
  nothing_to_undo: { status: 409, title: 'There is nothing to take back' },
  change_not_possible: { status: 409, title: 'This change is not possible now' },
  credits_locked: { status: 402, title: 'The credits are locked' },
  unknown_choice: { status: 422, title: 'Unknown choice' },
  top_up_not_due: { status: 409, title: 'No top-up is waiting' },
  external_id_taken: { status: 409, title: 'The external id is taken' },
  shown_once: { status: 409, title: 'This was shown once' },
  link_not_valid: { status: 409, title: 'The link is not valid' },
  email_taken: { status: 409, title: 'The mail address is taken' },
  wrong_credentials: { status: 401, title: 'Wrong mail address or password' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  preview_not_valid: { status: 422, title: 'The preview is not valid' },
  payment_method_missing: { status: 409, title: 'A way to pay is needed' },
  set_by_contract: { status: 409, title: 'A contract sets this' },
  payment_not_open: { status: 409, title: 'The payment is not open' },
  unavailable: { status: 503, title: 'Not available just now' },
  internal: { status: 500, title: 'Something went wrong here' },
};

/** A failure as an RFC 9457 problem document. Its facts (shortfall, allowed values …) are members of the document. */
export function problem(failure: Failure, headers: Record<string, string> = {}): ApiResponse {
  const { status, title } = problemKinds[failure.code];
  const body = {
    ...failure.data,
    type: `urn:meterbook:problem:${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.detail,
    pointer: failure.pointer,
  };
  const wait = failure.data?.retryAfterSeconds;
  return json(status, JSON.stringify(body), {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="meterbook"' } : {}),
    ...(typeof wait === 'number' ? { 'retry-after': String(wait) } : {}),
    ...headers,
  });
}
