import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parseCatalog } from '../../catalog/parse';
import type { Quote } from '../../catalog/price';
import { catalogSchema, type Catalog, type CatalogAt } from '../../catalog/schema';
import { credits, type Micro } from '../../credits';
import type { Failure } from '../../errors';
import type { Id } from '../../ids';
import { DAY_MS, type Instant, type Zone } from '../../time';
import { noFacts, type Command, type Facts } from '../command';
import { decide, type Change } from '../decide';
import type { Entry } from '../entry';
import { KeptCharges } from '../kept-charges';
import { newAccount, type AccountState, type FreeQuantity, type Grant } from '../state';

/** An instant from its text; a day alone is its midnight in UTC. */
export function instant(text: string): Instant {
  const at = Date.parse(text.includes('T') ? text : `${text}T00:00:00.000Z`);
  if (Number.isNaN(at)) throw new Error(`no instant: ${text}`);
  return at;
}

/** A catalog that comes with Meterbook, from its file. */
export function shipped(name: 'captions' | 'ai-studios' | 'artifio'): Catalog {
  const parsed = parseCatalog(readFileSync(new URL(`../../../catalogs/${name}.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalog;
}

/** The only version there is, whatever the instant. */
export function always(catalog: Catalog): CatalogAt {
  return () => catalog;
}

/** A catalog that sells these plans, in the words of a file; plans rank in the order given. */
export function sellingPlans(...plans: Record<string, unknown>[]): Catalog {
  return catalogSchema.parse({
    format: 1,
    id: 'test',
    version: 1,
    effectiveAt: '2020-01-01T00:00:00Z',
    name: 'Test',
    currency: 'USD',
    graceDays: 7,
    products: [{ id: 'test', name: 'Test' }],
    defaultPlan: plans[0]!.id,
    plans: plans.map((plan, rank) => ({ name: plan.id, rank, carryOver: { type: 'everything' }, ...plan })),
    changes: {
      upgrade: { period: 'keep', charge: 'difference', grant: 'difference' },
      downgrade: { at: 'periodEnd', unspent: 'end' },
      cancel: { at: 'periodEnd', unspent: 'end' },
    },
    features: [{ id: 'work', name: 'Work', product: 'test', kind: 'image', price: { type: 'free' } }],
  });
}

/** A plan in the words of a file, paid by the month unless it costs nothing. */
export function plan(id: string, price: number | null, grants: unknown[], more: Record<string, unknown> = {}) {
  const { months = 1, pricePerSeat = false, ...rest } = more;
  const billing = price === null ? 'invoiced' : price === 0 ? 'free' : 'paid';
  return { id, billing, intervals: [{ id: 'month', months, price, pricePerSeat, grants }], ...rest };
}

/** A price as good as any, for tests that are not about prices. */
export function quoteOf(
  amount: Micro,
  about: { feature?: string; model?: string | null; free?: readonly FreeQuantity[] } = {},
): Quote {
  const { feature = 'work', model = null, free = [] } = about;
  return { feature, model, credits: amount, lines: [], formula: '', catalogId: 'test', catalogVersion: 1, free };
}

/** A grant of 100 credits that are all still there and never end, but for what is said of it. */
export function grantLike(more: Partial<Grant> & { id: number }): Grant {
  const amount = more.amount ?? credits(100);
  const elsewhere = (['held', 'spent', 'expired', 'revoked', 'reissued'] as const).map((place) => more[place] ?? 0n);
  return {
    source: 'plan',
    planId: null,
    ruleId: null,
    recurring: false,
    needsSubscription: false,
    amount,
    available: amount - elsewhere.reduce((sum, each) => sum + each, 0n),
    held: 0n,
    spent: 0n,
    expired: 0n,
    revoked: 0n,
    reissued: 0n,
    effectiveAt: 0,
    expiresAt: null,
    priority: 0,
    paid: 0n,
    ...more,
  };
}

/** What is said of a generation, where a test is about that. */
type Asked = Parameters<typeof quoteOf>[1] & { id?: Id; member?: string };

export const generationId = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** An account that lives through commands and keeps its whole history. Whatever is done to it, its books are checked. */
export class LivedAccount {
  readonly entries: Entry[] = [];
  /** Every grant that it ever had. */
  readonly grants = new Map<number, Grant>();
  /** What its generations have become. */
  readonly kept = new KeptCharges();
  state: AccountState;

  constructor(
    readonly catalogAt: CatalogAt,
    start: Instant | AccountState,
    zone: Zone = 'UTC',
  ) {
    this.state = deepFreeze(typeof start === 'number' ? newAccount(generationId(0), start, zone) : start);
    for (const grant of this.state.grants) this.grants.set(grant.id, grant);
  }

  /** Does what must be possible. */
  do(command: Command, now: Instant, facts: Facts = this.factsFor(command, now)): Change {
    const before = this.state;
    const decided = decide(before, command, facts, now, this.catalogAt);
    if (!decided.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(decided.error)}`);
    const change = deepFreeze(decided.value);
    this.entries.push(...change.entries);
    for (const grant of change.grants) this.grants.set(grant.id, grant);
    this.state = change.state;
    this.kept.note(change.steps);
    expectBooksInOrder(before, change, this.grants);
    return change;
  }

  /** Does what must be refused, and leaves no trace: the state is frozen, so that a change in place would throw. */
  refused(command: Command, now: Instant, facts: Facts = this.factsFor(command, now)): Failure {
    const decided = decide(this.state, command, facts, now, this.catalogAt);
    if (decided.ok) throw new Error(`${command.type} was not refused`);
    return decided.error;
  }

  /** What a command refers to beyond the state, as it is kept beside it. */
  factsFor(command: Command, now: Instant): Facts {
    const settled = decide(this.state, { type: 'settle' }, noFacts, now, this.catalogAt);
    const state = settled.ok ? settled.value.state : this.state;
    return deepFreeze({ ...noFacts, ...this.kept.factsFor(command, state, this.grants, now) });
  }

  settle(now: Instant): Change {
    return this.do({ type: 'settle' }, now);
  }

  subscribe(planId: string, now: Instant, more: { intervalId?: string; seats?: number } & Partial<Facts> = {}): Change {
    const { intervalId = 'month', seats = 1, claimedElsewhere = [] } = more;
    return this.do({ type: 'subscribe', planId, intervalId, seats }, now, { claimedElsewhere });
  }

  renew(periodIndex: number, now: Instant): Change {
    return this.do({ type: 'renew', periodIndex }, now);
  }

  spend(amount: Micro, now: Instant, about: Asked = {}): Change {
    const { id = this.nextGeneration, member = null } = about;
    return this.do({ type: 'debit', generationId: id, quote: quoteOf(amount, about), member }, now);
  }

  hold(amount: Micro, now: Instant, about: Asked & { lapsesAt?: Instant } = {}): Change {
    const { id = this.nextGeneration, member = null, lapsesAt = now + DAY_MS } = about;
    return this.do({ type: 'hold', generationId: id, quote: quoteOf(amount, about), member, lapsesAt }, now);
  }

  capture(id: Id, amount: Micro, now: Instant): Change {
    return this.do({ type: 'capture', generationId: id, credits: amount }, now);
  }

  void(id: Id, now: Instant): Change {
    return this.do({ type: 'void', generationId: id }, now);
  }

  refund(id: Id, amount: Micro | null, now: Instant): Change {
    return this.do({ type: 'refund', generationId: id, credits: amount }, now);
  }

  /** An id that none of its generations has. */
  get nextGeneration(): Id {
    return generationId(1_000 + this.kept.all.size);
  }

  give(amount: Micro, now: Instant, expiresAt: Instant | null = null): Change {
    return this.do({ type: 'grant', source: 'goodwill', amount, expiresAt }, now);
  }

  /** Goes on as if one of its open grants had been given otherwise. */
  suppose(grantId: number, otherwise: Partial<Grant>): void {
    const grants = this.state.grants.map((grant) => (grant.id === grantId ? { ...grant, ...otherwise } : grant));
    this.state = deepFreeze({ ...this.state, grants });
    for (const grant of grants) this.grants.set(grant.id, grant);
  }

  /** Available and held credits of recurring plan grants: what the carry-over cap counts. */
  get recurring(): Micro {
    return this.state.grants
      .filter((grant) => grant.recurring)
      .reduce((sum, grant) => sum + grant.available + grant.held, 0n);
  }
}

/** What holds after every change, whatever it was. */
function expectBooksInOrder(before: AccountState, change: Change, grants: ReadonlyMap<number, Grant>): void {
  const { state, entries } = change;
  for (const grant of grants.values()) {
    const places = [grant.available, grant.held, grant.spent, grant.expired, grant.revoked, grant.reissued];
    expect(places.every((each) => each >= 0n)).toBe(true);
    expect(places.reduce((sum, each) => sum + each, 0n)).toBe(grant.amount);
  }
  const open = [...grants.values()].filter((grant) => grant.available > 0n || grant.held > 0n);
  expect(state.grants).toEqual(open);
  expect(state.header.balance).toBe(open.reduce((sum, grant) => sum + grant.available, 0n));
  expect(state.header.held).toBe(open.reduce((sum, grant) => sum + grant.held, 0n));

  let { seq, at } = before.header;
  for (const entry of entries) {
    expect(entry.seq).toBe(seq + 1);
    expect(entry.at, 'time runs backwards').toBeGreaterThanOrEqual(at);
    ({ seq, at } = entry);
  }
  expect(state.header).toMatchObject({ seq, at });
  if (entries.length > 0) expect(entries.at(-1)!.balanceAfter).toBe(state.header.balance);

  const { balance, held, period } = state.header;
  if (period) expect(period.carriedIn + period.granted).toBe(period.used + period.ended + balance + held);
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
