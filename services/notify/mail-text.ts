import { message } from '@/lib/messages/message';

/** A mail's words, in the language and with the numbers of the account's locale. */
export interface MailText {
  locale: string;
  /** Of a test account: never sent. */
  isTest: boolean;
  subject: string;
  /** What happened, and what it means for the credits. */
  before: readonly string[];
  /** What an invoice is for, and what it comes to: below each other, amounts at the end. */
  rows: readonly { label: string; amount: string; isTotal?: boolean }[];
  /** What to do next. */
  after: readonly string[];
  /** Where it `isSecret`, only its recipient may have the address. */
  link: { label: string; url: string; isSecret?: boolean };
  footer: string;
}

/** The mail as it is kept for staff to read: without an address that is its recipient's alone. */
export function keptMail(mail: MailText): string {
  const { label, isSecret } = mail.link;
  if (!isSecret) return plainMail(mail);
  return plainMail({ ...mail, link: { label, url: message(mail.locale, 'mails.linkNotKept') } });
}

/** The mail as plain text. */
export function plainMail({ before, rows, after, link, footer }: MailText): string {
  const table = rows.map(({ label, amount }) => `  ${label}: ${amount}`).join('\n');
  const parts = [...before, table, ...after, `${link.label}: ${link.url}`, `-- \n${footer}`];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
