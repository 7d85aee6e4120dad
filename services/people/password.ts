import { hash, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB and two passes: OWASP's floor, about 20 ms a check. */
const ARGON2ID = 2;
const cost = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** A hash that no password fits, so that an unknown mail address takes as long to refuse as a wrong password. */
const nobodysHash = hashPassword('');

/** @param stored null where there is no such person */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await nobodysHash), password);
  return stored !== null && fits;
}
