/** Chance with a fixed seed: the demo's year is the same story every time. */
export interface Seeded {
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
  /** One of a list. */
  pick<T>(list: readonly T[]): T;
}

/** A 32-bit xorshift generator: enough for a story, and nothing else may use it. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  // The first numbers of small seeds resemble each other.
  for (let warm = 0; warm < 8; warm += 1) next();
  const below = (limit: number) => next() % limit;
  return { below, pick: (list) => list[below(list.length)]! };
}
