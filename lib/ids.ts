import { v7 } from 'uuid';

/** Ids of accounts, people, generations, sessions and keys: UUID version 7, so that later ones sort after earlier ones. */
export type Id = string;

export function newId(): Id {
  return v7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the canonical text of a UUID; anything else must not reach a uuid column. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
