import type { Transaction } from '@/db/client';
import { insertAccount, type Account } from '@/db/ledger/accounts';
import { noteDueBy } from '@/db/payments/agenda';
import { claimExternalId } from '@/db/reads/accounts';
import { insertMembership, insertOneTimeClaims, readOneTimeClaims } from '@/db/reads/people';
import { fail, ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import { onceRules } from '@/lib/plans/give-once';
import { sha256 } from '@/lib/sha256';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands } from '../ledger/run-commands';
import { claimSubjects } from '../people/claim-subjects';

export interface NewAccount {
  catalogId: string;
  name: string;
  zone: string;
  locale: string;
  /**
   * The person who signed up, or what the vendor knows the account by. Where the address is still to be confirmed, its
   * one-time credits are kept back (services/people/confirm-address.ts gives them).
   */
  owner: { personId: Id; email: string; isUnverified?: boolean } | { externalId: string };
  /** Left out: the catalog's default plan, paid in its first way, with one seat. */
  terms?: { planId: string; intervalId: string; seats: number };
  /** Makes a test account whose clock stands at this instant. */
  clockAt: Instant | null;
}

export interface OpenedAccount extends Account {
  state: AccountState;
}

/**
 * Opens an account on a plan, in the caller's transaction. One-time credits come with it unless its owner, by mail address
 * or by the vendor's id, has had them before. Fails with external_id_taken, unknown_plan or invalid_quantity; the caller
 * then has to undo the transaction.
 */
export async function openAccount(
  tx: Transaction,
  context: Pick<Context, 'catalogs' | 'clock'>,
  input: NewAccount,
): Promise<Result<OpenedAccount>> {
  const now = context.clock.now();
  const { catalogId, owner, terms, clockAt, ...about } = input;
  const catalog = context.catalogs.at(catalogId)?.(clockAt ?? now);
  if (!catalog) return fail('invalid_request', { pointer: '/catalog', detail: `No catalog "${catalogId}".` });
  const account: Account = { accountId: newId(), catalogId, ...about, currency: catalog.currency, clockAt };
  const opened = clockAt ?? now;
  if ('externalId' in owner) {
    const { externalId } = owner;
    const taken = await claimExternalId(tx, { catalogId, externalId, accountId: account.accountId });
    if (taken !== null) {
      const detail = 'There is an account with this external id already.';
      return fail('external_id_taken', { pointer: '/externalId', detail, data: { account: taken } });
    }
    await insertAccount(tx, account, opened, externalId);
  } else {
    await insertAccount(tx, account, opened);
    await insertMembership(tx, { accountId: account.accountId, personId: owner.personId, role: 'owner' }, opened);
  }

  const subjects =
    'externalId' in owner ? [sha256(`external:${catalogId}:${owner.externalId}`)] : claimSubjects(owner.email);
  const plan = catalog.plans.find((each) => each.id === catalog.defaultPlan)!;
  const into = terms ?? { planId: plan.id, intervalId: plan.intervals[0]!.id, seats: 1 };
  const keptBack = 'personId' in owner && owner.isUnverified ? onceRules(catalog, into) : [];
  const claimedElsewhere = [...(await readOneTimeClaims(tx, catalogId, subjects)), ...keptBack];
  const [started] = await runCommands(tx, context, [
    {
      accountId: account.accountId,
      command: always({ type: 'subscribe', ...into }),
      facts: { claimedElsewhere },
    },
  ]);
  if (!started!.ok) return started!;
  const { claims, state } = started!.value.change!;
  await insertOneTimeClaims(tx, { catalogId, subject: subjects[0]!, ruleIds: claims }, now);
  // The worker looks at it soon, and from then on when something falls due.
  await noteDueBy(tx, account.accountId, now);
  return ok({ ...account, state });
}
