import type { CatalogAt } from '../catalog/schema';
import type { Micro } from '../credits';
import { ok, type Failure, type Result } from '../errors';
import type { Instant } from '../time';
import { afford } from './afford';
import type { QuoteCharge } from './command';
import { costBasis } from './cost-basis';
import type { Draft } from './draft';
import type { GenerationBurn } from './generation';
import { spendable } from './locks';

/** What a charge would do, were it made now. */
export interface Offer {
  readonly credits: Micro;
  /** Which grants would pay, in burn-down order; as far as they go where it would be refused. */
  readonly burns: readonly GenerationBurn[];
  readonly spendable: Micro;
  /** Why it would be refused; null: it would be charged. */
  readonly refusal: Failure | null;
}

/** Answers what a debit would do, with the debit's own rules. Want of credits is an answer, so it never fails. */
export function quoteCharge(draft: Draft, command: QuoteCharge, at: Instant, catalogAt: CatalogAt): Result<Offer> {
  const { quote, member = null } = command;
  const { burns, refusal } = afford(draft, { feature: quote.feature, member, credits: quote.credits }, at, catalogAt);
  const { subscription, header } = draft;
  return ok({
    credits: quote.credits,
    burns: burns.map(({ grant, amount }) => ({ grantId: grant.id, amount, cost: costBasis(grant, amount) })),
    spendable: spendable({ subscription, header, grants: [...draft.grants.values()] }, catalogAt(at)),
    refusal,
  });
}
