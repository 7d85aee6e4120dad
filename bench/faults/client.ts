import { setTimeout as sleep } from 'node:timers/promises';
import { DEBIT } from '../speed/debit';
import type { Debit, Journal } from './journal';

/** How the API is reached, and where it is written down what it answered. */
export interface Api {
  port: number;
  apiKey: string;
  journal: Journal;
}

/** Longer than the API's own deadline. */
const PATIENCE_MS = 25_000;
const PAUSE_MS = 100;

/**
 * Sends debits under their keys, one alone and several as a batch, and repeats what was not answered until it is.
 * @throws Error where anything is refused: there are credits enough, and every request is right
 */
export async function charge(api: Api, debits: readonly Debit[], isOver: () => boolean): Promise<void> {
  for (const debit of debits) api.journal.asked(debit);
  for (let left = debits; left.length > 0 && !isOver();) {
    const generations = await ask(api, left);
    left.forEach(({ key }, index) => api.journal.answered(key, generations[index]!));
    left = left.filter((_, index) => generations[index] === null);
    if (left.length > 0) await sleep(PAUSE_MS);
  }
}

/** Asks once. @returns the generation of each debit; null where nobody knows whether it was done */
export async function ask(api: Api, debits: readonly Debit[]): Promise<(string | null)[]> {
  const nothing = debits.map(() => null);
  const answer = await (debits.length === 1 ? sendOne(api, debits[0]!) : sendBatch(api, debits)).catch(() => null);
  if (answer === null || mayBeRepeated(answer.status)) return nothing;
  if (answer.status > 299) throw new Error(`refused with ${answer.status}: ${answer.text}`);
  if (debits.length === 1) return [(JSON.parse(answer.text) as { id: string }).id];
  const { items } = JSON.parse(answer.text) as { items: { status: number; body: { id: string } }[] };
  return items.map(({ status, body }) => {
    if (status === 201) return body.id;
    if (mayBeRepeated(status)) return null;
    throw new Error(`refused with ${status}: ${JSON.stringify(body)}`);
  });
}

function mayBeRepeated(status: number): boolean {
  return status === 429 || status > 499;
}

function sendOne(api: Api, { key, account, quantity }: Debit) {
  return send(api, '/generations', { ...DEBIT, account, quantity }, { 'idempotency-key': key });
}

function sendBatch(api: Api, debits: readonly Debit[]) {
  const items = debits.map(({ key, ...debit }) => ({ ...DEBIT, ...debit, idempotencyKey: key }));
  return send(api, '/generations/batch', { items });
}

async function send({ port, apiKey }: Api, path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: response.status, text: await response.text() };
}
