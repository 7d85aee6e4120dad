import type { CatalogAt } from '../catalog/schema';
import type { Result } from '../errors';
import type { SetTopUp } from '../ledger/command';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';

/** Packs that the account's rule asks for, to be paid and then bought with `topUp`. */
export interface TopUpWish {
  readonly packId: string;
  readonly count: number;
  /** Minor units. */
  readonly price: bigint;
}

export function setTopUp(_draft: Draft, _command: SetTopUp, _at: Instant, _catalogAt: CatalogAt): Result<null> {
  throw new Error('not built yet');
}
export function declineTopUp(_draft: Draft): Result<null> {
  throw new Error('not built yet');
}
/** What the rule asks for after a command, noted as pending; null: nothing. */
export function wishTopUp(_draft: Draft, _at: Instant, _catalogAt: CatalogAt): TopUpWish | null {
  return null;
}
