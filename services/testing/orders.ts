import type { Queryable } from '@/db/client';
import type { Actor } from '@/lib/access/actor';
import type { Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { PlanOrder } from '@/lib/plans/order';
import type { Context } from '../context';
import { setMethod } from '../payments/set-method';
import { placeOrder } from '../plans/place-order';
import type { OrderOutcome, OrderPreview } from '../plans/plan-answers';
import { previewOrder } from '../plans/preview-order';
import { newSubscriber, signedIn } from './context';

/** The built-in provider's cards by what they do. */
export const cards = {
  pays: '4242 4242 4242 4242',
  declines: '4000 0000 0000 0002',
  confirms: '4000 0025 0000 3155',
  late: '4000 0000 0000 0077',
} as const;

/** Somebody with an account of their own, who pays by that card, or by hand, or has not said how. */
export class Buyer {
  private constructor(
    readonly context: Context,
    readonly accountId: Id,
    readonly actor: Extract<Actor, { kind: 'person' }>,
  ) {}

  static async make(
    context: Context,
    {
      catalogId = 'captions',
      card = 'pays' as keyof typeof cards | 'invoice' | null,
      clockAt = null as number | null,
    } = {},
  ): Promise<Buyer> {
    const { accountId, personId } = await newSubscriber(context, { catalogId, clockAt });
    const buyer = new Buyer(context, accountId, await signedIn(context, personId));
    if (card !== null) await buyer.paysBy(card);
    return buyer;
  }

  get support(): Actor {
    return { ...this.actor, staff: 'support', memberships: [] };
  }

  async paysBy(card: keyof typeof cards | 'invoice'): Promise<void> {
    const method = card === 'invoice' ? { kind: 'invoice' } : { kind: 'card', number: cards[card] };
    must(await setMethod(this.context, this.actor, this.accountId, method));
  }

  async preview(order: PlanOrder): Promise<OrderPreview> {
    return must(await previewOrder(this.context, this.actor, this.accountId, order));
  }

  confirm({ token, orderId }: Pick<OrderPreview, 'token' | 'orderId'>): Promise<Result<OrderOutcome>> {
    return placeOrder(this.context, this.actor, this.accountId, { token, orderId });
  }

  /** Looks at what an order does, and confirms it. */
  async order(order: PlanOrder): Promise<{ preview: OrderPreview; outcome: OrderOutcome }> {
    const preview = await this.preview(order);
    return { preview, outcome: must(await this.confirm(preview)) };
  }
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}

/** Invoices of an account, with what was asked of the provider for each: [number, reason, status, total, attempts]. */
export async function invoicesOf(sql: Queryable, accountId: Id) {
  const rows = await sql`
    SELECT i.number, i.reason, i.status, i.total,
      (SELECT string_agg(p.status, ' ' ORDER BY p.at, p.created_at, p.id) FROM payment_attempts p
       WHERE p.account_id = i.account_id AND p.invoice = i.number) AS attempts
    FROM invoices i WHERE i.account_id = ${accountId} ORDER BY i.number`;
  return rows.map((row) => [row.number, row.reason, row.status, Number(row.total), row.attempts]);
}

/** What the built-in provider has booked for an account: [status, amount], in the order of the attempts. */
export async function bookedFor(sql: Queryable, accountId: Id) {
  const rows = await sql`
    SELECT status, amount FROM built_in_payments WHERE account_id = ${accountId} ORDER BY at, attempt_id`;
  return rows.map((row) => [row.status, Number(row.amount)]);
}

/** Topics of what is to be told to an account, in their order. */
export async function topicsOf(sql: Queryable, accountId: Id): Promise<string[]> {
  const rows = await sql`SELECT topic FROM outbox WHERE account_id = ${accountId} ORDER BY created_at, topic`;
  return rows.map((row) => row.topic as string);
}
