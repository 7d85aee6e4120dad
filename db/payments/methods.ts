import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable } from '../client';

/** What is shown of a way to pay. */
export type ShownMethod = { kind: 'card'; brand: string; last4: string } | { kind: 'invoice' };

/** How an account pays. `token`: the provider's own name for a card. */
export type KeptMethod = { kind: 'card'; brand: string; last4: string; token: string } | { kind: 'invoice' };

export async function readMethod(sql: Queryable, accountId: Id): Promise<KeptMethod | null> {
  const [row] = await sql`SELECT kind, brand, last4, token FROM payment_methods WHERE account_id = ${accountId}`;
  if (!row) return null;
  if (row.kind === 'invoice') return { kind: 'invoice' };
  return { kind: 'card', brand: row.brand, last4: row.last4, token: row.token };
}

export async function keepMethod(sql: Queryable, accountId: Id, method: KeptMethod, at: Instant): Promise<void> {
  const card = method.kind === 'card' ? method : { brand: null, last4: null, token: null };
  await sql`
    INSERT INTO payment_methods (account_id, kind, brand, last4, token, at)
    VALUES (${accountId}, ${method.kind}, ${card.brand}, ${card.last4}, ${card.token}, ${isoText(at)})
    ON CONFLICT (account_id) DO UPDATE SET kind = excluded.kind, brand = excluded.brand, last4 = excluded.last4,
      token = excluded.token, at = excluded.at`;
}

export function shownMethod(method: KeptMethod | null): ShownMethod | null {
  if (method?.kind !== 'card') return method;
  return { kind: 'card', brand: method.brand, last4: method.last4 };
}
