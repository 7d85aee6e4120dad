import { describe, expect, it } from 'vitest';
import type { OutboxPayloads, OutboxTopic } from '@/db/payments/outbox';
import { dayText } from '@/lib/messages/format';
import { moneyText } from '@/lib/messages/money-text';
import type { InvoiceView } from '../payments/payment-answers';
import { htmlMail } from './html-mail';
import type { MailFacts } from './mail-facts';
import { plainMail } from './mail-text';
import { mailText } from './mail-words';

const AT = '2026-03-10T09:30:00.000Z';

function facts(
  more: { name?: string; invoice?: Partial<InvoiceView>; creditsEnd?: boolean; status?: 'active' | 'suspended' } = {},
): MailFacts {
  const line = { kind: 'plan', itemId: 'pro', name: 'Pro', intervalId: 'month', months: 1, span: null } as const;
  const invoice = {
    number: 3,
    reason: 'renewal',
    status: 'open',
    dueAt: AT,
    currency: 'USD',
    lines: [
      { ...line, quantity: 2, amount: 1998 },
      { ...line, kind: 'unused_time', quantity: 1, amount: -500 },
    ],
    tax: [{ name: 'VAT 19%', rate: 190_000, amount: 285 }],
    net: 1498,
    total: 1783,
    ...more.invoice,
  } as unknown as InvoiceView;
  const account = {
    id: 'a',
    name: more.name ?? 'Anna’s films',
    locale: 'en-GB',
    zone: 'Europe/Berlin',
    currency: 'USD',
  };
  const meter = {
    plan: { id: 'pro', name: 'Pro', status: more.status ?? 'active' },
    available: 1234.5,
    refresh: { at: AT, credits: 500, days: 3 },
    change: { at: AT, plan: null, creditsEnd: more.creditsEnd ?? false },
  };
  return {
    account: { ...account, catalog: { id: 'captions', name: 'Captions' }, isTest: false },
    meter: meter as unknown as MailFacts['meter'],
    home: 'https://portal.test/accounts/a',
    invoice: () => Promise.resolve(invoice),
    addressLink: (personId) => Promise.resolve(`https://portal.test/confirm-address?token=of-${personId}`),
    planName: (id) => id.toUpperCase(),
    money: (minor, currency = 'USD') => moneyText('en-GB', currency, minor),
    day: (at) => dayText('en-GB', 'Europe/Berlin', at, true),
  };
}

const terms = { planId: 'pro', intervalId: 'month', seats: 3 };
const payloads: { [T in OutboxTopic]: OutboxPayloads[T] } = {
  'mail.invoice_paid': { invoice: 3 },
  'mail.payment_declined': { invoice: 3, reason: 'card_declined', retryAt: AT, graceEndsAt: AT },
  'mail.payment_confirm': { invoice: 3 },
  'mail.suspended': { invoice: 3, since: AT },
  'mail.plan_changed': { when: 'now', effectiveAt: AT, from: { ...terms, planId: 'free' }, to: terms },
  'mail.cancelled': { endsAt: AT },
  'mail.top_up_off': { invoice: 3, reason: 'card_declined' },
  'mail.resumed': { planId: 'pro', seats: 1, at: AT },
  'mail.change_undone': { planId: 'pro', seats: 3, at: AT },
  'mail.renewal_reminder': { renewsAt: AT, total: 34_800 },
  'mail.payment_given_back': { invoice: 3 },
  'mail.invoice_issued': { invoice: 3 },
  'mail.confirm_address': { personId: 'p' },
};

const subjects: { [T in OutboxTopic]: string } = {
  'mail.invoice_paid': 'Invoice 3 is paid: US$17.83',
  'mail.payment_declined': 'The payment of US$17.83 did not go through',
  'mail.payment_confirm': 'Please confirm the payment of US$17.83',
  'mail.suspended': 'Your Pro plan is suspended until it is paid',
  'mail.plan_changed': 'You are on the PRO plan now',
  'mail.cancelled': 'Your Pro plan is cancelled and ends on 10 Mar 2026',
  'mail.top_up_off': 'Automatic top-up is off: a payment did not go through',
  'mail.resumed': 'Your PRO plan goes on',
  'mail.change_undone': 'Your PRO plan stays as it is',
  'mail.renewal_reminder': 'Your Pro plan renews on 10 Mar 2026 for US$348.00',
  'mail.payment_given_back': 'US$17.83 is given back to you',
  'mail.invoice_issued': 'Invoice 3: US$17.83, due on 10 Mar 2026',
  'mail.confirm_address': 'Confirm your mail address',
};

const topics = Object.keys(payloads) as OutboxTopic[];

describe('every kind of mail', () => {
  it.each(topics)('%s says what happened, and leads to the page where something can be done', async (topic) => {
    const mail = await mailText(facts(), topic, payloads[topic]);
    expect(mail.subject).toBe(subjects[topic]);
    const text = plainMail(mail);
    expect(text).toMatch(/: https:\/\/portal\.test\/accounts\/a\/(plan|invoices\/3)\n|confirm-address\?token=of-p\n/);
    expect(text).toContain('because the account Anna’s films is yours');
    expect(text).not.toMatch(/[{}]|undefined|null|NaN/);
    // The HTML says the same, in the same order.
    const words = htmlMail(mail)
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#x27;/g, "'");
    for (const part of [...mail.before, ...mail.after, mail.footer]) expect(words).toContain(part);
  });

  it('an invoice has its lines, its tax and its total', async () => {
    const mail = await mailText(facts(), 'mail.invoice_paid', { invoice: 3 });
    expect(mail.rows).toEqual([
      { label: 'Pro by the month, 2 seats', amount: 'US$19.98' },
      { label: 'Unused time of Pro by the month', amount: '-US$5.00' },
      { label: 'VAT 19%', amount: 'US$2.85' },
      { label: 'Total', amount: 'US$17.83', isTotal: true },
    ]);
    expect(plainMail(mail)).toContain(
      'There are 1,234.5 credits in the account now. The next ones come on 10 Mar 2026.',
    );
  });
});

describe('a payment that was declined', () => {
  const said = async (payload: Partial<OutboxPayloads['mail.payment_declined']>, invoice?: Partial<InvoiceView>) =>
    plainMail(
      await mailText(facts({ invoice }), 'mail.payment_declined', { ...payloads['mail.payment_declined'], ...payload }),
    );

  it('for a period that began: until when the credits stay, and when it is tried again', async () => {
    const text = await said({});
    expect(text).toContain('stay usable until 10 Mar 2026');
    expect(text).toContain('We try again on 10 Mar 2026');
    expect(text).toContain('Pay now: https://portal.test/accounts/a/invoices/3');
  });

  it('for an order: that nothing has changed', async () => {
    const text = await said({ retryAt: null, graceEndsAt: null }, { status: 'void' });
    expect(text).toContain('Nothing was charged. Your plan and your credits are as they were.');
    expect(text).not.toContain('Pay now');
  });

  it('for a contract: that it holds, and that nothing new is to come', async () => {
    const text = await said({ reason: 'overdue', retryAt: null, graceEndsAt: null }, { reason: 'contract' });
    expect(text).toContain('Invoice 3 of US$17.83 was due on 10 Mar 2026 and has not been paid.');
    expect(text).toContain('The contract holds as it was agreed, and its credits are here already.');
    expect(text).not.toMatch(/New ones|[Cc]ard|Pay now/);
  });

  it('for add-on units: that only they wait', async () => {
    const text = await said({ graceEndsAt: null }, { reason: 'units' });
    expect(text).toContain('This month’s add-on credits come as soon as it is paid.');
  });

  it('after the grace: that credits are locked, and not that they stay usable until a day that is over', async () => {
    const declined = (reason: InvoiceView['reason']) =>
      mailText(facts({ status: 'suspended', invoice: { reason } }), 'mail.payment_declined', {
        ...{ invoice: 3, reason: 'card_declined', retryAt: null, graceEndsAt: AT },
      }).then(plainMail);
    expect(await declined('renewal')).toContain(
      'The time for paying was over on 10 Mar 2026. Credits that waited for this payment are locked, not lost, and new ones come as soon as it is paid.',
    );
    const ofContract = await declined('contract');
    expect(ofContract).toContain('What the contract gave is locked, not lost, until it is paid.');
    expect(ofContract).not.toMatch(/usable|new ones/);
  });

  it('when it is tried no more: to pay now', async () => {
    expect(await said({ retryAt: null })).toContain('Pay it now, or choose another way to pay.');
  });
});

it('a contract that is suspended is not told of a next period', async () => {
  const said = async (reason: InvoiceView['reason']) =>
    plainMail(await mailText(facts({ invoice: { reason } }), 'mail.suspended', { invoice: 3, since: AT }));
  expect(await said('renewal')).toContain('The payment for the next period has not arrived');
  const ofContract = await said('contract');
  expect(ofContract).toContain(
    'The payment for the contract has not arrived, and the time for paying was over on 10 Mar',
  );
  expect(ofContract).not.toMatch(/next period|period’s/);
});

it('what is taken back is told as that: until when nothing changes, and how many seats stay', async () => {
  const about = { planId: 'pro', seats: 3, at: AT };
  const resumed = plainMail(await mailText(facts(), 'mail.resumed', { ...about, seats: 1 }));
  expect(resumed).toContain(
    'The PRO plan does not end on 10 Mar 2026: it goes on as it is. Nothing was charged today.',
  );
  expect(resumed).not.toContain('Seats');
  const undone = plainMail(await mailText(facts(), 'mail.change_undone', about));
  expect(undone).toContain('taken the change back that was to come on 10 Mar 2026. You stay on the PRO plan.');
  expect(undone).toContain('Seats: 3.');
});

it('a cancellation says whether what is left of the credits ends with the plan', async () => {
  const said = async (creditsEnd: boolean) =>
    plainMail(await mailText(facts({ creditsEnd }), 'mail.cancelled', { endsAt: AT }));
  expect(await said(true)).toContain('What is left of its credits then ends with it.');
  expect(await said(false)).toContain('What is left of its credits then stays, each to its own end.');
});

it('a cancellation of what was not paid for says which plan has ended, and not that it can be resumed', async () => {
  const over = { endsAt: AT, planId: 'max', isOver: true };
  const mail = await mailText(facts(), 'mail.cancelled', over);
  expect(mail.subject).toBe('Your MAX plan is cancelled and has ended');
  expect(plainMail(mail)).not.toMatch(/resume|stays as it is|Pro/);
});

it('what people wrote is text in the HTML, and nothing else', async () => {
  const name = `<img src=x onerror=alert(1)> & "Sons"`;
  const html = htmlMail(await mailText(facts({ name }), 'mail.cancelled', { endsAt: AT }));
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Sons&quot;');
});
