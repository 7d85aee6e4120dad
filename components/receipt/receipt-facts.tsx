import type { ReactNode } from 'react';
import { Moment } from '@/components/words/moment';
import { message, type MessageKey } from '@/lib/messages/message';
import { generationReference } from '@/lib/usage/activity';
import type { GenerationReceipt } from '@/services/accounts/read-receipt';
import { EntriesLink } from './entries-link';

interface Props {
  receipt: GenerationReceipt;
  /** The activity list's address. */
  activity: string;
  zone: string;
  locale: string;
}

/** When it was, who asked, and what it belongs to. */
export function ReceiptFacts({ receipt, activity, zone, locale }: Props) {
  const { project, askedBy, entries, periodStart } = receipt;
  const moment = (at: string) => <Moment at={at} zone={zone} locale={locale} withYear />;
  const facts: [MessageKey, ReactNode][] = [
    ['receipt.when', moment(receipt.at)],
    ['receipt.project', project ?? <span className="text-soft">{message(locale, 'receipt.noProject')}</span>],
    [
      'receipt.askedBy',
      askedBy === null
        ? message(locale, 'receipt.askedByProgram')
        : message(locale, 'receipt.askedByKey', { name: askedBy }),
    ],
    ...(periodStart === null ? [] : [['receipt.period', moment(periodStart)] as [MessageKey, ReactNode]]),
    ...(entries === null
      ? []
      : [
          ['receipt.entries', <EntriesLink key="entries" entries={entries} activity={activity} locale={locale} />] as [
            MessageKey,
            ReactNode,
          ],
        ]),
    [
      'receipt.id',
      <span key="id" className="font-mono text-xs">
        {receipt.id.slice(0, -generationReference(receipt.id).length)}
        <b>{generationReference(receipt.id)}</b>
      </span>,
    ],
  ];
  return (
    <dl className="figures py-1.5">
      {facts.map(([label, value], index) => (
        <div
          key={label}
          className={`grid gap-x-6 py-2 sm:grid-cols-[12rem_minmax(0,1fr)] ${index > 0 ? 'border-t' : ''}`}
        >
          <dt className="text-soft">{message(locale, label)}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
