import { Moment } from '@/components/words/moment';
import { message } from '@/lib/messages/message';
import type { ListedMail } from '@/services/support/list-mails';

interface Props {
  mails: readonly ListedMail[];
  zone: string;
  locale: string;
}

/** The mails about an account, newest first: what about, when, to whom, and the words of each, folded. */
export function MailList({ mails, zone, locale }: Props) {
  return (
    <section aria-labelledby="mails" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id="mails" className="text-base">
        {message(locale, 'mails.title')}
      </h2>
      <div className="rounded-card border bg-surface px-4 sm:px-6">
        {mails.length === 0 ? (
          <p className="py-4 text-soft">{message(locale, 'mails.none')}</p>
        ) : (
          <ul className="divide-y">
            {mails.map((mail) => (
              <li key={mail.id} className="py-3">
                <details>
                  <summary className="cursor-pointer wrap-anywhere">
                    {mail.subject}
                    <span className="block text-xs text-soft">
                      <Moment at={mail.at} zone={zone} locale={locale} withYear /> ·{' '}
                      {message(locale, `mails.status.${mail.status}`, { to: mail.to.join(', ') })}
                    </span>
                  </summary>
                  <pre className="mt-2 overflow-x-auto rounded-card border bg-raised p-3 text-xs whitespace-pre-wrap wrap-anywhere">
                    {mail.body}
                  </pre>
                </details>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
