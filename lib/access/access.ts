import { fail, ok, unreachable, type Result } from '../errors';
import type { Id } from '../ids';
import { keyScopes, type Actor, type KeyScope, type MemberRole, type StaffRole } from './actor';

/**
 * Who may do what: one row an action, and nothing is allowed that has no row. Pages, server actions and routes ask it
 * through the service they call.
 */
interface Rule {
  /** Roles of the account's own members. */
  members: readonly MemberRole[];
  staff: readonly StaffRole[];
  /** The scope that a key needs; null: no key may. */
  scope: KeyScope | null;
  /** Only for a product's own server: a key of the account itself may not, whatever its scopes. */
  productOnly?: true;
}

/** Actions on one account. */
export const accountActions = {
  'account.read': { members: ['owner', 'member', 'viewer'], staff: ['support'], scope: 'accounts:read' },
  'account.clock.move': { members: [], staff: ['support'], scope: null },
  'account.subscribe': { members: [], staff: [], scope: null },
  /** An account's own key must not give its account credits. */
  'account.grant': { members: [], staff: [], scope: 'accounts:write', productOnly: true },
  /** Whoever makes a link says who comes in by it: the product, which has signed its customer in. */
  'account.portal.link': { members: [], staff: [], scope: 'accounts:write', productOnly: true },
  /** Trying the API out with pretended work, where the services say that an account is for that. */
  'account.playground': { members: ['owner', 'member'], staff: [], scope: null },
  /** The plans with what the account is on, its own preview included. */
  'plan.read': { members: ['owner', 'member', 'viewer'], staff: ['support'], scope: null },
  /** Ordering, and everything about how it is paid. */
  'plan.change': { members: ['owner'], staff: [], scope: null },
  'plan.contract': { members: [], staff: ['support'], scope: null },
  'billing.read': { members: ['owner'], staff: ['support'], scope: null },
  'payment.mark_paid': { members: [], staff: ['support'], scope: null },
  /** What the owners have been written. */
  'mails.read': { members: [], staff: ['support'], scope: null },
  'generation.charge': { members: [], staff: [], scope: 'generations:write' },
} as const satisfies Record<string, Rule>;

interface GeneralRule {
  staff: readonly StaffRole[];
  /** Any person who is signed in. */
  signedIn: boolean;
  /** Anybody at all: people, keys, and whoever did not say who they are. */
  everybody?: true;
  /** The scope that a key needs; left out: no key may. */
  scope?: KeyScope;
  productOnly?: true;
}

/** Actions on no particular account. */
export const generalActions = {
  'account.find': { staff: ['support'], signedIn: false },
  'account.create': { staff: [], signedIn: false, scope: 'accounts:write', productOnly: true },
  /** Which keys, and with what, is the services' to say: no key reaches beyond its owner or gives more than it has. */
  'keys.manage': { staff: [], signedIn: false, scope: 'keys:write' },
  /** Many generations of several accounts in one request; each is asked about by itself besides. */
  'generations.charge': { staff: [], signedIn: false, scope: 'generations:write' },
  'own.accounts.list': { staff: [], signedIn: true },
  /** Having a link sent to one's own mail address. */
  'own.address.confirm': { staff: [], signedIn: true },
  'own.session.close': { staff: [], signedIn: true },
  /** What is sold, and for how much: for whoever asks, before they sign up. */
  'prices.read': { staff: [], signedIn: false, everybody: true },
  /** What in a catalog is ours and not the vendor's. */
  'prices.notes.read': { staff: ['support'], signedIn: false },
  /** Whether what falls due by itself is done in time. */
  'worker.read': { staff: ['support'], signedIn: false },
} as const satisfies Record<string, GeneralRule>;

export type AccountAction = keyof typeof accountActions;
export type GeneralAction = keyof typeof generalActions;

/** The account that is asked about, as far as it matters who may: found before this is asked. */
export interface AccountRef {
  accountId: Id;
  catalogId: string;
}

/**
 * May this actor do this to this account?
 * Fails with `unauthenticated` (nobody asked), `forbidden` (the role or scope is not enough), or `not_found`: whoever
 * has no business with an account is not told that it exists.
 */
export function mayOnAccount(actor: Actor, action: AccountAction, account: AccountRef): Result<null> {
  const rule: Rule = accountActions[action];
  switch (actor.kind) {
    case 'nobody':
      return fail('unauthenticated', { detail: 'Sign in, or send an API key.' });
    case 'program':
      return ok(null);
    case 'person': {
      if (actor.staff !== 'none' && rule.staff.includes(actor.staff)) return ok(null);
      const membership = actor.memberships.find((each) => each.accountId === account.accountId);
      if (!membership) return sees(actor.staff) ? roleTooSmall : noSuchAccount;
      if (rule.members.includes(membership.role)) return ok(null);
      return roleTooSmall;
    }
    case 'key': {
      const { owner } = actor;
      const covered =
        owner.kind === 'catalog' ? owner.catalogId === account.catalogId : owner.accountId === account.accountId;
      if (!covered) return noSuchAccount;
      return keyMay(actor, rule);
    }
    default:
      return unreachable(actor);
  }
}

/** May this actor do this at all? Fails with `unauthenticated` or `forbidden`. */
export function may(actor: Actor, action: GeneralAction): Result<null> {
  const rule: GeneralRule = generalActions[action];
  if (rule.everybody) return ok(null);
  if (actor.kind === 'nobody') return fail('unauthenticated', { detail: 'Sign in first.' });
  if (actor.kind === 'program') return ok(null);
  if (actor.kind === 'key' && rule.scope) return keyMay(actor, { ...rule, scope: rule.scope });
  if (actor.kind === 'person' && (rule.signedIn || rule.staff.includes(actor.staff))) return ok(null);
  return fail('forbidden', { detail: 'Your role does not allow that.' });
}

/** What an account's own key can be allowed: all but what no such key may, whatever its scopes. */
export const accountKeyScopes: readonly KeyScope[] = keyScopes.filter((scope) =>
  [...Object.values<Rule>(accountActions), ...Object.values<GeneralRule>(generalActions)].some(
    (rule) => rule.scope === scope && !rule.productOnly,
  ),
);

function keyMay(
  { owner, scopes }: Extract<Actor, { kind: 'key' }>,
  { scope, productOnly }: Pick<Rule, 'scope' | 'productOnly'>,
): Result<null> {
  if (scope === null || !scopes.includes(scope)) {
    return fail('forbidden', { detail: `This key may not do that${scope ? `: it needs "${scope}"` : ''}.` });
  }
  if (!productOnly || owner.kind === 'catalog') return ok(null);
  return fail('forbidden', { detail: "Only a key of the product's own server may do that." });
}

export const noSuchAccount = fail('not_found', { detail: 'There is no such account.' });

const roleTooSmall = fail('forbidden', { detail: 'Your role in this account does not allow that.' });

/** Staff who may read accounts know that they exist: what else they may not do is refused as such. */
function sees(staff: StaffRole): boolean {
  const reading: Rule = accountActions['account.read'];
  return staff !== 'none' && reading.staff.includes(staff);
}
