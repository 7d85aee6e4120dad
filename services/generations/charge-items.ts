import { readKnownGenerations } from '@/db/ledger/charges';
import { readCatalogsOf, type Account } from '@/db/ledger/accounts';
import { mayOnAccount, noSuchAccount } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import { isId, newId, type Id } from '@/lib/ids';
import type { Change } from '@/lib/ledger/decide';
import { statusAfter } from '@/lib/ledger/generation';
import { isoText } from '@/lib/time';
import { resolveAccount } from '../accounts/resolve-account';
import type { Context } from '../context';
import { withReceipt } from '../ledger/receipt';
import type { LedgerItem } from '../ledger/run-commands';
import { onceOf } from '../once';
import { parseCharge, type ChargeInput } from './charge-input';
import { priceCharge } from './price-charge';

type KeyActor = Extract<Actor, { kind: 'key' }>;

/** A generation that is asked for, as it came, and the name under which that happens once. */
export interface AskedCharge {
  input: unknown;
  idempotencyKey: string;
}

/** A hold that names no time of its own ends after so many seconds. */
const LAPSES_SECONDS = 900;

/**
 * What the ledger has to do for each of these, in their order: parsed, and its account found and allowed. Asks the
 * database once for all of them. A failure is one item's own.
 */
export async function chargeItems(
  context: Context,
  actor: KeyActor,
  asked: readonly AskedCharge[],
): Promise<Result<LedgerItem>[]> {
  const parsed = asked.map(({ input }) => read(input, actor));
  const charges = parsed.flatMap((each) => (each.ok ? each.value : []));
  const accounts = await chargeableAccounts(context, actor, charges);
  const redone = charges.flatMap(({ account, charge: { regenerates = null } }) => {
    const found = accounts.get(account)!;
    return found.ok && regenerates !== null && isId(regenerates) ? { accountId: found.value, id: regenerates } : [];
  });
  const known = new Set(await readKnownGenerations(context.db.sql, redone));
  return parsed.map((each, index) => {
    if (!each.ok) return each;
    const found = accounts.get(each.value.account)!;
    if (!found.ok) return found;
    const { charge } = each.value;
    const { regenerates = null } = charge;
    if (regenerates !== null && !known.has(`${found.value} ${regenerates}`)) {
      const detail = 'The account has no such generation to do over.';
      return fail('unknown_generation', { pointer: '/regenerates', detail });
    }
    return ok(itemOf(context, actor, found.value, charge, asked[index]!));
  });
}

/** What is asked for, and of which account. */
interface Charge {
  account: string;
  charge: ChargeInput;
}

function read(input: unknown, { owner }: KeyActor): Result<Charge> {
  const parsed = parseCharge(input);
  if (!parsed.ok) return parsed;
  const { account: named, mode, lapsesInSeconds } = parsed.value;
  if (mode === 'debit' && lapsesInSeconds !== undefined) {
    return fail('invalid_request', { pointer: '/lapsesInSeconds', detail: 'Only a hold ends by itself.' });
  }
  const account = named ?? (owner.kind === 'account' ? owner.accountId : undefined);
  if (account !== undefined) return ok({ account, charge: parsed.value });
  return fail('invalid_request', { pointer: '/account', detail: 'Name the account: this key may charge any of them.' });
}

/** The accounts that are named, by name, as far as they may be charged. */
async function chargeableAccounts(
  context: Context,
  actor: KeyActor,
  charges: readonly Charge[],
): Promise<Map<string, Result<Id>>> {
  const names = [...new Set(charges.map(({ account }) => account))];
  const resolved = await Promise.all(names.map((name) => resolveAccount(context, actor, name)));
  const ids = resolved.flatMap((each) => (each.ok ? each.value : []));
  const catalogs = await readCatalogsOf(context.db.sql, ids);
  const found = names.map((name, index): [string, Result<Id>] => {
    const id = resolved[index]!;
    const catalogId = id.ok ? catalogs.get(id.value) : undefined;
    const account = id.ok && catalogId !== undefined ? { accountId: id.value, catalogId } : null;
    const allowed = account ? mayOnAccount(actor, 'generation.charge', account) : noSuchAccount;
    if (account && allowed.ok) return [name, ok(account.accountId)];
    const { error } = allowed as Extract<typeof allowed, { ok: false }>;
    return [name, { ok: false, error: error.code === 'not_found' ? { ...error, pointer: '/account' } : error }];
  });
  return new Map(found);
}

function itemOf(
  context: Context,
  actor: KeyActor,
  accountId: Id,
  { mode, lapsesInSeconds = LAPSES_SECONDS, project, regenerates, metadata, ...work }: ChargeInput,
  { input, idempotencyKey }: AskedCharge,
): LedgerItem {
  const generationId = newId();
  return {
    accountId,
    command: (catalog, state, at) => {
      const priced = priceCharge(context, work, { catalog, state, at });
      if (!priced.ok) return priced;
      const charge = { generationId, ...priced.value };
      if (mode === 'debit') return ok({ type: 'debit', ...charge });
      return ok({ type: 'hold', ...charge, lapsesAt: at + lapsesInSeconds * 1000 });
    },
    project: project ?? null,
    keyId: actor.keyId,
    regenerates: regenerates ?? null,
    metadata: metadata ?? null,
    once: onceOf(actor, idempotencyKey, 'POST /generations', input),
    answer: (change, account) => ({ status: 201, text: answerOf(account, change) }),
  };
}

function answerOf({ accountId, currency }: Account, { steps }: Change): string {
  // What was charged comes last: holds may have lapsed before it.
  const step = steps.at(-1)!;
  const { feature, model } = step.quote!;
  const answer = {
    id: step.generationId,
    account: accountId,
    at: isoText(step.at),
    status: statusAfter(step, null),
    feature,
    model,
    credits: jsonNumber(step.credits),
    ...(step.lapsesAt !== null && { lapsesAt: isoText(step.lapsesAt) }),
    balance: { before: jsonNumber(step.balanceBefore), after: jsonNumber(step.balanceAfter) },
  };
  return withReceipt(answer, step, currency);
}
