import { describe, expect, it } from 'vitest';
import {
  accountActions,
  accountKeyScopes,
  generalActions,
  may,
  mayOnAccount,
  type AccountAction,
  type GeneralAction,
} from './access';
import {
  keyScopes,
  nobody,
  theProgram,
  type Actor,
  type KeyOwner,
  type KeyScope,
  type MemberRole,
  type StaffRole,
} from './actor';

const account = { accountId: 'account-1', catalogId: 'captions' };

function person(role: MemberRole | null, staff: StaffRole = 'none', accountId = account.accountId): Actor {
  const memberships = role === null ? [] : [{ accountId, role }];
  return { kind: 'person', personId: 'p', sessionId: 's', name: 'P', email: 'p@example.com', staff, memberships };
}

function key(owner: KeyOwner, ...scopes: KeyScope[]): Actor {
  return { kind: 'key', keyId: 'k', owner, scopes };
}

const own: KeyOwner = { kind: 'account', accountId: account.accountId };
const product: KeyOwner = { kind: 'catalog', catalogId: account.catalogId };

/** Everybody there is, by what it is that lets them in or keeps them out. */
const everybody = {
  nobody: nobody,
  'the program': theProgram,
  'an owner': person('owner'),
  'a member': person('member'),
  'a viewer': person('viewer'),
  'a stranger': person(null),
  "another account's owner": person('owner', 'none', 'account-2'),
  support: person(null, 'support'),
  'support that is a viewer too': person('viewer', 'support'),
  "the account's key that reads": key(own, 'accounts:read'),
  "the account's key that writes": key(own, 'generations:write'),
  "the account's key without a scope": key(own),
  "another account's key": key({ kind: 'account', accountId: 'account-2' }, 'accounts:read', 'generations:write'),
  "the product's key that reads": key(product, 'accounts:read'),
  "the product's key that writes": key(product, 'generations:write'),
  "the product's key that makes": key(product, 'accounts:write'),
  "the product's key that manages keys": key(product, 'keys:write'),
  "the account's key with every scope": key(own, ...keyScopes),
  "the product's key for both": key(product, 'accounts:read', 'generations:write'),
  "another product's key": key({ kind: 'catalog', catalogId: 'artifio' }, 'accounts:read', 'generations:write'),
} satisfies Record<string, Actor>;

type Who = keyof typeof everybody;

const signs = { y: 'allowed', '0': 'not_found', '-': 'forbidden', '?': 'unauthenticated' } as const;
type Sign = keyof typeof signs;

describe('who may do what on an account', () => {
  const actions = [
    'account.read',
    'account.clock.move',
    'account.subscribe',
    'generation.charge',
    'account.grant',
    'account.portal.link',
    'account.playground',
    'plan.read',
    'plan.change',
    'plan.contract',
    'billing.read',
    'payment.mark_paid',
    'mails.read',
  ] as const;
  // y allowed, - forbidden, 0 told that there is no such account, ? has to sign in. In the order of `actions`.
  // prettier-ignore
  const table: Record<Who, Sign[]> = {
    //                                     read  clock subsc. charge grant link play plan chng contr bill mark mails
    'nobody':                             ['?',  '?',  '?',  '?',  '?',  '?',  '?',  '?',  '?',  '?',  '?',  '?',  '?'],
    'the program':                        ['y',  'y',  'y',  'y',  'y',  'y',  'y',  'y',  'y',  'y',  'y',  'y',  'y'],
    'an owner':                           ['y',  '-',  '-',  '-',  '-',  '-',  'y',  'y',  'y',  '-',  'y',  '-',  '-'],
    'a member':                           ['y',  '-',  '-',  '-',  '-',  '-',  'y',  'y',  '-',  '-',  '-',  '-',  '-'],
    'a viewer':                           ['y',  '-',  '-',  '-',  '-',  '-',  '-',  'y',  '-',  '-',  '-',  '-',  '-'],
    'a stranger':                         ['0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0'],
    "another account's owner":            ['0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0'],
    'support':                            ['y',  'y',  '-',  '-',  '-',  '-',  '-',  'y',  '-',  'y',  'y',  'y',  'y'],
    'support that is a viewer too':       ['y',  'y',  '-',  '-',  '-',  '-',  '-',  'y',  '-',  'y',  'y',  'y',  'y'],
    "the account's key that reads":       ['y',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "the account's key that writes":      ['-',  '-',  '-',  'y',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "the account's key without a scope":  ['-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "another account's key":              ['0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0'],
    "the product's key that reads":       ['y',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "the product's key that writes":      ['-',  '-',  '-',  'y',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "the product's key that makes":       ['-',  '-',  '-',  '-',  'y',  'y',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "the product's key that manages keys":['-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "the account's key with every scope": ['y',  '-',  '-',  'y',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "the product's key for both":         ['y',  '-',  '-',  'y',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-',  '-'],
    "another product's key":              ['0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0',  '0'],
  };

  it('is decided here for every action there is', () => {
    expect(Object.keys(accountActions).sort()).toEqual([...actions].sort());
  });

  const cells = (Object.keys(table) as Who[]).flatMap((who) =>
    actions.map((action, index): [Who, AccountAction, string] => [who, action, signs[table[who][index]!]]),
  );
  it.each(cells)('%s, %s: %s', (who, action, expected) => {
    const answer = mayOnAccount(everybody[who], action, account);
    expect(answer.ok ? 'allowed' : answer.error.code).toBe(expected);
  });

  it("tells a key which scope it lacks, and nobody whether another's account exists", () => {
    expect(mayOnAccount(key(own), 'account.read', account)).toMatchObject({
      error: { detail: 'This key may not do that: it needs "accounts:read".' },
    });
    const strangers = [person(null), everybody["another account's key"], everybody["another product's key"]];
    const answers = strangers.map((actor) => JSON.stringify(mayOnAccount(actor, 'account.read', account)));
    expect(new Set(answers).size).toBe(1);
  });
});

describe('who may do what on no account in particular', () => {
  const actions = [
    'account.find',
    'account.create',
    'keys.manage',
    'generations.charge',
    'own.accounts.list',
    'own.address.confirm',
    'own.session.close',
    'prices.read',
    'prices.notes.read',
    'worker.read',
  ] as const;
  const answerTo = (actor: Actor): Record<GeneralAction, Sign> => {
    const staff = actor.kind === 'program' || (actor.kind === 'person' && actor.staff === 'support');
    const person = actor.kind === 'program' || actor.kind === 'person';
    const refused = actor.kind === 'nobody' ? '?' : '-';
    const has = (scope: KeyScope) => actor.kind === 'program' || (actor.kind === 'key' && actor.scopes.includes(scope));
    const isAccounts = actor.kind === 'key' && actor.owner.kind === 'account';
    return {
      'account.find': staff ? 'y' : refused,
      'account.create': has('accounts:write') && !isAccounts ? 'y' : refused,
      'keys.manage': has('keys:write') ? 'y' : refused,
      'generations.charge': has('generations:write') ? 'y' : refused,
      'own.accounts.list': person ? 'y' : refused,
      'own.address.confirm': person ? 'y' : refused,
      'own.session.close': person ? 'y' : refused,
      'prices.read': 'y',
      'prices.notes.read': staff ? 'y' : refused,
      'worker.read': staff ? 'y' : refused,
    };
  };

  it('is decided here for every action there is', () => {
    expect(Object.keys(generalActions).sort()).toEqual([...actions].sort());
  });

  const cells = (Object.keys(everybody) as Who[]).flatMap((who) =>
    actions.map((action): [Who, GeneralAction, string] => [who, action, signs[answerTo(everybody[who])[action]]]),
  );
  it.each(cells)('%s, %s: %s', (who, action, expected) => {
    const answer = may(everybody[who], action);
    expect(answer.ok ? 'allowed' : answer.error.code).toBe(expected);
  });
});

it("an account's own key can be allowed all but what only the product's server may do", () => {
  expect(accountKeyScopes).toEqual(['accounts:read', 'generations:write', 'keys:write']);
});

it('whoever is of no known kind is let in nowhere', () => {
  const ghost = { kind: 'ghost' } as unknown as Actor;
  expect(() => mayOnAccount(ghost, 'account.read', account)).toThrow('unhandled case');
  expect(may(ghost, 'own.accounts.list').ok).toBe(false);
});
