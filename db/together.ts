import type { Queryable } from './client';

/**
 * Joins what is asked for in one turn into one statement: what many requests need at the same moment is read once, and
 * none of them gets anything older than its question. Only the turn counts, and nobody waits for another statement to
 * come back: where a connection is lost, only those who had asked on it notice. Inside a transaction nothing is joined.
 * @param read the values of keys, each of which the database takes; what is absent does not exist
 */
export function together<K, V>(
  read: (sql: Queryable, keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (sql: Queryable, keys: readonly K[]) => Promise<ReadonlyMap<K, V>> {
  const turns = new WeakMap<Queryable, { keys: Set<K>; found: Promise<ReadonlyMap<K, V>> }>();

  function openTurn(sql: Queryable) {
    const keys = new Set<K>();
    const over = new Promise<void>((resolve) => setImmediate(resolve));
    const found = over.then(() => {
      turns.delete(sql);
      return read(sql, [...keys]);
    });
    const turn = { keys, found };
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
