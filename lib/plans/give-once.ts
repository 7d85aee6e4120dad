import type { Catalog, CatalogAt } from '../catalog/schema';
import type { Micro } from '../credits';
import { ok, type Result } from '../errors';
import type { GiveOnce } from '../ledger/command';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';
import { issueByRule } from './period-grants';
import { findTerms } from './plan';

/**
 * Gives the one-time credits of those rules, from now on, whatever plan the account is on meanwhile: they were promised
 * when it began. Whether they are still to come is the caller's to know.
 */
export function giveOnce(draft: Draft, { ruleIds }: GiveOnce, at: Instant, catalogAt: CatalogAt): Result<null> {
  for (const plan of catalogAt(at).plans) {
    for (const interval of plan.intervals) {
      const period = { terms: { plan, interval }, seats: plan.seats?.min ?? 1, anchor: at, index: 0 };
      for (const rule of interval.grants) {
        if (rule.when !== 'once' || rule.credits === 0n || !ruleIds.includes(rule.id)) continue;
        issueByRule(draft, period, rule, { effectiveAt: at, paid: 0n, reason: 'first_time', at });
      }
    }
  }
  return ok(null);
}

/** The one-time rules of a plan as somebody begins on it. */
export function onceRules(catalog: Catalog, into: { planId: string; intervalId: string }): string[] {
  const terms = findTerms(catalog, into.planId, into.intervalId);
  return terms.ok ? terms.value.interval.grants.filter(({ when }) => when === 'once').map(({ id }) => id) : [];
}

/** What whoever begins on the catalog's default plan gets once (micro-credits). */
export function onceCredits(catalog: Catalog): Micro {
  const [first] = catalog.plans.find(({ id }) => id === catalog.defaultPlan)!.intervals;
  return first!.grants.filter(({ when }) => when === 'once').reduce((sum, { credits }) => sum + credits, 0n);
}
