import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Transaction } from '../client';
import { columnsOf, linesOf } from './columns';

/** The name of one change for ever: who owns the API key, and the key that they gave the change. */
export interface IdempotencyName {
  /** "catalog:<id>" or "account:<id>" */
  owner: string;
  key: string;
}

export interface KeptAnswer extends IdempotencyName {
  /** SHA-256 of the request, hex. */
  requestHash: string;
  status: number;
  answer: string;
}

/**
 * Finds the stored answers to these names. Read after the accounts are locked, or it may miss one just committed.
 * OFFSET 0 makes it look up one name after the other: a plan that was made while there were few answers would otherwise
 * read all that there are, and be kept when there are millions.
 */
export async function findAnswers(sql: Queryable, names: readonly IdempotencyName[]): Promise<KeptAnswer[]> {
  if (names.length === 0) return [];
  const of = columnsOf(names);
  const rows = await sql`
    SELECT a.owner, a.key, encode(a.request_hash, 'hex') AS request_hash, a.status, a.answer
    FROM unnest(${of('owner')}::text::text[], ${of('key')}::text::text[]) AS r(owner, key) CROSS JOIN LATERAL (
      SELECT * FROM idempotent_answers kept WHERE kept.owner = r.owner AND kept.key = r.key OFFSET 0) a`;
  return rows.map((row) => ({
    owner: row.owner,
    key: row.key,
    requestHash: row.request_hash,
    status: row.status,
    answer: row.answer,
  }));
}

/** Sends the answers of this transaction's changes to be kept. A name that is taken meanwhile fails the transaction. */
export function keepAnswers(tx: Transaction, answers: readonly KeptAnswer[], at: Instant): Promise<unknown> {
  if (answers.length === 0) return Promise.resolve();
  const of = columnsOf(answers.map((each) => ({ hash: `\\x${each.requestHash}`, ...each })));
  const texts = linesOf(answers);
  return tx`
    INSERT INTO idempotent_answers (owner, key, request_hash, status, answer, created_at)
    SELECT owner, key, hash, status, answer, ${isoText(at)}
    FROM unnest(${of('owner')}::text::text[], ${of('key')}::text::text[], ${of('hash')}::text::bytea[],
        ${of('status')}::text::smallint[], (string_to_array(${texts('answer')}, E'\\n'))[2:]) AS r(owner, key, hash, status, answer)`.execute();
}
