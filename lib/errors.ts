/**
 * The closed list of what a caller can be told. Each code is one row in two tables: api/problems.ts turns it into HTTP,
 * and the message catalogue (`error.<code>`) into words.
 */
export const errorCodes = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid_request',
  'unsupported_media_type',
  'payload_too_large',
  'method_not_allowed',
  'idempotency_key_missing',
  'idempotency_key_reused',
  'unknown_feature',
  'unknown_model',
  'model_required',
  'invalid_quantity',
  'invalid_option',
  'unknown_generation',
  'quote_not_valid',
  'quote_lapsed',
  'insufficient_credits',
  'already_subscribed',
  'unknown_plan',
  'no_subscription',
  'nothing_to_renew',
  'unknown_pack',
  'unknown_add_on',
  'payment_awaited',
  'invalid_amount',
  'invalid_time',
  'cap_reached',
  'unknown_cap',
  'too_many_caps',
  'hold_not_open',
  'too_many_holds',
  'nothing_to_refund',
  'unknown_grant',
  'nothing_to_undo',
  'change_not_possible',
  'credits_locked',
  'unknown_choice',
  'top_up_not_due',
  'external_id_taken',
  'shown_once',
  'link_not_valid',
  'email_taken',
  'wrong_credentials',
  'too_many_requests',
  'preview_not_valid',
  'set_by_contract',
  'payment_method_missing',
  'payment_not_open',
  'unavailable',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What went wrong, as a value. `detail` is one plain sentence; `data` holds facts a program can use (JSON-ready). */
export interface Failure {
  code: ErrorCode;
  detail?: string;
  /** The field of the request that is at fault, as a JSON pointer ("/quantity"). */
  pointer?: string;
  data?: Record<string, unknown>;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(code: ErrorCode, more: Omit<Failure, 'code'> = {}): { ok: false; error: Failure } {
  return { ok: false, error: { code, ...more } };
}

/** For the default branch of a switch over a union: a new member that nobody handles does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
