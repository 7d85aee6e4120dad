import type { Account } from '@/db/ledger/accounts';
import { keptBurn } from '@/db/ledger/steps';
import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import { isId, type Id } from '@/lib/ids';
import type { Change } from '@/lib/ledger/decide';
import { isoText } from '@/lib/time';
import { resolveAccount } from '../accounts/resolve-account';
import type { Context } from '../context';
import { submitItem } from '../ledger/batch';
import { authoriseAccount } from '../ledger/read-settled';
import { priceReceipt } from '../ledger/receipt';
import type { LedgerAnswer, LedgerItem } from '../ledger/run-commands';
import { onceOf, type Once } from '../once';

/** Something more that is asked to happen to a generation, which the request's path names. */
export interface AskedStep {
  actor: Extract<Actor, { kind: 'key' }>;
  account: string;
  generation: string;
  idempotencyKey: string;
}

export interface FoundGeneration {
  account: Account;
  generationId: Id;
}

export const noSuchGeneration = fail('not_found', { detail: 'The account has no such generation.' });

/** The account that is named, if it may be charged, and what can be a generation's id. Fails as lib/access says. */
export async function findGeneration(
  context: Context,
  { actor, account, generation }: AskedStep,
): Promise<Result<FoundGeneration>> {
  const resolved = await resolveAccount(context, actor, account);
  if (!resolved.ok) return resolved;
  const found = await authoriseAccount(context, actor, resolved.value, 'generation.charge');
  if (!found.ok) return found;
  return isId(generation) ? ok({ account: found.value, generationId: generation }) : noSuchGeneration;
}

/** What makes a step happen once: its name, and what is asked of which generation. */
export function onceOfStep(
  { actor, idempotencyKey }: AskedStep,
  { account, generationId }: FoundGeneration,
  verb: string,
  input: unknown,
): Once {
  const operation = `POST /accounts/${account.accountId}/generations/${generationId}/${verb}`;
  return onceOf(actor, idempotencyKey, operation, input);
}

/** Has the ledger do a step, once, and answers what it moved. */
export function submitStep(
  context: Context,
  { account: { accountId } }: FoundGeneration,
  item: Pick<LedgerItem, 'command' | 'once' | 'refundReason'>,
): Promise<Result<LedgerAnswer>> {
  return submitItem(context, {
    accountId,
    ...item,
    answer: (change, account) => ({ status: 200, text: JSON.stringify(answerOf(account, change)) }),
  });
}

function answerOf({ accountId, currency }: Account, { steps }: Change) {
  // The step that was asked for comes last: other holds may have lapsed before it.
  const step = steps.at(-1)!;
  return {
    id: step.generationId,
    account: accountId,
    step: step.kind,
    at: isoText(step.at),
    credits: jsonNumber(step.credits),
    burns: step.burns.map(keptBurn),
    cost: { minor: jsonNumber(step.burns.reduce((sum, { cost }) => sum + cost, 0n)), currency },
    balance: { before: jsonNumber(step.balanceBefore), after: jsonNumber(step.balanceAfter) },
    ...(step.quote && { price: priceReceipt(step.quote) }),
  };
}
