import type { Transaction } from '@/db/client';
import { insertAccount, type Account } from '@/db/ledger/accounts';
import { insertMembership, insertOneTimeClaims, readOneTimeClaims } from '@/db/reads/people';
import { fail, ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands } from '../ledger/run-commands';

export interface NewAccount {
  catalogId: string;
  name: string;
  zone: string;
  locale: string;
  owner: { personId: Id; email: string };
  /** Makes a test account whose clock stands at this instant. */
  clockAt: Instant | null;
}

/**
 * Opens an account on its catalog's default plan, in the caller's transaction. One-time credits come with it unless its
 * owner's mail address has had them before.
 */
export async function openAccount(
  tx: Transaction,
  context: Pick<Context, 'catalogs' | 'clock'>,
  input: NewAccount,
): Promise<Result<Account>> {
  const now = context.clock.now();
  const catalog = context.catalogs.at(input.catalogId)?.(input.clockAt ?? now);
  if (!catalog) return fail('invalid_request', { pointer: '/catalog', detail: `No catalog "${input.catalogId}".` });
  const account: Account = {
    accountId: newId(),
    catalogId: input.catalogId,
    name: input.name,
    zone: input.zone,
    locale: input.locale,
    currency: catalog.currency,
    clockAt: input.clockAt,
  };
  const opened = input.clockAt ?? now;
  await insertAccount(tx, account, opened);
  await insertMembership(tx, { accountId: account.accountId, personId: input.owner.personId, role: 'owner' }, opened);

  const subject = sha256(`email:${input.owner.email}`);
  const claimedElsewhere = await readOneTimeClaims(tx, account.catalogId, subject);
  const plan = catalog.plans.find((each) => each.id === catalog.defaultPlan)!;
  const [started] = await runCommands(tx, context, [
    {
      accountId: account.accountId,
      command: always({ type: 'subscribe', planId: plan.id, intervalId: plan.intervals[0]!.id, seats: 1 }),
      facts: { claimedElsewhere },
    },
  ]);
  if (!started!.ok) return started!;
  const ruleIds = started!.value.change!.claims;
  await insertOneTimeClaims(tx, { catalogId: account.catalogId, subject, ruleIds }, now);
  return ok(account);
}
