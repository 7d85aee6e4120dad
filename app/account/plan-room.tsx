import Link from 'next/link';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { ActionButton } from '@/app/actions/action-button';
import { ContractForm } from '@/app/support/contract-form';
import { newId } from '@/lib/ids';
import { takeBackAction } from '@/app/plan/take-back-action';
import { PageHead } from '@/components/frame/page-head';
import { Notice } from '@/components/notice/notice';
import { CurrentPlan } from '@/components/plan/current-plan';
import { doneText } from '@/components/plan/done-words';
import { whoChanges } from '@/components/plan/who-changes';
import { OpenPayments } from '@/components/plan/open-payments';
import { message } from '@/lib/messages/message';
import type { Asked } from '@/lib/usage/activity-filter';
import { readNotices } from '@/services/accounts/read-notices';
import type { CurrentPlan as Current } from '@/services/plans/plan-answers';
import { comparePlans } from '@/services/plans/compare-plans';
import { readPlan } from '@/services/plans/read-plan';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';
import { PlanOffers } from './plan-offers';

interface Props {
  accountId: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
  isStaff?: boolean;
  searchParams: Promise<Asked>;
}

/** The plan page: what the account is on, what waits, what is owed, and everything that can be ordered. */
export async function PlanRoom({ accountId, home, isStaff = false, searchParams }: Props) {
  const href = `${home}/plan`;
  const asked = await searchParams;
  const [context, actor] = [await getContext(), await currentActor()];
  const { account } = await accountMeter(accountId, href);
  const { locale, zone, catalog } = account;
  const page = opened(await readPlan(context, actor, accountId), href);
  const comparison = opened(await comparePlans(context, actor, { accountId, seats: asked.seats }), href);
  const { locked } = opened(await readNotices(context, actor, accountId), href);
  const change = page.mayChange ? `${href}/change` : null;
  const done = doneText(asked, page, locale);
  const contracts = page.plans.flatMap(({ id, name, billing, seats, intervals }) =>
    billing === 'invoiced' ? intervals.map((each) => ({ planId: id, intervalId: each.id, name, seats })) : [],
  );
  const takeBack = (what: 'plan' | 'cancel' | 'seats', words: string) => (
    <ActionButton
      key={what}
      action={takeBackAction}
      fields={{ ...takeBackOrder(what, page.current?.seats), account: accountId }}
      {...{ words, locale }}
    />
  );
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <PageHead title={message(locale, 'room.plan')}>
          {message(locale, 'plan.words', { catalog: catalog.name, zone })}
        </PageHead>
        {(page.mayChange || isStaff) && (
          <p>
            <Link href={`${home}/billing`} prefetch={false} className="link">
              {message(locale, 'plan.toBilling')}
            </Link>
          </p>
        )}
      </div>
      {done && (
        <Notice tone="done" role="status">
          <p>
            {done.words}{' '}
            {done.invoice !== null && (
              <Link href={`${home}/invoices/${done.invoice}`} prefetch={false} className="font-strong underline">
                {message(locale, 'plan.done.invoice', { number: done.invoice })}
              </Link>
            )}
          </p>
        </Notice>
      )}
      <OpenPayments
        awaited={page.awaited}
        waiting={page.waiting}
        {...{ locked, zone, locale }}
        invoices={`${home}/invoices`}
      />
      <CurrentPlan
        current={page.current}
        currency={page.currency}
        {...{ zone, locale }}
        takeBack={page.mayChange ? takeBack : null}
      >
        {!page.mayChange && (
          <p className="border-t pt-4 text-soft">
            {isStaff ? message(locale, 'plan.staffReads') : whoChanges(page.owners, locale)}
          </p>
        )}
        {change !== null && canCancel(page.current) && (
          <p className="border-t pt-4">
            <Link href={`${change}?type=cancel`} prefetch={false} className="link">
              {message(locale, 'plan.cancel')}
            </Link>
          </p>
        )}
      </CurrentPlan>
      <PlanOffers
        account={accountId}
        {...{ page, comparison, change, href, locale }}
        months={monthsAsked(asked.months)}
      />
      {isStaff && contracts.length > 0 && (
        <ContractForm
          account={accountId}
          terms={contracts}
          seats={page.current?.seats ?? 1}
          orderId={newId()}
          currency={page.currency}
          zone={zone}
        />
      )}
    </>
  );
}

/** The order that takes back what waits. Keeping all seats is asking for as many as there are. */
function takeBackOrder(what: 'plan' | 'cancel' | 'seats', seats = 1): Record<string, string> {
  switch (what) {
    case 'plan':
      return { type: 'undoChange' };
    case 'cancel':
      return { type: 'resume' };
    case 'seats':
      return { type: 'changeSeats', seats: String(seats) };
  }
}

function canCancel(current: Current | null): boolean {
  // A contract ends as it was agreed.
  return current?.billing === 'paid' && current.next?.type !== 'cancel';
}

function monthsAsked(asked: Asked[string]): number | null {
  return typeof asked === 'string' && /^\d{1,2}$/.test(asked) ? Number(asked) : null;
}
