import type { Catalog } from '../catalog/schema';
import { AMOUNT_MAX, decimalText, jsonNumber, type Micro } from '../credits';
import { unreachable } from '../errors';
import type { Entry } from '../ledger/entry';
import { spendable } from '../ledger/locks';
import type { AccountState, Grant } from '../ledger/state';
import { nextRefresh } from '../plans/refresh';
import { isoText, type Instant } from '../time';
import { listPrice } from './command-of';
import { claimsIn, type Expectation, type GrantExpectation } from './expectations';

/** A value as JSON shows it. Credits are exact; above 999,999,999.999999 they are text. */
export type Shown = string | number | boolean | null | readonly Shown[] | { readonly [key: string]: Shown };

/** One thing that a scenario says, and what is. */
export interface Claim {
  /** In the words of the format: "balance", "period". */
  readonly what: string;
  readonly expected: Shown;
  readonly found: Shown;
  readonly met: boolean;
}

/** The account at one instant, with what has become of it so far. */
export interface Look {
  readonly at: Instant;
  /** Settled to `at`. */
  readonly state: AccountState;
  readonly catalog: Catalog;
  /** Every grant there ever was, oldest first. */
  readonly grants: readonly Grant[];
  readonly grantNames: ReadonlyMap<number, string>;
  /** Written since entries were last counted. */
  readonly entries: readonly Entry[];
  readonly lastDue: bigint;
  readonly paidTotal: bigint;
  readonly lastRefused: string | null;
}

/** Holds everything that an expectation says against the account, in the order of the format. */
export function checkExpectation(expectation: Expectation, look: Look): Claim[] {
  return claimsIn(expectation).flatMap((what) => checkClaim(what, expectation, look));
}

function checkClaim(what: keyof Expectation, expectation: Expectation, look: Look): Claim[] {
  const { header, subscription, topUp } = look.state;
  switch (what) {
    case 'balance':
      return [claim(what, shownCredits(expectation.balance!), shownCredits(header.balance))];
    case 'spendable':
      return [claim(what, shownCredits(expectation.spendable!), shownCredits(spendable(look.state, look.catalog)))];
    case 'held':
      return [claim(what, shownCredits(expectation.held!), shownCredits(header.held))];
    case 'period':
      return [claim(what, shown(expectation.period!, periodFields), shown(header.period, periodFields))];
    case 'nextRefresh': {
      const fields = { at: 'instant', credits: 'credits' } as const;
      return [
        claim(what, shown(expectation.nextRefresh!, fields), shown(nextRefresh(look.state, look.catalog), fields)),
      ];
    }
    case 'grants':
      return [grantsClaim(what, expectation.grants!, look, look.grants)];
    case 'openGrants': {
      const open = look.grants.filter(({ available, held }) => available > 0n || held > 0n);
      return [grantsClaim(what, expectation.openGrants!, look, open)];
    }
    case 'someGrants':
      return [grantsClaim(what, expectation.someGrants!, look, look.grants)];
    case 'plan':
      return [claim(what, expectation.plan!, subscription?.planId ?? null)];
    case 'interval':
      return [claim(what, expectation.interval!, subscription?.intervalId ?? null)];
    case 'seats':
      return [claim(what, expectation.seats!, subscription?.seats ?? null)];
    case 'status':
      return [claim(what, expectation.status!, subscription?.status ?? null)];
    case 'next':
      return [claim(what, nextShown(expectation.next!), subscription ? scheduledShown(look.state) : null)];
    case 'units': {
      const units = new Map(subscription?.addOns.map((each) => [each.addOnId, each.units]));
      const found = Object.fromEntries(Object.keys(expectation.units!).map((id) => [id, units.get(id) ?? 0]));
      return [claim(what, expectation.units!, found)];
    }
    case 'topUp':
      return [claim(what, expectation.topUp!, !topUp?.enabled ? 'off' : topUp.pending ? 'pending' : 'on')];
    case 'lastDue':
      return [claim(what, Number(expectation.lastDue!), Number(look.lastDue))];
    case 'paidTotal':
      return [claim(what, Number(expectation.paidTotal!), Number(look.paidTotal))];
    case 'lastRefused':
      return [claim(what, expectation.lastRefused!, look.lastRefused)];
    case 'entries': {
      const expected = expectation.entries! as Record<string, number>;
      const counts = Object.keys(expected).map((kind) => [
        kind,
        look.entries.filter((each) => each.kind === kind).length,
      ]);
      return [claim(what, expected, Object.fromEntries(counts))];
    }
    case 'prices':
      return expectation.prices!.map((price) => priceClaim(price, look));
    default:
      return unreachable(what);
  }
}

function claim(what: string, expected: Shown, found: Shown): Claim {
  return { what, expected, found, met: covers(expected, found) };
}

/** Whether what is found is as expected: in objects only the fields that are expected count. */
function covers(expected: Shown, found: Shown): boolean {
  if (typeof expected !== 'object' || expected === null) return expected === found;
  if (typeof found !== 'object' || found === null) return false;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(found) && expected.length === found.length && expected.every((each, at) => covers(each, found[at]))
    );
  }
  return Object.entries(expected).every(([key, value]) => covers(value, (found as Record<string, Shown>)[key] ?? null));
}

type Kind = 'instant' | 'credits' | 'plain';

const periodFields = {
  start: 'instant',
  end: 'instant',
  carriedIn: 'credits',
  granted: 'credits',
  used: 'credits',
  ended: 'credits',
} as const;

const grantFields = {
  name: 'plain',
  source: 'plain',
  plan: 'plain',
  rule: 'plain',
  amount: 'credits',
  available: 'credits',
  held: 'credits',
  spent: 'credits',
  expired: 'credits',
  revoked: 'credits',
  reissued: 'credits',
  from: 'instant',
  endsAt: 'instant',
  paid: 'credits',
} as const satisfies Record<keyof GrantExpectation, Kind>;

/** The fields that are there, as JSON shows them. */
function shown(value: object | null, kinds: Readonly<Record<string, Kind>>): Shown {
  if (value === null) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(kinds)
      .filter(([key]) => fields[key] !== undefined)
      .map(([key, kind]) => [key, shownField(fields[key], kind)]),
  );
}

function shownField(value: unknown, kind: Kind): Shown {
  if (value === null) return null;
  if (kind === 'instant') return isoText(value as Instant);
  return kind === 'credits' ? shownCredits(value as Micro) : (value as Shown);
}

export function shownCredits(amount: Micro): number | string {
  return amount > AMOUNT_MAX || amount < -AMOUNT_MAX ? decimalText(amount) : jsonNumber(amount);
}

/** A grant in the words of the format. What was paid for it is in minor units, to the millionth. */
function shownGrant(grant: Grant, name: string | undefined): Shown {
  const { planId: plan, ruleId: rule, effectiveAt: from, expiresAt: endsAt } = grant;
  return shown({ ...grant, name, plan, rule, from, endsAt }, grantFields);
}

function grantsClaim(what: string, expected: readonly GrantExpectation[], look: Look, grants: readonly Grant[]): Claim {
  const found = grants.map((grant) => shownGrant(grant, look.grantNames.get(grant.id)));
  const wanted = expected.map((each) => shown(each, grantFields));
  const met = what === 'someGrants' ? inOrderWithin(wanted, found) : covers(wanted, found);
  return { what, expected: wanted, found, met };
}

/** Whether each of them is found after the one before. */
function inOrderWithin(wanted: readonly Shown[], found: readonly Shown[]): boolean {
  let from = 0;
  for (const each of wanted) {
    const at = found.findIndex((one, index) => index >= from && covers(each, one));
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

function nextShown(next: NonNullable<Expectation['next']> | null): Shown {
  return typeof next === 'object' && next !== null
    ? shown(next, { plan: 'plain', interval: 'plain', seats: 'plain' })
    : next;
}

function scheduledShown({ subscription }: AccountState): Shown {
  const next = subscription?.next ?? null;
  if (next === null || next.type === 'cancel') return next && 'cancel';
  return { plan: next.planId, interval: next.intervalId, seats: next.seats };
}

function priceClaim(
  { costs, refused, ...request }: NonNullable<Expectation['prices']>[number],
  { state, catalog, at }: Look,
): Claim {
  const price = listPrice(state, catalog, request, at);
  const what = `price of ${[request.feature, request.model, quantityText(request.quantity)].filter(Boolean).join(', ')}`;
  const found = price.ok ? shownCredits(price.value.credits) : price.error.code;
  return claim(what, costs === undefined ? refused! : shownCredits(costs), found);
}

function quantityText(quantity: number | Record<string, number> | undefined): string {
  if (quantity === undefined || typeof quantity === 'number') return String(quantity ?? '');
  return Object.entries(quantity)
    .map(([unit, amount]) => `${amount} ${unit}`)
    .join(' and ');
}
