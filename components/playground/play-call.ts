/** What the playground asks of the API, as it goes out. */
export interface PlayCall {
  step: 'quote' | 'hold' | 'debit' | 'capture' | 'void' | 'refund';
  /** Of which generation; for steps after the first. */
  generation: string | null;
  body: object;
  /** The step's Idempotency-Key; a question has none. */
  key: string | null;
}

/** What came back: the status, and the answer as JSON. */
export interface PlayAnswer {
  status: number;
  answer: unknown;
}

/** Below /api/v1. */
function pathOf({ step, generation }: PlayCall, account: string): string {
  if (step === 'quote') return '/quotes';
  if (generation === null) return '/generations';
  return `/accounts/${account}/generations/${generation}/${step}`;
}

/** The same call as one types it into a shell. `$METERBOOK_KEY` holds the key. */
export function curlText(call: PlayCall, account: string, address: string): string {
  return [
    `curl ${address}/api/v1${pathOf(call, account)}`,
    '-H "Authorization: Bearer $METERBOOK_KEY"',
    '-H "Content-Type: application/json"',
    ...(call.key === null ? [] : [`-H "Idempotency-Key: ${call.key}"`]),
    // Inside single quotes only a single quote has a meaning.
    `-d '${JSON.stringify(call.body).replaceAll("'", "'\\''")}'`,
  ].join(' \\\n  ');
}
