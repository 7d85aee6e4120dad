import type { Catalog, PlanGrant } from './schema';

/** What can have a priority of its own: plan credits by when they come, and packs. `other` is all that has none: 0. */
export type Ranked = PlanGrant['when'] | 'pack' | 'other';

/** In which order credits are used, as plain data. */
export interface BurnDownPolicy {
  /** Without `priority` where the file ranks nothing; never without an end by age. */
  order: Catalog['burnDown']['order'];
  /** For `source`: which pay first, in this order; all others pay last. */
  sources: Catalog['burnDown']['sources'];
  /** For `priority`: what pays first, in groups; empty where one kind has several ranks and names would mislead. */
  ranks: Ranked[][];
}

export function burnDownOf(catalog: Catalog): BurnDownPolicy {
  const { order, sources } = catalog.burnDown;
  const byAge = order.includes('oldest') || order.includes('newest');
  const groups = order.includes('priority') ? groupsOf(catalog) : new Map<number, Set<Ranked>>();
  const ranksSomething = [...groups.keys()].some((priority) => priority !== 0);
  const shown = order.filter((each) => each !== 'priority' || ranksSomething);
  return {
    order: byAge ? shown : [...shown, 'oldest'],
    sources,
    ranks: ranksSomething ? namedGroups(groups) : [],
  };
}

/** What has which priority. */
function groupsOf({ plans, packs }: Catalog): Map<number, Set<Ranked>> {
  const groups = new Map<number, Set<Ranked>>();
  const grants = plans.flatMap(({ intervals }) => intervals.flatMap((interval) => interval.grants));
  const ranked = [
    ...grants.map(({ priority, when }) => ({ priority, what: when })),
    ...packs.map(({ priority }) => ({ priority, what: 'pack' as const })),
  ];
  for (const { priority, what } of ranked) groups.set(priority, (groups.get(priority) ?? new Set()).add(what));
  return groups;
}

/** Lowest first, 0 as all the others; empty where one kind stands in several groups, so that its name says too little. */
function namedGroups(groups: Map<number, Set<Ranked>>): Ranked[][] {
  const all = [...groups.values()].flatMap((kinds) => [...kinds]);
  if (new Set(all).size < all.length) return [];
  return [...new Map(groups).set(0, new Set(['other']))].sort(([a], [b]) => a - b).map(([, kinds]) => [...kinds]);
}
