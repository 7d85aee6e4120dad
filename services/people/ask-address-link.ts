import { RateLimiterMemory } from 'rate-limiter-flexible';
import { readAddress, readOwned, type PersonAddress } from '@/db/reads/addresses';
import { inTransaction } from '@/db/transaction';
import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import { onceCredits } from '@/lib/plans/give-once';
import type { Context } from '../context';
import { processWide } from '../process-wide';
import { noteAddressMail } from './address-mail';
import { limitedBy } from './attempts';

/** So many links an hour for one person: whoever's address was typed by somebody else is not flooded. */
const links = processWide('address links', () => new RateLimiterMemory({ points: 3, duration: 60 * 60 }));

/** What a person still has to confirm. */
export interface OpenAddress {
  email: string;
  /** What whoever signs up gets once, and with this (a JSON number); 0: nothing. */
  credits: number;
}

/** The actor's own mail address, where it is still to be confirmed; null: there is nothing to confirm. */
export async function readOpenAddress(context: Context, actor: Actor): Promise<OpenAddress | null> {
  const person = await openAddress(context, actor);
  if (!person) return null;
  const catalog = context.catalogs.latest(context.signUpCatalog)!;
  return { email: person.email, credits: jsonNumber(onceCredits(catalog)) };
}

/**
 * Has another link sent to the actor's own mail address. Fails with too_many_requests, or as lib/access says; where there
 * is nothing to confirm, nothing is sent.
 */
export async function askAddressLink(context: Context, actor: Actor): Promise<Result<null>> {
  const allowed = may(actor, 'own.address.confirm');
  if (!allowed.ok) return allowed;
  const person = await openAddress(context, actor);
  if (!person) return ok(null);
  const limited = await limitedBy(links, person.id);
  if (!limited.ok) return limited;
  return inTransaction(context.db, async (tx) => {
    const [accountId] = await readOwned(tx, person.id);
    if (!accountId) return fail('not_found', { detail: 'There is no account to write about.' });
    await noteAddressMail(tx, { accountId, personId: person.id }, context.clock.now());
    return ok(null);
  });
}

async function openAddress(context: Context, actor: Actor): Promise<PersonAddress | null> {
  if (!context.confirmsAddresses || actor.kind !== 'person' || actor.email === null) return null;
  const person = await readAddress(context.db.sql, actor.personId);
  return person?.isVerified === false ? person : null;
}
