/** Says what is wrong with an account, one sentence each. */
export type Tell = (sentence: string) => void;

/** Tells where what is kept is not what the entries make. */
export function differ(tell: Tell, what: string, kept: unknown, made: unknown): void {
  if (kept !== made) tell(`${what} is kept as ${String(kept)}, its entries make ${String(made)}`);
}

/** Of one account no more than so many are told: what is broken at its root breaks everything after it. */
const TOLD_MAX = 50;

/** Collects sentences, and stops when there are enough of them to know that it is bad. */
export function collector(found: string[], prefix: string): Tell {
  let told = 0;
  return (sentence) => {
    told += 1;
    if (told <= TOLD_MAX) found.push(`${prefix}${sentence}`);
    else if (told === TOLD_MAX + 1) found.push(`${prefix}and more, which is not listed here`);
  };
}
