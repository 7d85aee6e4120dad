import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '@/lib/sha256';
import { DEBIT } from '../speed/debit';
import type { Change, Journal } from './journal';

/** How the API is reached, and where it is written down what it answered. */
export interface Api {
  port: number;
  apiKey: string;
  journal: Journal;
}

/** An answer that says that a change was done. */
export interface Done {
  generation: string;
  digest: string;
}

/** Longer than the API's own deadline. */
const PATIENCE_MS = 25_000;
const PAUSE_MS = 100;
/** Longer than any run: what a hold that is left open holds is compared at the end. */
const LAPSE_S = 30 * 24 * 3_600;

/**
 * Sends changes under their keys, one alone and several (which have to be debits and holds) as a batch, and repeats what
 * was not answered until it is.
 * @returns what was answered to each; null where it was over before that
 * @throws Error where anything is refused: there are credits enough, and every request is right
 */
export async function settle(api: Api, changes: readonly Change[], isOver: () => boolean): Promise<(Done | null)[]> {
  for (const change of changes) api.journal.asked(change);
  const done = new Map<string, Done>();
  for (let left = changes; left.length > 0 && !isOver();) {
    const answers = await ask(api, left);
    left.forEach(({ key }, index) => {
      const answer = answers[index]!;
      api.journal.answered(key, answer?.digest ?? null);
      if (answer) done.set(key, answer);
    });
    left = left.filter(({ key }) => !done.has(key));
    if (left.length > 0) await sleep(PAUSE_MS);
  }
  return changes.map(({ key }) => done.get(key) ?? null);
}

/** Asks once. @returns what was answered to each change; null where nobody knows whether it was done */
export async function ask(api: Api, changes: readonly Change[]): Promise<(Done | null)[]> {
  const nothing = changes.map(() => null);
  const answer = await (changes.length === 1 ? sendOne(api, changes[0]!) : sendBatch(api, changes)).catch(() => null);
  if (answer === null || mayBeRepeated(answer.status)) return nothing;
  if (answer.status > 299) throw new Error(`refused with ${answer.status}: ${answer.text}`);
  if (changes.length === 1) return [doneOf(JSON.parse(answer.text))];
  const { items } = JSON.parse(answer.text) as { items: { status: number; body: { id: string } }[] };
  return items.map(({ status, body }) => {
    if (status === 201) return doneOf(body);
    if (mayBeRepeated(status)) return null;
    throw new Error(`refused with ${status}: ${JSON.stringify(body)}`);
  });
}

/** @param answer an answer's JSON, which may have come within a batch's */
export function doneOf(answer: { id: string }): Done {
  return { generation: answer.id, digest: sha256(JSON.stringify(answer)).slice(0, 32) };
}

function mayBeRepeated(status: number): boolean {
  return status === 429 || status > 499;
}

function sendOne(api: Api, change: Change) {
  const { key, account, kind, of } = change;
  const named = { 'idempotency-key': key };
  if (!of) return send(api, '/generations', generationOf(change), named);
  const { quantity } = change;
  const body = { capture: { quantity }, void: {}, refund: { credits: quantity } }[kind as 'capture'];
  return send(api, `/accounts/${account}/generations/${of.generation}/${kind}`, body, named);
}

function sendBatch(api: Api, changes: readonly Change[]) {
  const items = changes.map((change) => ({ ...generationOf(change), idempotencyKey: change.key }));
  return send(api, '/generations/batch', { items });
}

function generationOf({ account, kind, quantity }: Change) {
  return { ...DEBIT, account, quantity, mode: kind, ...(kind === 'hold' ? { lapsesInSeconds: LAPSE_S } : {}) };
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
