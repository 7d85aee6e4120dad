import type { Micro } from '../../credits';
import type { Id } from '../../ids';
import { dayIn, isoText, type Instant, type Zone } from '../../time';
import type { Command, Facts, KeptCharge } from '../command';
import { statusAfter, type GenerationBurn, type GenerationStep } from '../generation';
import type { CapScope, CapWindow, Grant } from '../state';

interface Kept extends KeptCharge {
  /** What is held now, or charged less what was given back. */
  counted: Micro;
}

/** What a database keeps of generations beside the account's state, worked out from their steps alone. */
export class KeptCharges {
  readonly all = new Map<Id, Kept>();

  /** Notes what a change did to generations. */
  note(steps: readonly GenerationStep[]): void {
    for (const step of steps) this.#noteOne(step);
  }

  #noteOne(step: GenerationStep): void {
    const { generationId, at, periodStart, kind } = step;
    const before = this.all.get(generationId);
    const status = statusAfter(step, before?.status ?? null);
    if (!before) {
      const { feature, model } = step.quote!;
      const charged = kind === 'hold' ? [] : step.burns;
      this.all.set(generationId, {
        generationId,
        status,
        at,
        chargedAt: at,
        periodStart,
        countedPeriodStart: periodStart,
        feature,
        model,
        member: step.member,
        burns: merged(charged),
        counted: step.credits,
      });
      return;
    }
    switch (kind) {
      case 'capture':
        return void this.all.set(generationId, {
          ...before,
          status,
          chargedAt: at,
          periodStart,
          burns: merged(step.burns),
          counted: step.credits,
        });
      case 'void':
      case 'lapse':
        return void this.all.set(generationId, { ...before, status, counted: 0n });
      case 'refund': {
        const burns = before.burns.map((burn) => ({
          ...burn,
          amount: burn.amount - amountOf(step, burn.grantId),
        }));
        return void this.all.set(generationId, { ...before, burns, counted: before.counted - step.credits });
      }
      default:
        throw new Error(`a ${kind} of generation ${generationId}, which is there already`);
    }
  }

  /** What the command refers to beyond the state, as a database would find it. */
  factsFor(
    command: Command,
    grants: ReadonlyMap<number, Grant>,
    window: { zone: Zone; now: Instant; periodStart: Instant | null },
  ): Partial<Facts> {
    switch (command.type) {
      case 'capture':
      case 'void':
      case 'refund': {
        const charge = this.all.get(command.generationId) ?? null;
        const touched = charge?.burns.flatMap(({ grantId }) => grants.get(grantId) ?? []) ?? [];
        return { charge, grants: touched.filter((grant) => grant.available === 0n && grant.held === 0n) };
      }
      case 'setCap':
        return { counted: this.counted(command.scope, command.per, window) };
      default:
        return {};
    }
  }

  /** What a cap of this scope counts in the window that holds `now`. */
  counted(
    scope: CapScope,
    per: CapWindow,
    { zone, now, periodStart }: { zone: Zone; now: Instant; periodStart: Instant | null },
  ): Micro {
    let sum = 0n;
    for (const each of this.all.values()) {
      if (scope.type === 'member' && each.member !== scope.member) continue;
      if (scope.type === 'feature' && each.feature !== scope.feature) continue;
      const within =
        per === 'day' ? dayIn(zone, each.at) === dayIn(zone, now) : each.countedPeriodStart === periodStart;
      if (within) sum += each.counted;
    }
    return sum;
  }
}

/** The name of the window that holds `now`, as caps keep it. */
export function windowName(
  per: CapWindow,
  { zone, now, periodStart }: { zone: Zone; now: Instant; periodStart: Instant | null },
): string {
  if (per === 'day') return dayIn(zone, now);
  return periodStart === null ? '' : isoText(periodStart);
}

/** One line a grant: what was held and what was taken besides may have come from the same one. */
function merged(burns: readonly GenerationBurn[]): KeptCharge['burns'] {
  const sums = new Map<number, Micro>();
  for (const { grantId, amount } of burns) sums.set(grantId, (sums.get(grantId) ?? 0n) + amount);
  return [...sums].map(([grantId, amount]) => ({ grantId, amount }));
}

function amountOf({ burns }: GenerationStep, grantId: number): Micro {
  return burns.filter((burn) => burn.grantId === grantId).reduce((sum, { amount }) => sum + amount, 0n);
}
