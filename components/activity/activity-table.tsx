import Link from 'next/link';
import { LongFigure } from '@/components/words/long-figure';
import { Moment } from '@/components/words/moment';
import { amountText, changeText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { generationReference, type ActivityLine } from '@/lib/usage/activity';
import { entryWords } from './entry-words';
import { outcomeWords } from './outcome-words';

interface Props {
  lines: readonly ActivityLine[];
  /** The address that a generation's id is added to. */
  receipts: string;
  /** Says beside each line what has become of its generation by now: not for what is to stay as it is, a statement. */
  withOutcomes?: boolean;
  zone: string;
  locale: string;
}

/** Entries as on a bank statement: newest first, the sign and the running balance in columns of their own. */
export function ActivityTable({ lines, ...about }: Props) {
  const { locale } = about;
  const head = 'sticky top-0 z-10 border-b bg-surface py-2.5 font-normal';
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">{message(locale, 'activity.table')}</caption>
      <thead className="text-xs text-soft">
        <tr>
          <th scope="col" className={`${head} hidden pe-4 text-end sm:table-cell`}>
            {message(locale, 'activity.number')}
          </th>
          <th scope="col" className={`${head} hidden pe-4 text-start sm:table-cell`}>
            {message(locale, 'activity.when')}
          </th>
          <th scope="col" className={`${head} text-start`}>
            {message(locale, 'activity.what')}
          </th>
          <th scope="col" className={`${head} ps-3 text-end`}>
            {message(locale, 'activity.change')}
          </th>
          <th scope="col" className={`${head} ps-3 text-end sm:ps-6`}>
            {message(locale, 'activity.balance')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <ActivityRow key={line.seq} line={line} {...about} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Omit<Props, 'lines'> & { line: ActivityLine };

function ActivityRow({ line, receipts, withOutcomes, zone, locale }: RowProps) {
  const { what, name, details } = entryWords(line, locale);
  const moment = <Moment at={line.at} zone={zone} locale={locale} withYear />;
  const cell = 'border-b py-2.5 align-baseline';
  return (
    <tr className={line.generationId ? 'relative hover:bg-raised' : undefined}>
      <td className={`${cell} figures hidden pe-4 text-end font-mono text-xs text-soft sm:table-cell`}>{line.seq}</td>
      <td className={`${cell} figures hidden pe-4 whitespace-nowrap text-soft sm:table-cell`}>{moment}</td>
      <td className={`${cell} w-full max-w-0 min-w-0 wrap-anywhere`}>
        <span className="font-strong">{what}</span>
        {line.generationId && (
          <>
            <span className="text-soft"> · </span>
            {/* The whole row leads to the receipt. */}
            <Link
              href={`${receipts}/${line.generationId}`}
              prefetch={false}
              className="text-accent after:absolute after:inset-0 hover:underline"
            >
              {name}
              <span className="sr-only">, {message(locale, 'activity.receiptOf', { number: line.seq })}</span>
            </Link>
          </>
        )}
        {details && <span className="text-soft"> · {details}</span>}
        {line.project && <span className="text-soft"> · {line.project}</span>}
        {line.member && <span className="text-soft"> · {message(locale, 'activity.by', { member: line.member })}</span>}
        {line.generationId && <Reference id={line.generationId} locale={locale} />}
        {withOutcomes && line.outcome && (
          <span className="figures block text-xs text-soft">{outcomeWords(line.outcome, locale)}</span>
        )}
        <span className="figures block text-xs text-soft sm:hidden">{moment}</span>
      </td>
      <td className={`${cell} figures ps-3 sm:whitespace-nowrap`}>
        <Change line={line} locale={locale} />
      </td>
      <td className={`${cell} figures ps-3 text-end sm:whitespace-nowrap sm:ps-6`}>
        <LongFigure text={amountText(locale, line.balanceAfter)} />
      </td>
    </tr>
  );
}

/** The same beside all lines of one story, and on its receipt. */
function Reference({ id, locale }: { id: string; locale: string }) {
  const reference = generationReference(id);
  return (
    <span className="whitespace-nowrap text-soft" title={message(locale, 'activity.reference', { reference })}>
      {' · '}
      <span className="font-mono text-xs">{reference}</span>
    </span>
  );
}

/** The sign stands in a column of its own, so that what came and what went can be told at a glance. */
function Change({ line, locale }: { line: ActivityLine; locale: string }) {
  if (line.kind === 'free') return <span className="block text-end text-soft">{message(locale, 'activity.free')}</span>;
  const [, sign, size] = /^([+−]?)(.*)$/.exec(changeText(locale, line.change))!;
  return (
    <span className="flex justify-between gap-1.5">
      <span>{sign || '\u00a0'}</span>
      <span className="text-end">
        <LongFigure text={size!} />
      </span>
    </span>
  );
}
