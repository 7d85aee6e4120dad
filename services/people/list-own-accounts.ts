import { readAccountNames } from '@/db/reads/accounts';
import { may } from '@/lib/access/access';
import type { Actor, MemberRole } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';

export interface AccountCard {
  id: Id;
  name: string;
  catalogName: string;
  role: MemberRole;
}

/** The accounts that the actor is a member of, oldest membership first. */
export async function listOwnAccounts(context: Context, actor: Actor): Promise<Result<AccountCard[]>> {
  const allowed = may(actor, 'own.accounts.list');
  if (!allowed.ok) return allowed;
  const roles = new Map(actor.kind === 'person' ? actor.memberships.map((each) => [each.accountId, each.role]) : []);
  const accounts = await readAccountNames(context.db.sql, [...roles.keys()]);
  return ok(
    accounts.map(({ id, name, catalogId }) => ({
      id,
      name,
      catalogName: context.catalogs.latest(catalogId)?.name ?? catalogId,
      role: roles.get(id)!,
    })),
  );
}
