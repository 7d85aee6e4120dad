import { readMethod, shownMethod, type KeptMethod } from '@/db/payments/methods';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { noFacts } from '@/lib/ledger/command';
import { decide } from '@/lib/ledger/decide';
import { accountTime } from '@/lib/ledger/state';
import { isSetByContract } from '@/lib/plans/contract';
import { commandOf, type PlanOrder } from '@/lib/plans/order';
import { previewChange } from '@/lib/plans/preview';
import { taxOn, withTax, type TaxRule } from '@/lib/plans/tax';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { readSettled, type SettledAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { figuresOf, fingerprintOf } from '../payments/promise';
import { taxRulesOf } from '../payments/tax-rules';
import { orderInput, orderOf } from './order';
import type { OrderPreview } from './plan-answers';
import { previewAnswer } from './preview-answer';
import { previewToken } from './preview-token';

/** A preview is good for so long, in real time. */
const GOOD_FOR_MS = 10 * 60_000;

/**
 * What an order would do, reckoned by the engine and not saved. Its token is what confirms it. Fails with
 * invalid_request, set_by_contract, as the order itself would, or as lib/access says.
 */
export async function previewOrder(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<OrderPreview>> {
  const parsed = parseInput(orderInput, input);
  const read = await readSettled(context, actor, accountId, 'plan.change', async (tx) => ({
    method: await readMethod(tx, accountId),
    taxes: await taxRulesOf(tx, context, accountId),
  }));
  if (!read.ok) return read;
  if (!parsed.ok) return parsed;
  return preview(context, accountId, orderOf(parsed.value), read.value);
}

/** The preview of an order for an account as it was read. Fails as the order itself would. */
function preview(
  context: Context,
  accountId: Id,
  order: PlanOrder,
  { account, state, catalog, now, more: { method, taxes } }: Read,
): Result<OrderPreview> {
  const catalogAt = context.catalogs.at(account.catalogId)!;
  const at = accountTime(state, now);
  if (isSetByContract(order, state.subscription, catalog)) {
    return fail('set_by_contract', {
      detail: 'A contract sets this plan: only the vendor changes it, and not by an order.',
    });
  }
  const shown = previewChange(state, order, at, catalogAt);
  if (!shown.ok) return shown;
  const decided = decide(state, commandOf(order, at), noFacts, at, catalogAt);
  if (!decided.ok) return decided;
  const orderId = newId();
  const validUntil = context.clock.now() + GOOD_FOR_MS;
  const figures = figuresOf(decided.value);
  const fingerprint = fingerprintOf(state.subscription);
  const { due } = shown.value;
  const total = withTax(due, taxOn(due, taxes));
  const token = { accountId, orderId, order, orderedAt: at, validUntil, figures, due: total, fingerprint };
  return ok({
    token: previewToken(token, context.secrets.orders),
    orderId,
    order,
    validUntil: isoText(validUntil),
    currency: account.currency,
    method: due > 0n ? shownMethod(method) : null,
    needsMethod: due > 0n && method === null,
    ...previewAnswer(shown.value, catalog, taxes),
  });
}

type Read = SettledAccount<{ method: KeptMethod | null; taxes: readonly TaxRule[] }>;
