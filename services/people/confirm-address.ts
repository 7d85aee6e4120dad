import {
  claimOnce,
  lockAddress,
  markVerified,
  readAddress,
  readGivenOnce,
  readOwned,
  type PersonAddress,
} from '@/db/reads/addresses';
import { noteDueBy } from '@/db/payments/agenda';
import { readOneTimeClaims } from '@/db/reads/people';
import type { Transaction } from '@/db/client';
import { inTransaction } from '@/db/transaction';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands } from '../ledger/run-commands';
import { lockAccount } from '../payments/lock-account';
import { notValid } from '../portal/read-link';
import { readAddressToken } from './address-token';
import { claimSubjects } from './claim-subjects';

/** Looks at a link without using it up: whose address it confirms. Fails with link_not_valid, saying why. */
export async function readAddressLink(context: Context, token: string): Promise<Result<{ email: string }>> {
  const read = readAddressToken(token, context.secrets.addresses);
  const person = read && (await readAddress(context.db.sql, read.personId));
  const valid = validFor(read, person, context.clock.now());
  return valid.ok ? ok({ email: valid.value.email }) : valid;
}

/**
 * Confirms a person's mail address, once, and gives their accounts the one-time credits that were kept back, unless the
 * same mailbox has had them before. Fails with link_not_valid, saying why.
 * @returns the credits that have come, as a JSON number
 */
export async function confirmAddress(context: Context, token: string): Promise<Result<{ credits: number }>> {
  const read = readAddressToken(token, context.secrets.addresses);
  if (!read) return notValid('unknown');
  return inTransaction(context.db, async (tx) => {
    const now = context.clock.now();
    const valid = validFor(read, await lockAddress(tx, read.personId), now);
    if (!valid.ok) return valid;
    await markVerified(tx, read.personId, now);
    let given = 0n;
    for (const accountId of await readOwned(tx, read.personId)) {
      given += await giveKeptBack(tx, context, accountId, valid.value.email);
    }
    return ok({ credits: jsonNumber(given) });
  });
}

/** The person, where the link still confirms their address. */
function validFor(
  read: ReturnType<typeof readAddressToken>,
  person: PersonAddress | null,
  now: Instant,
): Result<PersonAddress> {
  if (!read || !person || sha256(person.email) !== read.hash) return notValid('unknown');
  if (person.isVerified) return notValid('used');
  return read.expiresAt > now ? ok(person) : notValid('expired');
}

/** What began in that account as had already, though neither it nor the mailbox has had it, comes now. */
async function giveKeptBack(tx: Transaction, context: Context, accountId: Id, email: string): Promise<bigint> {
  const { account, state } = await lockAccount(tx, context, accountId);
  const { catalogId } = account;
  const had = new Set([
    ...(await readGivenOnce(tx, accountId)),
    ...(await readOneTimeClaims(tx, catalogId, claimSubjects(email))),
  ]);
  const keptBack = state.claimed.filter((rule) => !had.has(rule));
  const subject = claimSubjects(email)[0]!;
  const ruleIds = await claimOnce(tx, { catalogId, subject, ruleIds: keptBack }, context.clock.now());
  if (ruleIds.length === 0) return 0n;
  const [done] = await runCommands(tx, context, [{ accountId, command: always({ type: 'giveOnce', ruleIds }) }]);
  await noteDueBy(tx, accountId, context.clock.now());
  if (!done!.ok) throw new Error(`one-time credits could not be given: ${done!.error.code}`);
  const { entries } = done!.value.change!;
  return entries.reduce((sum, { reason, amount }) => (reason === 'first_time' ? sum + amount : sum), 0n);
}
