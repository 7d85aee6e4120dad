import type { Queryable } from '@/db/client';
import { readAttempts, type Attempt } from '@/db/payments/attempts';
import type { KeptInvoice } from '@/db/payments/invoices';
import type { Catalog } from '@/lib/catalog/schema';
import type { Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import { retryAfter } from '@/lib/plans/retries';
import { isoText, type Instant } from '@/lib/time';
import { lineAnswer } from './line-answer';
import type { InvoiceAnswer, PaymentAttemptAnswer } from './payment-answers';
import { declinesOf, isTriedAgain } from './retries';

/** Invoices with what has become of their payments, as pages show them. */
export async function invoiceAnswers(
  sql: Queryable,
  accountId: Id,
  invoices: readonly KeptInvoice[],
  about: { catalog: Catalog; state: Pick<AccountState, 'subscription'> },
): Promise<{ invoice: InvoiceAnswer; attempts: PaymentAttemptAnswer[] }[]> {
  const numbers = invoices.map(({ number }) => number);
  const all = await readAttempts(sql, accountId, numbers);
  return invoices.map((invoice) => {
    const own = all.filter((attempt) => attempt.invoice === invoice.number);
    const nextTryAt = nextTryOf(invoice, own, about.state);
    const attempts = own.map((attempt, index) => attemptAnswer(attempt, index === own.length - 1 ? nextTryAt : null));
    return { invoice: { ...invoiceAnswer(invoice, about.catalog), payment: attempts.at(-1) ?? null }, attempts };
  });
}

function invoiceAnswer(invoice: KeptInvoice, catalog: Catalog): Omit<InvoiceAnswer, 'payment'> {
  const { number, reason, status, issuedAt, dueAt, paidAt, voidedAt, voidReason, currency } = invoice;
  return {
    ...{ number, reason, status, voidReason, currency },
    issuedAt: isoText(issuedAt),
    dueAt: isoText(dueAt),
    paidAt: textOf(paidAt),
    voidedAt: textOf(voidedAt),
    lines: invoice.lines.map((line) => lineAnswer(line, catalog)),
    tax: invoice.tax.map((tax) => ({ ...tax, amount: Number(tax.amount) })),
    net: Number(invoice.net),
    total: Number(invoice.total),
  };
}

function attemptAnswer(attempt: Attempt, nextTryAt: Instant | null): PaymentAttemptAnswer {
  const { id, status, method, at, decidedAt, reason } = attempt;
  return {
    ...{ id, status, method, reason },
    at: isoText(at),
    decidedAt: textOf(decidedAt),
    nextTryAt: textOf(nextTryAt),
  };
}

function nextTryOf(
  { status, reason }: KeptInvoice,
  attempts: readonly Attempt[],
  { subscription }: Pick<AccountState, 'subscription'>,
): Instant | null {
  if (status !== 'open' || !isTriedAgain({ reason })) return null;
  if (attempts.at(-1)?.status !== 'declined' || subscription?.status === 'suspended') return null;
  return retryAfter(declinesOf(attempts), { forever: reason === 'units', until: subscription?.graceEndsAt ?? null });
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : isoText(at);
}
