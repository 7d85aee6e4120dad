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
 * when it began. A rule that stands in several plans and intervals is one rule, and comes as the default plan has it,
 * where that has it. Whether they are still to come is the caller's to know.
 */
export function giveOnce(draft: Draft, { ruleIds }: GiveOnce, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { plans, defaultPlan } = catalogAt(at);
  const left = new Set(ruleIds);
  for (const plan of [...plans].sort((a, b) => Number(b.id === defaultPlan) - Number(a.id === defaultPlan))) {
    for (const interval of plan.intervals) {
      const period = { terms: { plan, interval }, seats: plan.seats?.min ?? 1, anchor: at, index: 0 };
      for (const rule of interval.grants) {
        if (rule.when !== 'once' || !left.delete(rule.id) || rule.credits === 0n) continue;
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
