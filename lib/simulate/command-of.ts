import { quote, type GenerationRequest, type Quote } from '../catalog/price';
import type { Catalog } from '../catalog/schema';
import { fail, ok, unreachable, type Result } from '../errors';
import type { Id } from '../ids';
import type { Command } from '../ledger/command';
import { freeLeft } from '../ledger/free-quantity';
import type { AccountState, Hold } from '../ledger/state';
import { nextUnitsMonth } from '../plans/add-ons';
import { DAY_MS, type Instant } from '../time';
import type { ScenarioEvent } from './events';

/** How long credits are held where the scenario does not say. */
const HOLD_MS = DAY_MS;

/** What plain credits are charged for, where the scenario names no feature. */
const ANY_FEATURE = 'work';

/** What an event's words refer to. */
export interface Referred {
  readonly state: AccountState;
  /** The catalog's version in force. */
  readonly catalog: Catalog;
  /** Id for the generation that the event starts. */
  readonly newGeneration: Id;
  /** Null: no event of this name has started one. */
  generation(name: string): PricedGeneration | null;
  quote(name: string): Quote | null;
  /** The number of a grant by its name, or by its place in the order in which they came; 0: there is none. */
  grant(reference: string | number): number;
}

/** A generation that an event has started. */
export interface PricedGeneration {
  readonly id: Id;
  /** What was asked for; null: plain credits. */
  readonly request: GenerationRequest | null;
  readonly quote: Quote;
  /** The version that priced it: a quote that was given is honoured. */
  readonly catalog: Catalog;
}

/** Events that are not a command of the ledger but tell the provider how to pay. */
export type CommandEvent = Exclude<ScenarioEvent, { do: 'payments' }>;

/** The command that an event's words mean. Fails where the price list refuses the request. */
export function commandOf(event: CommandEvent, to: Referred): Result<Command> {
  const { subscription } = to.state;
  switch (event.do) {
    case 'settle':
      return ok({ type: 'settle' });
    case 'subscribe': {
      const { plan: planId, seats } = event;
      const intervalId = event.interval ?? firstInterval(to.catalog, planId);
      return ok({ type: 'subscribe', planId, intervalId, seats: seats ?? seatsMin(to.catalog, planId) });
    }
    case 'pay':
      return ok({ type: 'renew', periodIndex: event.period ?? awaited(to) });
    case 'pay-units': {
      const month = event.month ?? (subscription && nextUnitsMonth(subscription, event.at));
      return ok({ type: 'payUnits', monthIndex: month ?? -1 });
    }
    case 'decline':
      return ok({ type: 'declinePayment', periodIndex: event.period ?? awaited(to) });
    case 'change-plan': {
      const planId = event.plan ?? subscription?.planId ?? '';
      const { seats, choice } = event;
      return ok({ type: 'changePlan', planId, intervalId: event.interval ?? sameInterval(to, planId), seats, choice });
    }
    case 'undo':
      return ok({ type: 'undoChange' });
    case 'cancel':
    case 'resume':
    case 'end':
      return ok({ type: event.do });
    case 'seats':
      return ok({ type: 'changeSeats', seats: event.seats });
    case 'add-units':
      return ok({ type: 'addUnits', addOnId: event.addOn, units: event.units });
    case 'remove-units':
      return ok({ type: 'removeUnits', addOnId: event.addOn, units: event.units });
    case 'buy':
      return ok({ type: 'buyPack', packId: event.pack, count: event.count, topUp: event.topUp });
    case 'quote': {
      const price = priceOf(event, to);
      return price.ok ? ok({ type: 'quote', quote: price.value, member: event.member ?? null }) : price;
    }
    case 'use': {
      const price = priceOf(event, to);
      if (!price.ok) return price;
      return ok({ type: 'debit', generationId: to.newGeneration, quote: price.value, member: event.member ?? null });
    }
    case 'hold': {
      const price = priceOf(event, to);
      if (!price.ok) return price;
      const about = { generationId: to.newGeneration, quote: price.value, member: event.member ?? null };
      return ok({ type: 'hold', ...about, lapsesAt: event.lapsesAt ?? event.at + HOLD_MS });
    }
    case 'capture':
      return captureOf(event, to);
    case 'void':
      return ok({ type: 'void', generationId: to.generation(event.generation)?.id ?? '' });
    case 'refund':
      return ok({
        type: 'refund',
        generationId: to.generation(event.generation)?.id ?? '',
        credits: event.credits ?? null,
      });
    case 'grant': {
      const { source, credits: amount, ends: expiresAt, paid, from: effectiveAt } = event;
      return ok({ type: 'grant', source, amount, expiresAt, paid, effectiveAt });
    }
    case 'revoke':
      return ok({ type: 'revoke', grantId: to.grant(event.grant), amount: event.credits ?? null });
    case 'extend':
      return ok({ type: 'extend', grantId: to.grant(event.grant), expiresAt: event.ends });
    case 'cap': {
      const { member, feature, per, limit } = event;
      if (member !== undefined) return ok({ type: 'setCap', scope: { type: 'member', member }, per, limit });
      if (feature !== undefined) return ok({ type: 'setCap', scope: { type: 'feature', feature }, per, limit });
      return ok({ type: 'setCap', scope: { type: 'account' }, per, limit });
    }
    case 'top-up': {
      const { pack: packId, count, below: threshold, monthlyLimit } = event;
      return ok({ type: 'setTopUp', rule: { packId, count, threshold, monthlyLimit } });
    }
    case 'top-up-off':
      return ok({ type: 'setTopUp', rule: null });
    case 'decline-top-up':
      return ok({ type: 'declineTopUp' });
    default:
      return unreachable(event);
  }
}

type PricedEvent = Extract<ScenarioEvent, { do: 'quote' | 'use' | 'hold' }>;

/** The price of what an event asks for: by the price list, as it was quoted before, or plain credits. */
function priceOf(event: PricedEvent, to: Pick<Referred, 'catalog' | 'quote' | 'state'>): Result<Quote> {
  const { quote: name, credits, feature = ANY_FEATURE, model = null } = event;
  if (name !== undefined) {
    const given = to.quote(name);
    return given ? ok(given) : fail('not_found', { detail: `The quote "${name}" has no price: it was refused.` });
  }
  if (credits === undefined) return listPrice(to.state, to.catalog, requestOf(event)!, event.at);
  const { id: catalogId, version: catalogVersion } = to.catalog;
  return ok({ feature, model, credits, lines: [], formula: '', catalogId, catalogVersion, free: [] });
}

/** The price list's own price for this account: less what it still has free. */
export function listPrice(
  state: AccountState,
  catalog: Catalog,
  request: GenerationRequest,
  at: Instant,
  instead: Hold | null = null,
): Result<Quote> {
  return quote(catalog, request, (feature) => freeLeft(state, feature, catalog, at, instead));
}

/** What an event asks the price list for; null where it does not. */
export function requestOf(event: PricedEvent): GenerationRequest | null {
  const { feature, model, quantity, options, includes } = event;
  if (feature === undefined || event.credits !== undefined) return null;
  return { feature, model, quantity, options, ...(includes ? { includes } : {}) };
}

/** Plain credits; or another quantity, by the prices that the hold was quoted by; or all that was held. */
function captureOf(event: Extract<ScenarioEvent, { do: 'capture' }>, to: Referred): Result<Command> {
  const held = to.generation(event.generation);
  const generationId = held?.id ?? '';
  if (event.credits !== undefined || !held) return ok({ type: 'capture', generationId, credits: event.credits ?? 0n });
  if (event.quantity === undefined || !held.request)
    return ok({ type: 'capture', generationId, credits: held.quote.credits });
  const hold = to.state.holds.find((each) => each.generationId === generationId) ?? null;
  const price = listPrice(to.state, held.catalog, { ...held.request, quantity: event.quantity }, event.at, hold);
  return price.ok ? ok({ type: 'capture', generationId, credits: price.value.credits, quote: price.value }) : price;
}

function awaited({ state }: Referred): number {
  return (state.subscription?.periodIndex ?? -1) + 1;
}

export function firstInterval(catalog: Catalog, planId: string): string {
  return catalog.plans.find((each) => each.id === planId)?.intervals[0]?.id ?? '';
}

export function seatsMin(catalog: Catalog, planId: string): number {
  return catalog.plans.find((each) => each.id === planId)?.seats?.min ?? 1;
}

/** The interval that one is on, where the other plan has it too; otherwise its first. */
function sameInterval({ catalog, state }: Referred, planId: string): string {
  const current = state.subscription?.intervalId;
  const plan = catalog.plans.find((each) => each.id === planId);
  return plan?.intervals.find((each) => each.id === current)?.id ?? plan?.intervals[0]?.id ?? '';
}
