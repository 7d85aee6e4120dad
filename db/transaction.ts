import type { Database, Transaction } from './client';

/** PostgreSQL's codes for "try the whole transaction again": serialization failure and deadlock. */
const TRY_AGAIN = new Set(['40001', '40P01']);
const UNIQUE_VIOLATION = '23505';
/** Rows that are looked for before they are written: whoever loses the race for one finds it the next time. */
const FOUND_NEXT_TIME = new Set(['idempotent_answers_owner_key_pk', 'one_time_claims_catalog_id_subject_rule_id_pk']);
const TRIES_MAX = 5;

/**
 * Runs `work` in one transaction and commits it. Serialization failures and deadlocks are tried again, and so is a
 * lost race for an idempotency key, or for a mailbox's one-time credits: the second time, what the winner has written is
 * there to be found.
 */
export async function inTransaction<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await begin(database, '', work);
    } catch (error) {
      if (attempt >= TRIES_MAX || !worthAnotherTry(error)) throw error;
    }
  }
}

/** Runs reads that must agree with each other: all of them see the database as of one moment. */
export async function inSnapshot<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return begin(database, 'isolation level repeatable read read only', work);
}

/** The connection closes by itself within this time, once it is lost. */
const CLOSING_MS_MAX = 5_000;

/**
 * Begins, works, commits or rolls back. Of a connection that is lost on the way, nothing more is asked: the client would
 * write its ROLLBACK to a socket that is gone, from a timer, where nobody can catch what that throws. It fails the
 * transaction by itself when it notices.
 */
async function begin<T>(database: Database, how: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let over = false;
  const transaction = database.sql.begin(how, async (tx) => {
    try {
      return await work(whileOpen(tx as Transaction, () => over));
    } catch (error) {
      if (isUnreachable(error)) {
        await new Promise((resolve) => setTimeout(resolve, CLOSING_MS_MAX).unref());
        if (over) await new Promise(() => {});
      }
      throw error;
    }
  });
  return (await transaction.finally(() => (over = true))) as T;
}

/** The transaction's connection, which takes no query any more once the transaction is over. */
function whileOpen(tx: Transaction, isOver: () => boolean): Transaction {
  return new Proxy(tx, {
    apply(query, self, given) {
      if (isOver()) throw Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' });
      return Reflect.apply(query, self, given) as unknown;
    },
  });
}

function worthAnotherTry(error: unknown): boolean {
  const { code, constraint_name: constraint } = error as { code?: string; constraint_name?: string };
  if (code === undefined) return false;
  return TRY_AGAIN.has(code) || (code === UNIQUE_VIOLATION && FOUND_NEXT_TIME.has(constraint ?? ''));
}

/** True for the error of a row that exists already under that constraint's name. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  const { code, constraint_name: name } = error as { code?: string; constraint_name?: string };
  return code === UNIQUE_VIOLATION && name === constraint;
}

/** True for errors that mean "the database is not there just now". */
export function isUnreachable(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code !== undefined && (UNREACHABLE.has(code) || code.startsWith('57P'));
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  '53300',
]);
