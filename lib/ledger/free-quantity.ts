import type { Catalog } from '../catalog/schema';
import { microFromNumber } from '../credits';
import type { Instant, Zone } from '../time';
import { windowName } from './caps';
import type { Draft } from './draft';
import type { AccountState, FreeQuantity, FreeUse, Hold } from './state';

/**
 * The first units of a feature that cost nothing, in each period, each day of the account's zone or once for ever. An
 * account keeps one window of each feature: the last in which it took any.
 */

/**
 * How much of what a feature gives free is left, in millionths of its unit; null where it gives nothing free.
 * @param state settled to `at`
 * @param instead a hold that is priced anew: what it took counts as left
 */
export function freeLeft(
  state: Pick<AccountState, 'zone' | 'header' | 'freeUses'>,
  featureId: string,
  catalog: Catalog,
  at: Instant,
  instead: Pick<Hold, 'free' | 'at' | 'periodStart'> | null = null,
): bigint | null {
  const firstFree = catalog.features.find((each) => each.id === featureId)?.firstFree;
  if (!firstFree) return null;
  const units = microFromNumber(firstFree.units) ?? 0n;
  const window = windowOf(firstFree.per, state.zone, at, state.header.period?.start ?? null);
  const uses = instead ? without(state.freeUses, instead.free, state.zone, instead) : state.freeUses;
  const own = uses.find((each) => each.feature === featureId);
  const used = own && own.window === window ? own.used : 0n;
  return used < units ? units - used : 0n;
}

/** Notes what a charge or a hold takes of free quantities. A window that is over makes room for the new one. */
export function takeFree(draft: Draft, free: readonly FreeQuantity[], at: Instant): void {
  const periodStart = draft.header.period?.start ?? null;
  for (const { feature, per, units } of free) {
    const window = windowOf(per, draft.before.zone, at, periodStart);
    const own = draft.freeUses.find((each) => each.feature === feature);
    const used = (own && own.window === window ? own.used : 0n) + units;
    const others = draft.freeUses.filter((each) => each !== own);
    draft.freeUses = [...others, { feature, window, used }].sort((a, b) => (a.feature < b.feature ? -1 : 1));
  }
}

/**
 * Gives back what a hold took, where its window is still the same.
 * @param taken when it was taken, and the start of the period in which
 */
export function giveBackFree(
  draft: Draft,
  free: readonly FreeQuantity[],
  taken: { at: Instant; periodStart: Instant | null },
): void {
  draft.freeUses = without(draft.freeUses, free, draft.before.zone, taken);
}

function without(
  uses: readonly FreeUse[],
  free: readonly FreeQuantity[],
  zone: Zone,
  taken: { at: Instant; periodStart: Instant | null },
): readonly FreeUse[] {
  let left = uses;
  for (const { feature, per, units } of free) {
    const window = windowOf(per, zone, taken.at, taken.periodStart);
    left = left.map((use) => {
      if (use.feature !== feature || use.window !== window) return use;
      return { ...use, used: use.used > units ? use.used - units : 0n };
    });
  }
  return left;
}

/** "" where it is given once for ever, and outside any period. */
function windowOf(per: FreeQuantity['per'], zone: Zone, at: Instant, periodStart: Instant | null): string {
  return per === 'ever' ? '' : windowName(per, zone, at, periodStart);
}
