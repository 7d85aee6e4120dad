import type { CatalogAt } from '../catalog/schema';
import type { Result } from '../errors';
import type { Instant } from '../time';
import type { Facts, Refund } from './command';
import type { Draft } from './draft';

export function refund(
  _draft: Draft,
  _command: Refund,
  _facts: Facts,
  _at: Instant,
  _catalogAt: CatalogAt,
): Result<null> {
  throw new Error('not built yet');
}
