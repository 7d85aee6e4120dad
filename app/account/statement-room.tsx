import { ArrowLeft, Download } from 'lucide-react';
import Link from 'next/link';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { ActivityTable } from '@/components/activity/activity-table';
import { PageHead } from '@/components/frame/page-head';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { periodText } from '@/components/statement/statement-words';
import { SumsTable } from '@/components/statement/sums-table';
import { amountText, creditsText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import { filterQuery, noFilter, parsePlace, type Asked } from '@/lib/usage/activity-filter';
import { readStatement } from '@/services/accounts/read-statement';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';

interface Props {
  accountId: string;
  period: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
  searchParams: Promise<Asked>;
}

/** A period's statement: how its balance changed, and every entry, for reading and for printing. */
export async function StatementRoom({ accountId, period, home, searchParams }: Props) {
  const list = `${home}/statements`;
  const href = `${list}/${period}`;
  const { after } = parsePlace({ after: (await searchParams).after });
  const { account } = await accountMeter(accountId, href);
  const statement = opened(
    await readStatement(await getContext(), await currentActor(), { accountId, period, after }),
    href,
  );
  const { locale, zone } = account;
  const { entries, lines, next, held } = statement;
  const total = entries ? entries.last - entries.first + 1 : 0;
  const link = (key: MessageKey, address: string) => (
    <Link href={address} prefetch={false} className="link">
      {message(locale, key)}
    </Link>
  );
  const notes = [
    message(locale, 'statement.sumsWords'),
    held !== null &&
      held > 0 &&
      message(locale, 'statement.heldNow', { count: held, credits: creditsText(locale, held) }),
    statement.goesOn && message(locale, 'statement.goesOn'),
  ];
  return (
    <>
      <div className="grid gap-3">
        <p className="print:hidden">
          <Link href={list} prefetch={false} className="link inline-flex min-h-8 items-center gap-1.5">
            <ArrowLeft size={16} aria-hidden="true" />
            {message(locale, 'statement.list')}
          </Link>
        </p>
        <PageHead title={message(locale, 'statement.titleOf', { period: periodText(statement.period, locale, zone) })}>
          {message(locale, 'statement.words', { account: account.name, catalog: account.catalog.name, zone })}
          {statement.period.isRunning && ` ${message(locale, 'statement.isRunning')}`}
        </PageHead>
      </div>
      <ReceiptSection id="sums" title={message(locale, 'statement.sums')} words={notes.filter(Boolean).join(' ')}>
        <SumsTable statement={statement} locale={locale} />
      </ReceiptSection>
      <section aria-labelledby="entries" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <div>
            <h2 id="entries" className="text-base">
              {message(locale, 'statement.allEntries')}
            </h2>
            <p className="figures text-soft">
              {lines.length > 0
                ? `${message(locale, 'statement.range', {
                    count: total,
                    first: amountText(locale, lines[0]!.seq),
                    last: amountText(locale, lines.at(-1)!.seq),
                    total: amountText(locale, total),
                  })} ${message(locale, 'statement.entriesWords')}`
                : message(locale, 'statement.nothing')}
            </p>
          </div>
          <p className="flex flex-wrap items-baseline gap-x-6 gap-y-1 print:hidden">
            {lines.length > 0 &&
              link('statement.inActivity', `${home}/activity${filterQuery({ ...noFilter, period })}`)}
            {/* A file, not a page: no script may take the click. */}
            <a
              href={`/api/portal/accounts/${accountId}/statements/${period}/entries.csv`}
              download
              className="link flex min-h-8 items-center gap-1.5"
            >
              <Download size={16} aria-hidden="true" />
              {message(locale, 'statement.csv')}
            </a>
          </p>
        </div>
        {lines.length > 0 && (
          <div className="rounded-card border bg-surface px-4 pb-4 sm:px-6">
            <ActivityTable lines={lines} receipts={`${home}/generations`} zone={zone} locale={locale} />
            {(next !== null || after !== null) && (
              <p className="flex flex-wrap gap-x-6 gap-y-1 pt-4 print:hidden">
                {next !== null && link('statement.next', `${href}?after=${next}#entries`)}
                {after !== null && link('statement.first', `${href}#entries`)}
              </p>
            )}
          </div>
        )}
        {total > lines.length && <p className="text-soft">{message(locale, 'statement.printHint')}</p>}
      </section>
    </>
  );
}
