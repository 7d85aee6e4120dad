import { quote, type GenerationRequest, type Quote } from '@/lib/catalog/price';
import type { Catalog } from '@/lib/catalog/schema';
import { fail, ok, type Result } from '@/lib/errors';
import { freeLeft } from '@/lib/ledger/free-quantity';
import type { AccountState } from '@/lib/ledger/state';
import { readQuoteToken } from '@/lib/quote-token';
import { isoText, type Instant } from '@/lib/time';
import type { Context } from '../context';

/** What is asked for: the work itself, or a quote that binds its price. */
export type AskedWork = (GenerationRequest | { quote: string }) & { member?: string | null | undefined };

/** An account at an instant, and the catalog that is in force for it then. */
export interface Standing {
  catalog: Catalog;
  state: AccountState;
  at: Instant;
}

/**
 * The price of what is asked for, and who asked. A quote's is that of the version that it binds, whichever is in force by
 * now; what is free of it is counted now. Fails with `quote_not_valid` or `quote_lapsed`, or as the price does.
 */
export function priceCharge(
  { catalogs, secrets }: Pick<Context, 'catalogs' | 'secrets'>,
  { member = null, ...work }: AskedWork,
  { catalog, state, at }: Standing,
): Result<{ quote: Quote; member: string | null }> {
  if (!('quote' in work)) return withMember(priceAt(catalog, work, state, at), member);

  const bound = readQuoteToken(work.quote, secrets.quotes);
  const priced = bound && catalogs.version(bound.catalog.id, bound.catalog.version);
  if (!priced || bound.account !== state.accountId) {
    return fail('quote_not_valid', { pointer: '/quote', detail: 'This is no quote that was given for this account.' });
  }
  if (member !== null && member !== bound.member) {
    return fail('quote_not_valid', { pointer: '/member', detail: 'The quote was given for another member.' });
  }
  if (at >= bound.expiresAt) {
    const expiresAt = isoText(bound.expiresAt);
    return fail('quote_lapsed', {
      pointer: '/quote',
      detail: `The quote held until ${expiresAt}.`,
      data: { expiresAt },
    });
  }
  return withMember(priceAt(priced, bound.request, state, at), bound.member);
}

/** A price by one version, with what the account has left of what is free. */
export function priceAt(catalog: Catalog, work: GenerationRequest, state: AccountState, at: Instant): Result<Quote> {
  return quote(catalog, work, (feature) => freeLeft(state, feature, catalog, at));
}

function withMember(priced: Result<Quote>, member: string | null) {
  return priced.ok ? ok({ quote: priced.value, member }) : priced;
}
