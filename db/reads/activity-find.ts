import type { Id } from '@/lib/ids';
import type { Queryable } from '../client';
import { stepsOfRow } from '../ledger/steps';
import type { EntrySpan } from './activity';

/** How long a generation's id is, without hyphens. */
const ID_DIGITS = 32;

/**
 * Where the entries are of the generation whose id begins with these hexadecimal digits, step by step. Looked up along the
 * key: two rows at most.
 * @returns null: no generation of the account begins so; `several`: more than one does
 */
export async function findGenerationSpans(
  sql: Queryable,
  accountId: Id,
  digits: string,
): Promise<EntrySpan[] | 'several' | null> {
  const rows = await sql`
    SELECT status, at, credits, receipt, steps, first_seq, last_seq FROM generations
    WHERE account_id = ${accountId}
      AND id BETWEEN ${digits.padEnd(ID_DIGITS, '0')}::uuid AND ${digits.padEnd(ID_DIGITS, 'f')}::uuid
    ORDER BY id LIMIT 2`;
  if (rows.length !== 1) return rows.length === 0 ? null : 'several';
  const [row] = rows;
  return stepsOfRow(row!).flatMap(({ firstSeq, lastSeq }) =>
    firstSeq === null ? [] : [{ first: firstSeq, last: lastSeq! }],
  );
}
