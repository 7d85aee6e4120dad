import type { ListedKey } from '@/db/reads/keys';
import type { KeyScope } from '@/lib/access/actor';
import type { Id } from '@/lib/ids';
import { isoText } from '@/lib/time';

/** An API key as it is told of: never its text. */
export interface KeyAnswer {
  id: Id;
  /** The readable beginning of its text. */
  prefix: string;
  name: string;
  owner: { catalog: string; account: Id | null };
  scopes: KeyScope[];
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
}

export function keyAnswer(key: ListedKey): KeyAnswer {
  const iso = (at: number | null) => (at === null ? null : isoText(at));
  return {
    id: key.id,
    prefix: key.prefix,
    name: key.name,
    owner: { catalog: key.catalogId, account: key.owner.kind === 'account' ? key.owner.accountId : null },
    scopes: key.scopes,
    createdAt: isoText(key.createdAt),
    expiresAt: iso(key.expiresAt),
    revokedAt: iso(key.revokedAt),
    lastUsedAt: iso(key.lastUsedAt),
  };
}
