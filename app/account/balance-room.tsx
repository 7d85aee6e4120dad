import Link from 'next/link';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { BalanceSummary } from '@/components/balance/balance-summary';
import { EndingsTable, endingsText } from '@/components/balance/endings-table';
import { GrantsTable } from '@/components/balance/grants-table';
import { PromisedTable } from '@/components/balance/promised-table';
import { PageHead } from '@/components/frame/page-head';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { amountText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import { parsePlace, type Asked } from '@/lib/usage/activity-filter';
import { readGrantsPage } from '@/services/accounts/read-grants-page';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';

interface Props {
  accountId: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
  searchParams: Promise<Asked>;
}

/** The balance page: every lot of credits, what ends when, and what is carried over. */
export async function BalanceRoom({ accountId, home, searchParams }: Props) {
  const href = `${home}/balance`;
  const asked = await searchParams;
  const all = asked.all === '1';
  const { after } = parsePlace({ after: asked.after });
  const { account, meter } = await accountMeter(accountId, href);
  const page = opened(await readGrantsPage(await getContext(), await currentActor(), { accountId, all, after }), href);
  const { locale, zone } = account;
  const hasEndings = page.endings.days.length > 0 || page.endings.waiting > 0;
  const endings = endingsText(page.endings, page.available, zone, locale);
  const shared = { zone, locale };
  const link = (key: MessageKey, address: string) => (
    <Link href={address} prefetch={false} className="link">
      {message(locale, key)}
    </Link>
  );
  const tab = (isCurrent: boolean, words: string, address: string) => (
    <Link
      href={address}
      prefetch={false}
      scroll={false}
      aria-current={isCurrent ? 'true' : undefined}
      className="flex min-h-9 items-center rounded-card border border-transparent px-3 text-soft hover:bg-raised aria-[current]:border-edge aria-[current]:bg-surface aria-[current]:font-strong aria-[current]:text-ink"
    >
      {words}
    </Link>
  );
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <PageHead title={message(locale, 'room.balance')}>{message(locale, 'balance.words', { zone })}</PageHead>
        <p>{link('statement.link', `${home}/statements`)}</p>
      </div>
      <BalanceSummary page={page} hasPlan={meter.plan !== null} {...shared} />
      {page.available > 0 && (
        <ReceiptSection
          id="endings"
          title={message(locale, 'balance.endings')}
          {...(hasEndings && { words: `${endings} ${message(locale, 'balance.endingsWords')}` })}
        >
          {hasEndings ? (
            <EndingsTable endings={page.endings} available={page.available} {...shared} />
          ) : (
            <p className="py-4">{endings}</p>
          )}
        </ReceiptSection>
      )}
      {page.promised.length > 0 && (
        <ReceiptSection id="promised" title={message(locale, 'balance.promised')}>
          <PromisedTable promised={page.promised} {...shared} />
        </ReceiptSection>
      )}
      <section aria-labelledby="grants" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
          <h2 id="grants" className="text-base">
            {message(locale, 'balance.grants')}
          </h2>
          <div className="flex flex-wrap gap-1">
            {tab(!all, message(locale, 'balance.showOpen', { count: amountText(locale, page.open) }), `${href}#grants`)}
            {tab(all, message(locale, 'balance.showAll'), `${href}?all=1#grants`)}
          </div>
        </div>
        <div className="rounded-card border bg-surface px-4 sm:px-6">
          {page.grants.length > 0 ? (
            <GrantsTable
              grants={page.grants}
              currency={page.currency}
              activity={`${home}/activity`}
              asOf={meter.asOf}
              {...shared}
            />
          ) : (
            <p className="py-6 text-soft">{message(locale, all ? 'balance.noGrantsEver' : 'balance.noGrants')}</p>
          )}
          {(page.next !== null || after !== null) && (
            <p className="flex gap-x-6 border-t py-4">
              {page.next !== null && link('balance.more', `${href}?${all ? 'all=1&' : ''}after=${page.next}#grants`)}
              {after !== null && link('balance.first', `${href}${all ? '?all=1' : ''}#grants`)}
            </p>
          )}
        </div>
      </section>
    </>
  );
}
