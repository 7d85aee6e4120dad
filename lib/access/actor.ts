import type { Id } from '../ids';

/** What a person may be within one account. */
export const memberRoles = ['owner', 'member', 'viewer'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** What a person may be for the whole installation. */
export const staffRoles = ['none', 'support'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** What an API key may be used for. */
export const keyScopes = ['accounts:read', 'accounts:write', 'generations:write', 'keys:write'] as const;
export type KeyScope = (typeof keyScopes)[number];

/** Whose key it is: a product's server's (any account of its catalog), or one account's. */
export type KeyOwner = { kind: 'catalog'; catalogId: string } | { kind: 'account'; accountId: Id };

/** Who asks. Verified before it is made: nothing in here comes from the request's own word. */
export type Actor =
  | { kind: 'nobody' }
  /** The program itself: the worker and the demo. Never made from a request. */
  | { kind: 'program' }
  | {
      kind: 'person';
      personId: Id;
      sessionId: Id;
      name: string;
      /** null: comes through links from the vendor's own product, and signs in no other way. */
      email: string | null;
      staff: StaffRole;
      /** The accounts the person is a member of, with the role in each. */
      memberships: readonly { accountId: Id; role: MemberRole }[];
    }
  | { kind: 'key'; keyId: Id; owner: KeyOwner; scopes: readonly KeyScope[] };

export const nobody: Actor = { kind: 'nobody' };
export const theProgram: Actor = { kind: 'program' };
