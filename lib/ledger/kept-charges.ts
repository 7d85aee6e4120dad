import type { Micro } from '../credits';
import type { Id } from '../ids';
import { addDays, dayIn, startOfDayIn, type Instant } from '../time';
import type { Command, Facts, KeptCharge } from './command';
import { statusAfter, type GenerationBurn, type GenerationStep } from './generation';
import { accountTime, type AccountState, type CapScope, type CapWindow, type Grant } from './state';

/** A generation as it stands: what later commands need to know of it, and what caps count. */
export interface Charge extends KeptCharge {
  /** What is held now, or charged less what was given back (micro-credits). */
  readonly counted: Micro;
}

/**
 * What a database keeps of generations beside the account's state, worked out from their steps alone: for accounts that
 * live in memory.
 */
export class KeptCharges {
  readonly all = new Map<Id, Charge>();

  /** Notes what a change did to generations. */
  note(steps: readonly GenerationStep[]): void {
    for (const step of steps) {
      const before = this.all.get(step.generationId);
      this.all.set(step.generationId, before ? goneOn(before, step) : begun(step));
    }
  }

  /**
   * What the command refers to beyond the state.
   * @param state settled to `now`
   * @param grants all that the account ever had
   */
  factsFor(command: Command, state: AccountState, grants: ReadonlyMap<number, Grant>, now: Instant): Partial<Facts> {
    switch (command.type) {
      case 'capture':
      case 'void':
      case 'refund': {
        const charge = this.all.get(command.generationId) ?? null;
        const touched = charge?.burns.flatMap(({ grantId }) => grants.get(grantId) ?? []) ?? [];
        return { charge, grants: touched.filter(({ available, held }) => available === 0n && held === 0n) };
      }
      case 'setCap':
        return { charged: this.counted(command.scope, command.per, state, now, ({ status }) => status !== 'held') };
      default:
        return {};
    }
  }

  /**
   * What is charged and held (micro-credits) in the window that holds `now`.
   * @param which only of such generations
   */
  counted(
    scope: CapScope,
    per: CapWindow,
    state: AccountState,
    now: Instant,
    which: (charge: Charge) => boolean = () => true,
  ): Micro {
    const { zone, header } = state;
    const periodStart = header.period?.start ?? null;
    const today = dayIn(zone, accountTime(state, now));
    const [from, to] = [startOfDayIn(zone, today), startOfDayIn(zone, addDays(today, 1))];
    let sum = 0n;
    for (const each of this.all.values()) {
      if (scope.type === 'member' && each.member !== scope.member) continue;
      if (scope.type === 'feature' && each.feature !== scope.feature) continue;
      const within = per === 'day' ? each.at >= from && each.at < to : each.countedPeriodStart === periodStart;
      if (within && which(each)) sum += each.counted;
    }
    return sum;
  }
}

function begun(step: GenerationStep): Charge {
  const { generationId, at, periodStart, quote, member, credits } = step;
  if (!quote) throw new Error(`generation ${generationId} begins without a price`);
  return {
    generationId,
    status: statusAfter(step, null),
    at,
    chargedAt: at,
    periodStart,
    countedPeriodStart: periodStart,
    feature: quote.feature,
    model: quote.model,
    member,
    burns: step.kind === 'hold' ? [] : byGrant(step.burns),
    counted: credits,
  };
}

function goneOn(before: Charge, step: GenerationStep): Charge {
  const { kind, at, periodStart, credits } = step;
  const status = statusAfter(step, before.status);
  switch (kind) {
    case 'capture': {
      const charged = { status, chargedAt: at, periodStart, burns: byGrant(step.burns), counted: credits };
      // Where nothing was held, nothing was counted before now.
      return { ...before, ...charged, ...(before.counted === 0n ? { at, countedPeriodStart: periodStart } : {}) };
    }
    case 'refund': {
      const back = new Map(byGrant(step.burns).map(({ grantId, amount }) => [grantId, amount]));
      const burns = before.burns.map((burn) => ({ ...burn, amount: burn.amount - (back.get(burn.grantId) ?? 0n) }));
      return { ...before, burns, counted: before.counted - credits };
    }
    case 'void':
    case 'lapse':
      return { ...before, status, counted: 0n };
    default:
      throw new Error(`a ${kind} of generation ${before.generationId}, which has begun already`);
  }
}

/** One part a grant: what was held and what was taken besides may have come from the same one. */
function byGrant(burns: readonly GenerationBurn[]): KeptCharge['burns'] {
  const sums = new Map<number, Micro>();
  for (const { grantId, amount } of burns) sums.set(grantId, (sums.get(grantId) ?? 0n) + amount);
  return [...sums].map(([grantId, amount]) => ({ grantId, amount }));
}
