import type { OutboxPayloads, OutboxTopic } from '@/db/payments/outbox';
import { amountText } from '@/lib/messages/format';
import { lineText } from '@/lib/messages/line-words';
import { message, type MessageKey, type MessageValues } from '@/lib/messages/message';
import type { InvoiceView } from '../payments/payment-answers';
import type { MailFacts } from './mail-facts';
import type { MailText } from './mail-text';

/** What is particular to a kind of mail. */
type Words = Omit<MailText, 'locale' | 'isTest' | 'footer' | 'rows' | 'after'> &
  Partial<Pick<MailText, 'rows' | 'after'>>;

type Writers = { [T in OutboxTopic]: (facts: MailFacts, payload: OutboxPayloads[T]) => Promise<Words> | Words };

/** What each kind of mail says: what happened, what it means for the credits, what to do. */
const writers: Writers = {
  'mail.invoice_paid': async (facts, payload) => {
    const { about, rows, link } = await invoiceWords(facts, payload.invoice);
    return {
      subject: say(facts, 'mails.paid.subject', about),
      before: [say(facts, 'mails.paid.words', about)],
      rows,
      after: [creditsNow(facts)],
      link: link('mails.seeInvoice'),
    };
  },
  'mail.payment_declined': async (facts, { invoice: number, reason, retryAt, graceEndsAt }) => {
    const { invoice, about, link } = await invoiceWords(facts, number);
    const isOver = invoice.status === 'void';
    const how = { how: reason === 'overdue' ? 'hand' : 'card' };
    const isFor = invoice.reason === 'units' ? 'addOn' : invoice.reason;
    const isSuspended = facts.meter.plan?.status === 'suspended';
    return {
      subject: say(facts, 'mails.declined.subject', { ...about, reason }),
      before: [
        say(facts, 'mails.declined.words', { ...about, reason }),
        isOver
          ? say(facts, 'mails.declined.nothingChanged')
          : graceEndsAt === null
            ? say(facts, 'mails.declined.waits', { about: isFor })
            : say(facts, isSuspended ? 'mails.declined.suspended' : 'mails.declined.grace', {
                about: isFor,
                date: facts.day(graceEndsAt),
              }),
      ],
      after: [
        isOver
          ? say(facts, 'mails.declined.orderAgain')
          : retryAt === null
            ? say(facts, 'mails.declined.payNow', how)
            : say(facts, 'mails.declined.retry', { date: facts.day(retryAt) }),
      ],
      link: isOver ? plan(facts) : link(reason === 'overdue' ? 'mails.seeInvoice' : 'mails.payNow'),
    };
  },
  'mail.top_up_off': async (facts, { invoice: number, reason }) => {
    const { about } = await invoiceWords(facts, number);
    return {
      subject: say(facts, 'mails.topUpOff.subject'),
      before: [
        say(facts, 'mails.declined.words', { ...about, reason }),
        say(facts, 'mails.topUpOff.words'),
        creditsNow(facts),
      ],
      after: [say(facts, 'mails.topUpOff.next')],
      link: plan(facts),
    };
  },
  'mail.payment_confirm': async (facts, payload) => {
    const { about, link } = await invoiceWords(facts, payload.invoice);
    return {
      subject: say(facts, 'mails.confirm.subject', about),
      before: [say(facts, 'mails.confirm.words', about)],
      link: link('mails.confirmNow'),
    };
  },
  'mail.suspended': async (facts, { invoice: number, since }) => {
    const open = number === null ? null : await invoiceWords(facts, number);
    const about = { about: open?.invoice.reason ?? 'renewal', date: facts.day(since) };
    return {
      subject: say(facts, 'mails.suspended.subject', { plan: ownPlan(facts) }),
      before: [say(facts, 'mails.suspended.words', about), creditsNow(facts)],
      after: [say(facts, 'mails.suspended.next')],
      link: open === null ? plan(facts) : open.link('mails.payNow'),
    };
  },
  'mail.plan_changed': (facts, { when, effectiveAt, from, to }) => {
    const names = {
      from: from === null ? say(facts, 'mails.noPlan') : facts.planName(from.planId),
      to: to === null ? say(facts, 'mails.noPlan') : facts.planName(to.planId),
      seats: to?.seats ?? 0,
      same: String(from?.planId === to?.planId),
      date: facts.day(effectiveAt),
    };
    return {
      subject: say(facts, `mails.changed.${when}.subject`, names),
      before: [
        say(facts, `mails.changed.${when}.words`, names),
        ...(to !== null && to.seats > 1 ? [say(facts, 'mails.changed.seats', names)] : []),
        creditsNow(facts),
      ],
      after: when === 'period_end' ? [say(facts, 'mails.changed.undo')] : [],
      link: plan(facts),
    };
  },
  'mail.cancelled': (facts, { endsAt, planId, isOver }) => {
    const name = planId === undefined ? ownPlan(facts) : facts.planName(planId);
    const about = { plan: name, date: facts.day(endsAt) };
    if (isOver) {
      return {
        subject: say(facts, 'mails.ended.subject', about),
        before: [say(facts, 'mails.ended.words', about), creditsNow(facts)],
        after: [say(facts, 'mails.ended.next')],
        link: plan(facts),
      };
    }
    const ends = facts.meter.change?.creditsEnd ?? false;
    return {
      subject: say(facts, 'mails.cancelled.subject', about),
      before: [
        say(facts, 'mails.cancelled.words', about),
        say(facts, ends ? 'mails.cancelled.creditsEnd' : 'mails.cancelled.creditsStay', about),
        creditsNow(facts),
      ],
      after: [say(facts, 'mails.cancelled.undo', about)],
      link: plan(facts),
    };
  },
  'mail.resumed': (facts, payload) => takenBackWords(facts, 'resumed', payload),
  'mail.change_undone': (facts, payload) => takenBackWords(facts, 'undone', payload),
  'mail.renewal_reminder': (facts, { renewsAt, total, planId }) => {
    const name = planId === undefined ? ownPlan(facts) : facts.planName(planId);
    const about = { plan: name, date: facts.day(renewsAt), total: facts.money(total) };
    return {
      subject: say(facts, 'mails.reminder.subject', about),
      before: [say(facts, 'mails.reminder.words', about), creditsNow(facts)],
      after: [say(facts, 'mails.reminder.next', about)],
      link: plan(facts),
    };
  },
  'mail.payment_given_back': async (facts, payload) => {
    const { about, link } = await invoiceWords(facts, payload.invoice);
    return {
      subject: say(facts, 'mails.givenBack.subject', about),
      before: [say(facts, 'mails.givenBack.words', about), creditsNow(facts)],
      after: [say(facts, 'mails.givenBack.next')],
      link: link('mails.seeInvoice'),
    };
  },
  'mail.invoice_issued': async (facts, payload) => {
    const { invoice, about, rows, link } = await invoiceWords(facts, payload.invoice);
    return {
      subject: say(facts, 'mails.issued.subject', about),
      before: [say(facts, 'mails.issued.words', about)],
      rows,
      after: [say(facts, `invoice.brings.${invoice.reason}`)],
      link: link('mails.seeInvoice'),
    };
  },
  'mail.confirm_address': async (facts, { personId }) => ({
    subject: say(facts, 'mails.address.subject'),
    before: [say(facts, 'mails.address.words')],
    after: [say(facts, 'mails.address.otherwise')],
    link: { label: say(facts, 'mails.address.link'), url: await facts.addressLink(personId), isSecret: true },
  }),
};

export function isMailTopic(topic: string): topic is OutboxTopic {
  return Object.hasOwn(writers, topic);
}

/** The words of one mail, with what every mail has. */
export async function mailText<T extends OutboxTopic>(
  facts: MailFacts,
  topic: T,
  payload: OutboxPayloads[T],
): Promise<MailText> {
  const { account, home } = facts;
  const words = await writers[topic](facts, payload);
  const footer = say(facts, 'mails.footer', { account: account.name, url: home });
  return { locale: account.locale, isTest: account.isTest, rows: [], after: [], footer, ...words };
}

/** What waited for the end of the period is taken back: everything stays as it is. */
function takenBackWords(
  facts: MailFacts,
  what: 'resumed' | 'undone',
  { planId, seats, at }: OutboxPayloads['mail.resumed'],
): Words {
  const about = { plan: facts.planName(planId), seats, date: facts.day(at) };
  return {
    subject: say(facts, `mails.${what}.subject`, about),
    before: [
      say(facts, `mails.${what}.words`, about),
      ...(seats > 1 ? [say(facts, 'mails.changed.seats', about)] : []),
      creditsNow(facts),
    ],
    link: plan(facts),
  };
}

/** What all mails about an invoice say of it. */
async function invoiceWords(facts: MailFacts, number: number) {
  const invoice = await facts.invoice(number);
  const total = facts.money(invoice.total, invoice.currency);
  const url = `${facts.home}/invoices/${number}`;
  return {
    invoice,
    about: { number, total, due: facts.day(invoice.dueAt) },
    rows: rowsOf(facts, invoice, total),
    link: (label: MessageKey) => ({ label: say(facts, label), url }),
  };
}

function rowsOf(facts: MailFacts, { lines, tax, currency }: InvoiceView, total: string): MailText['rows'] {
  return [
    ...lines.map((line) => ({
      label: lineText(facts.account.locale, line),
      amount: facts.money(line.amount, currency),
    })),
    ...tax.map(({ name, amount }) => ({ label: name, amount: facts.money(amount, currency) })),
    { label: say(facts, 'mails.total'), amount: total, isTotal: true },
  ];
}

/** "There are 640 credits in the account now. The next ones come on 14 Dec 2026." */
function creditsNow(facts: MailFacts): string {
  const { available, refresh } = facts.meter;
  const now = say(facts, 'mails.credits', { count: available, amount: amountText(facts.account.locale, available) });
  return refresh === null ? now : `${now} ${say(facts, 'mails.refresh', { date: facts.day(refresh.at) })}`;
}

function ownPlan({ meter, ...facts }: MailFacts): string {
  return meter.plan?.name ?? message(facts.account.locale, 'mails.noPlan');
}

function plan(facts: MailFacts): MailText['link'] {
  return { label: say(facts, 'mails.seePlan'), url: `${facts.home}/plan` };
}

function say({ account }: MailFacts, key: MessageKey, values?: MessageValues): string {
  return message(account.locale, key, values);
}
