import { describe, expect, it } from 'vitest';
import type { InvoiceView } from '@/services/payments/payment-answers';
import { standingTexts } from './invoice-words';

const issued = '2026-03-01T09:00:00.000Z';
const later = '2026-03-15T09:00:00.000Z';
const invoice = {
  ...{ number: 1, status: 'open', reason: 'renewal', currency: 'USD', total: 999, zone: 'UTC' },
  ...{ issuedAt: issued, dueAt: issued, now: issued, payment: null, standing: null },
} as unknown as InvoiceView;
const card = { kind: 'card', brand: 'Visa', last4: '4242' } as const;
const attempt = (status: string, more: object = {}) =>
  ({ status, method: card, at: issued, decidedAt: issued, nextTryAt: null, reason: null, ...more }) as never;
const said = (more: Partial<InvoiceView>) => standingTexts('en-US', { ...invoice, ...more }).join(' ');

describe('how the payment of an invoice stands', () => {
  it('before its day it is due, and after it it was', () => {
    const byHand = attempt('waiting', { method: { kind: 'invoice' } });
    expect(said({ dueAt: later, payment: byHand })).toMatch(/^\$9\.99 is open, due on Mar 15, 2026\./);
    expect(said({ dueAt: later, now: later, payment: byHand })).toMatch(
      /^\$9\.99 was due on Mar 15, 2026 and is not paid yet\./,
    );
  });

  it('in grace: until when credits can be used, and when it is tried again', () => {
    const standing = { suspended: false, graceEndsAt: '2026-03-08T09:00:00.000Z' };
    const payment = attempt('declined', { nextTryAt: '2026-03-02T09:00:00.000Z' });
    expect(said({ standing, payment })).toBe(
      '$9.99 was due on Mar 1, 2026 and is not paid yet. The last try on Mar 1, 2026, 09:00 AM UTC was declined. ' +
        'Nothing was charged. It is for the next period of the plan: its credits come when it is paid. ' +
        'Credits that are here stay usable until Mar 8, 2026, 09:00 AM UTC. ' +
        'It is tried again by itself on Mar 2, 2026, 09:00 AM UTC.',
    );
  });

  it('after the grace: what is locked is not lost', () => {
    const standing = { suspended: true, graceEndsAt: '2026-03-08T09:00:00.000Z' };
    expect(said({ standing, payment: attempt('declined') })).toContain(
      'The time for paying was over on Mar 8, 2026, 09:00 AM UTC: what waited for it is locked, not lost',
    );
  });

  it.each(['pending', 'waiting', 'needs_confirmation'])('a card’s payment that is %s is not late', (status) => {
    expect(said({ payment: attempt(status) })).toMatch(/^\$9\.99 is not paid yet\./);
  });

  it('an invoice that was not paid in time was declined by nobody', () => {
    const payment = attempt('declined', { reason: 'overdue', method: { kind: 'invoice' } });
    expect(said({ payment, reason: 'contract' })).toBe(
      '$9.99 was due on Mar 1, 2026 and is not paid yet. It is for a contract that holds already: the credits are here.',
    );
  });

  it('a contract waits for its transfer with its credits here', () => {
    const payment = attempt('waiting', { method: { kind: 'invoice' } });
    expect(said({ payment, reason: 'contract', dueAt: later })).toBe(
      '$9.99 is open, due on Mar 15, 2026. It waits for the transfer. ' +
        'It is for a contract that holds already: the credits are here.',
    );
  });
});
