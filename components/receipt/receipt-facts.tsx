import type { ReactNode } from 'react';
import { Moment } from '@/components/words/moment';
import { amountText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import type { GenerationReceipt } from '@/services/accounts/read-receipt';

interface Props {
  receipt: GenerationReceipt;
  zone: string;
  locale: string;
}

/** When it was, who asked, and what it belongs to. */
export function ReceiptFacts({ receipt, zone, locale }: Props) {
  const { project, askedBy, entries, periodStart } = receipt;
  const moment = (at: string) => <Moment at={at} zone={zone} locale={locale} withYear />;
  const numbers = entries && {
    count: entries.last - entries.first + 1,
    first: amountText(locale, entries.first),
    last: amountText(locale, entries.last),
  };
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
    ...(numbers === null
      ? []
      : [['receipt.entries', message(locale, 'receipt.entryRange', numbers)] as [MessageKey, ReactNode]]),
    [
      'receipt.id',
      <span key="id" className="font-mono text-xs">
        {receipt.id}
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
