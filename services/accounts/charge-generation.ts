import { z } from 'zod';
import type { Account } from '@/db/ledger/accounts';
import { quote } from '@/lib/catalog/price';
import { fail, ok, type Result } from '@/lib/errors';
import { newId } from '@/lib/ids';
import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import type { Change } from '@/lib/ledger/decide';
import { statusAfter } from '@/lib/ledger/generation';
import { freeLeft } from '@/lib/ledger/free-quantity';
import { sha256 } from '@/lib/sha256';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { parseInput } from '../parse-input';
import { plainText } from '../plain-text';
import { submitItem } from '../ledger/batch';
import { receiptOf } from '../ledger/receipt';
import { authoriseAccount } from '../ledger/read-settled';
import type { LedgerAnswer } from '../ledger/run-commands';
import { resolveAccount } from './resolve-account';

const slug = z.string().min(1).max(80);
/** Values by name. A record by itself leaves "__proto__" out in silence, and would charge the rest. */
const byName = <T extends z.ZodType>(value: T) =>
  z
    .custom((input) => !(Object(input) === input && Object.hasOwn(input as object, '__proto__')), 'No such name.')
    .pipe(z.record(slug, value));
const quantity = z.union([z.number(), byName(z.number())]);
const work = {
  feature: slug,
  model: slug.nullish(),
  quantity: quantity.optional(),
  options: byName(slug).optional(),
};

/** What a product's server sends to charge a generation. */
export const chargeInput = z.strictObject({
  /** May be left out with an account's own key. */
  account: z.string().max(80).optional(),
  ...work,
  includes: z.array(z.strictObject(work)).max(100).optional(),
  /** The vendor's own name for what the generation belongs to. */
  project: plainText(120).nullish(),
});

/**
 * Charges a generation: prices it by the catalog in force, takes the credits in burn-down order, and keeps the answer
 * under (owner of the key, idempotency key), so that a retry gets the same answer and no second debit.
 *
 * Fails with invalid_request, unknown_feature, unknown_model, model_required, invalid_quantity, invalid_option,
 * insufficient_credits, idempotency_key_reused, or as lib/access says; a failure changes nothing.
 */
export async function chargeGeneration(
  context: Context,
  actor: Actor,
  input: unknown,
  idempotencyKey: string,
): Promise<Result<LedgerAnswer>> {
  if (actor.kind !== 'key') return fail('unauthenticated', { detail: 'Send an API key.' });
  const parsed = parseInput(chargeInput, input);
  if (!parsed.ok) return parsed;
  const { account: named, project, ...request } = parsed.value;
  const accountId = named ?? (actor.owner.kind === 'account' ? actor.owner.accountId : undefined);
  if (accountId === undefined) {
    return fail('invalid_request', {
      pointer: '/account',
      detail: 'Name the account: this key may charge any of them.',
    });
  }
  const resolved = await resolveAccount(context, actor, accountId);
  if (!resolved.ok) return fail('not_found', { pointer: '/account', detail: 'There is no such account.' });
  const found = await authoriseAccount(context, actor, resolved.value, 'generation.charge');
  if (!found.ok) return found;

  const generationId = newId();
  const { owner } = actor;
  const once = {
    owner: owner.kind === 'catalog' ? `catalog:${owner.catalogId}` : `account:${owner.accountId}`,
    key: idempotencyKey,
    requestHash: sha256(`POST /generations\n${JSON.stringify(sortKeys(input))}`),
  };
  return submitItem(context, {
    accountId: resolved.value,
    command: (catalog, state, at) => {
      const priced = quote(catalog, request, (feature) => freeLeft(state, feature, catalog, at));
      return priced.ok ? ok({ type: 'debit', generationId, quote: priced.value }) : priced;
    },
    project: project ?? null,
    keyId: actor.keyId,
    once,
    answer: (change, account) => ({ status: 201, text: JSON.stringify(answerOf(account, change)) }),
  });
}

function answerOf({ accountId, currency }: Account, { steps }: Change) {
  // What was charged comes last: holds may have lapsed before it.
  const step = steps.at(-1)!;
  const { feature, model } = step.quote!;
  return {
    id: step.generationId,
    account: accountId,
    at: isoText(step.at),
    status: statusAfter(step, null),
    feature,
    model,
    credits: jsonNumber(step.credits),
    balance: { before: jsonNumber(step.balanceBefore), after: jsonNumber(step.balanceAfter) },
    receipt: receiptOf(step, currency),
  };
}

/** The same request with its fields in another order is the same request. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}
