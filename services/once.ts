import { findAnswers, keepAnswers, type IdempotencyName, type KeptAnswer } from '@/db/ledger/idempotency';
import type { Transaction } from '@/db/client';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Failure, type Result } from '@/lib/errors';
import { sha256 } from '@/lib/sha256';
import type { Context } from './context';

/** What makes a change happen once: the name that its sender gave it, and what was asked. */
export type Once = IdempotencyName & { requestHash: string };

/** A change's answer, as it was stored or has just been made. */
export interface OnceAnswer {
  status: number;
  text: string;
  replayed: boolean;
}

interface Done {
  status: 200 | 201;
  text: string;
  /** What is kept, where that is not the text: of what is shown once, never more than its id. */
  kept?: string;
}

/**
 * Names a change.
 * @param operation what is asked of what: "POST /accounts"
 * @param input parsed before, so that its depth is bounded
 */
export function onceOf(
  { owner }: Extract<Actor, { kind: 'key' }>,
  key: string,
  operation: string,
  input: unknown,
): Once {
  return {
    owner: owner.kind === 'catalog' ? `catalog:${owner.catalogId}` : `account:${owner.accountId}`,
    key,
    requestHash: sha256(`${operation}\n${JSON.stringify(sortKeys(input))}`),
  };
}

/** The same request with its fields in another order is the same request. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

/**
 * Does a change that is not the ledger's, in one transaction with its stored answer, or answers as it was answered
 * before. What fails leaves nothing. Fails with idempotency_key_reused, shown_once, or as the work does.
 */
export async function doOnce(
  context: Pick<Context, 'db' | 'clock'>,
  once: Once,
  work: (tx: Transaction) => Promise<Result<Done>>,
): Promise<Result<OnceAnswer>> {
  const refused: { by: Failure | null } = { by: null };
  try {
    return await inTransaction(context.db, async (tx) => {
      refused.by = null;
      const [earlier] = await findAnswers(tx, [once]);
      if (earlier) return replay(earlier, once);
      const done = await work(tx);
      if (!done.ok) {
        refused.by = done.error;
        throw new Error(done.error.code);
      }
      const { status, text, kept } = done.value;
      const answer = kept === undefined ? text : `${SHOWN_ONCE}${kept}`;
      await keepAnswers(tx, [{ ...once, status, answer }], context.clock.now());
      return ok({ status, text, replayed: false });
    });
  } catch (error) {
    if (!refused.by) throw error;
    // The same request at the same time may have been what stood in the way.
    const [winner] = await findAnswers(context.db.sql, [once]);
    return winner ? replay(winner, once) : { ok: false, error: refused.by };
  }
}

/** What a stored answer begins with that stands for one that was shown once. No JSON begins so. */
const SHOWN_ONCE = 'shown once: ';

function replay(earlier: KeptAnswer, { requestHash }: Once): Result<OnceAnswer> {
  if (earlier.requestHash !== requestHash) {
    return fail('idempotency_key_reused', {
      detail:
        'This Idempotency-Key was used for another request. Nothing was changed. Use a new key for a new request.',
    });
  }
  if (earlier.answer.startsWith(SHOWN_ONCE)) {
    return fail('shown_once', {
      detail: 'This request was done, and what it made was shown then. Make a new one under a new Idempotency-Key.',
      data: JSON.parse(earlier.answer.slice(SHOWN_ONCE.length)) as Record<string, unknown>,
    });
  }
  return ok({ status: earlier.status, text: earlier.answer, replayed: true });
}
