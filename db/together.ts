import type { Queryable } from './client';

/** A statement that has been silent for so long may be lost: those who come after it wait no longer. */
const SILENT_MS = 20;

/**
 * Joins what is asked for in one turn, and while the statement before it is under way, into one statement: what many
 * requests need at the same moment is read once, and none of them gets anything older than its question. Where a
 * connection is lost, only those who had asked on it notice. Inside a transaction nothing is joined.
 * @param read the values of keys, each of which the database takes; what is absent does not exist
 */
export function together<K, V>(
  read: (sql: Queryable, keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (sql: Queryable, keys: readonly K[]) => Promise<ReadonlyMap<K, V>> {
  const turns = new WeakMap<Queryable, { keys: Set<K>; found: Promise<ReadonlyMap<K, V>> }>();
  const underWay = new WeakMap<Queryable, Promise<void>>();

  async function readTurn(sql: Queryable, keys: ReadonlySet<K>): Promise<ReadonlyMap<K, V>> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    const before = underWay.get(sql);
    if (before) await ended(before);
    turns.delete(sql);
    const reading = read(sql, [...keys]);
    underWay.set(
      sql,
      reading.then(
        () => undefined,
        () => undefined,
      ),
    );
    return reading;
  }

  function openTurn(sql: Queryable) {
    const keys = new Set<K>();
    const turn = { keys, found: readTurn(sql, keys) };
    turns.set(sql, turn);
    return turn;
  }

  return (sql, keys) => {
    if ('savepoint' in sql) return read(sql, keys);
    const turn = turns.get(sql) ?? openTurn(sql);
    for (const key of keys) turn.keys.add(key);
    return turn.found;
  };
}

async function ended(statement: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<void>((resolve) => (timer = setTimeout(resolve, SILENT_MS)));
  await Promise.race([statement, silent]);
  clearTimeout(timer);
}
