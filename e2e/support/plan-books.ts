import { expect } from '@playwright/test';
import type { Database } from '@/db/client';
import type { Id } from '@/lib/ids';
import type { Outcome } from './plan-path';

/** "149.999966", as it is said in US English. */
export function creditsText(credits: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 }).format(credits);
}

/** Of minor units, two decimals to each: "$15.00". */
function moneyText(currency: string, minor: number): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(minor / 100);
}

/** What the books say: credits that are available and held, and every invoice with what was taken for it. */
export async function ledgerOf({ sql }: Database, accountId: Id): Promise<Required<Omit<Outcome, 'plan'>>> {
  const [header] = await sql`SELECT balance, held FROM headers WHERE account_id = ${accountId}`;
  const invoices = await sql`
    SELECT i.number, i.status, i.total, i.currency, i.reason,
      (SELECT coalesce(sum(b.amount), 0) FROM payment_attempts p
       JOIN built_in_payments b ON b.account_id = p.account_id AND b.attempt_id = p.id AND b.status = 'succeeded'
       WHERE p.account_id = i.account_id AND p.invoice = i.number) AS taken
    FROM invoices i WHERE i.account_id = ${accountId} ORDER BY i.number`;
  for (const { number, status, total, taken, reason } of invoices) {
    // A contract is paid by hand.
    const due = status === 'paid' && reason !== 'contract' ? Number(total) : 0;
    expect(Number(taken), `what was taken for invoice ${number}`).toBe(due);
  }
  return {
    balance: Number(header!.balance) / 1e6,
    held: Number(header!.held) / 1e6,
    invoices: invoices.map((each) =>
      [each.number, each.status, moneyText(String(each.currency), Number(each.total))].join(' '),
    ),
  };
}
