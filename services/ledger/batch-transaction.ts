import { inTransaction } from '@/db/transaction';
import type { Result } from '@/lib/errors';
import type { Context } from '../context';
import { answerCommands, type LedgerAnswer, type LedgerItem } from './run-commands';

/** Does items in one transaction, and returns their results once they are on disk. */
export type RunItems = (items: readonly LedgerItem[]) => Promise<Result<LedgerAnswer>[]>;

/** What an attempt came to: its answers, and the word with which its commit was answered. */
interface Attempt {
  answers: Result<LedgerAnswer>[];
  said: Promise<string>;
}

/**
 * Items in one transaction. The commit's own answer is looked at: of a transaction that has failed without a word,
 * PostgreSQL says ROLLBACK where one expects COMMIT, and nothing of it may be answered.
 */
export async function runInTransaction(
  context: Pick<Context, 'db' | 'catalogs' | 'clock'>,
  items: readonly LedgerItem[],
): Promise<Result<LedgerAnswer>[]> {
  const last: { attempt: Attempt | null } = { attempt: null };
  try {
    await inTransaction(context.db, async (tx) => {
      last.attempt = null;
      const answers = await answerCommands(tx, context, items);
      const said = tx`COMMIT`.then(({ command }) => command);
      said.catch(() => undefined); // looked at below, after the connection's own failure
      last.attempt = { answers, said };
      // Not waited for: the client's own commit, which then finds nothing to do, is sent right behind it.
    });
  } catch (error) {
    // Where the connection was lost only after it had said COMMIT, everything is on disk.
    const word = await last.attempt?.said.catch(() => null);
    if (word !== 'COMMIT') throw error;
  }
  const { answers, said } = last.attempt!;
  const word = await said;
  if (word !== 'COMMIT') throw new Error(`the commit was answered with ${word}`);
  return answers;
}
