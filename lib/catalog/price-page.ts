import { isoText } from '../time';
import { policyOf, type CatalogPolicy } from './policy';
import { featurePrices, type FeaturePrices } from './price-figures';
import type { Catalog } from './schema';

/** Everything that a visitor may know of a catalog, as plain data. Our own notes are not in it: they are staff's. */
export interface PricePage {
  id: string;
  name: string;
  version: number;
  /** The instant from which this version holds. */
  effectiveAt: string;
  currency: string;
  zone: string;
  products: { id: string; name: string }[];
  policy: CatalogPolicy;
  features: FeaturePrices[];
}

export function pricePageOf(catalog: Catalog): PricePage {
  return {
    id: catalog.id,
    name: catalog.name,
    version: catalog.version,
    effectiveAt: isoText(catalog.effectiveAt),
    currency: catalog.currency,
    zone: catalog.zone,
    products: catalog.products.map(({ id, name }) => ({ id, name })),
    policy: policyOf(catalog),
    features: featurePrices(catalog),
  };
}

/** Credits that come or are bought together, by which a page shows what credits buy. */
export interface Budget {
  kind: 'plan' | 'pack';
  /** For the address: the plan's id ("pro"; "personal-year" for its further intervals) or the pack's. */
  id: string;
  name: string;
  /** Length of the period of a plan that has several; null for others. */
  months: number | null;
  credits: number;
}

/** Every plan and pack that has credits. What comes once counts only where nothing comes again; of seats, the fewest. */
export function budgetsOf({ policy }: Pick<PricePage, 'policy'>): Budget[] {
  const plans = policy.plans.flatMap((plan) =>
    plan.terms.map((term, index) => {
      const seats = plan.seats?.min ?? 1;
      const once = term.grants.filter(({ rhythm }) => rhythm === 'once' || rhythm === 'start');
      const first = once.reduce((sum, grant) => sum + grant.credits * (grant.perSeat ? seats : 1), 0);
      return {
        kind: 'plan' as const,
        id: index === 0 ? plan.id : `${plan.id}-${term.id}`,
        name: plan.name,
        months: plan.terms.length > 1 ? term.months : null,
        credits: term.recurringCredits || first,
      };
    }),
  );
  const packs = policy.packs.map(({ id, name, credits }) => ({
    kind: 'pack' as const,
    id,
    name,
    months: null,
    credits,
  }));
  return [...plans, ...packs].filter(({ credits }) => credits > 0);
}
