import { findAccountsByEmail } from '@/db/reads/accounts';
import { may } from '@/lib/access/access';
import type { Actor, MemberRole } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { readMeter } from '../accounts/read-meter';
import type { Context } from '../context';
import { emailInput } from '../people/credentials';

export interface FoundAccount {
  id: Id;
  name: string;
  catalogName: string;
  planName: string | null;
  /** Credits available now. */
  available: number;
  /** Without a mail address: whoever comes through links from the vendor's product. */
  members: { name: string; email: string | null; role: MemberRole }[];
}

/** The accounts that a person of this mail address is a member of. For staff; fails as lib/access says. */
export async function findAccounts(
  context: Context,
  actor: Actor,
  input: { email: string },
): Promise<Result<FoundAccount[]>> {
  const allowed = may(actor, 'account.find');
  if (!allowed.ok) return allowed;
  const email = emailInput.safeParse(input.email);
  // Nobody can have what is no mail address.
  if (!email.success) return ok([]);
  const found = await findAccountsByEmail(context.db.sql, email.data);
  const accounts: FoundAccount[] = [];
  for (const { id, members } of found) {
    const read = await readMeter(context, actor, id);
    if (!read.ok) return read;
    const { account, meter } = read.value;
    accounts.push({
      id,
      name: account.name,
      catalogName: account.catalog.name,
      planName: meter.plan?.name ?? null,
      available: meter.available,
      members,
    });
  }
  return ok(accounts);
}
