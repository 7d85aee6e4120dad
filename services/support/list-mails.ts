import { readMails } from '@/db/reads/mails';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { MailStatus } from '@/lib/mail-status';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';

const MAILS_SHOWN = 20;

export interface ListedMail {
  id: Id;
  at: string;
  /** Mail addresses. */
  to: string[];
  subject: string;
  /** As plain text. */
  body: string;
  status: MailStatus;
}

/** The last mails about an account, the newest first. For staff; fails as lib/access says. */
export async function listMails(context: Context, actor: Actor, accountId: Id): Promise<Result<ListedMail[]>> {
  const found = await authoriseAccount(context, actor, accountId, 'mails.read');
  if (!found.ok) return found;
  const mails = await readMails(context.db.sql, accountId, MAILS_SHOWN);
  return ok(
    mails.map(({ id, at, recipients, subject, body, status }) => ({
      id,
      at: isoText(at),
      to: recipients,
      subject,
      body,
      status,
    })),
  );
}
