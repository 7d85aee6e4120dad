import type { CatalogAt } from '../catalog/schema';
import type { Micro } from '../credits';
import type { Failure, Result } from '../errors';
import type { Instant } from '../time';
import type { QuoteCharge } from './command';
import type { Draft } from './draft';
import type { GenerationBurn } from './generation';

/** What a charge would do, were it made now. */
export interface Offer {
  readonly credits: Micro;
  /** Which grants would pay, in burn-down order; as far as they go where it would be refused. */
  readonly burns: readonly GenerationBurn[];
  readonly spendable: Micro;
  /** Why it would be refused; null: it would be charged. */
  readonly refusal: Failure | null;
}

export function quoteCharge(
  _draft: Draft,
  _command: QuoteCharge,
  _at: Instant,
  _catalogAt: CatalogAt,
): Result<Offer> {
  throw new Error('not built yet');
}
