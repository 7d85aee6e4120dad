import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { ChangeForm } from '@/app/plan/change-form';
import { methodText } from '@/components/billing/line-words';
import { orderName } from '@/components/change/order-words';
import { PreviewFigures } from '@/components/change/preview-figures';
import { PageHead } from '@/components/frame/page-head';
import { Notice } from '@/components/notice/notice';
import { momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Asked } from '@/lib/usage/activity-filter';
import type { OrderPreview, PlanPage } from '@/services/plans/plan-answers';
import { previewOrder } from '@/services/plans/preview-order';
import { readPlan } from '@/services/plans/read-plan';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';
import { UpgradeChoices } from './upgrade-choices';

interface Props {
  accountId: string;
  home: string;
  searchParams: Promise<Asked>;
}

/** The preview of a change, reckoned anew whenever the page is opened; nothing is done before the button is pressed. */
export async function ChangeRoom({ accountId, home, searchParams }: Props) {
  const asked = await searchParams;
  const order = new URLSearchParams(textsOf(asked)).toString();
  const href = `${home}/plan/change?${order}`;
  // Whoever has to choose a way to pay first comes back here.
  const then = new URLSearchParams({ then: order });
  const [context, actor] = [await getContext(), await currentActor()];
  const { locale, zone } = (await accountMeter(accountId, href)).account;
  const page = opened(await readPlan(context, actor, accountId), href);
  const previewed = await previewOrder(context, actor, accountId, textsOf(asked));
  const code = previewed.ok ? null : previewed.error.code;
  // What can't be done is said in words; who may not ask is the frame's business.
  if (code === 'unauthenticated' || code === 'not_found' || code === 'forbidden') opened(previewed, href);
  const back = (
    <p>
      <Link href={`${home}/plan`} prefetch={false} className="link inline-flex min-h-8 items-center gap-1.5">
        <ArrowLeft size={16} aria-hidden="true" />
        {message(locale, 'change.back')}
      </Link>
    </p>
  );
  if (!previewed.ok) {
    return (
      <>
        <div className="grid gap-3">
          {back}
          <PageHead title={message(locale, 'change.notPossible')} />
        </div>
        <Notice tone="soon" role="status">
          {message(locale, `error.${previewed.error.code}`, { minutes: 1 })}
        </Notice>
      </>
    );
  }
  const preview = previewed.value;
  const names = Object.fromEntries([...page.addOns, ...page.packs].map(({ id, name }) => [id, name]));
  const figures = <PreviewFigures preview={preview} zone={zone} locale={locale} />;
  const moment = momentText(locale, zone, preview.effectiveAt, true);
  return (
    <>
      <div className="grid gap-3">
        {back}
        <PageHead title={orderName(locale, preview, (id) => names[id] ?? id)}>
          {message(locale, preview.when === 'now' ? 'change.when.now' : 'change.when.end', { moment })}{' '}
          {message(locale, 'change.words')}
        </PageHead>
      </div>
      <UpgradeChoices {...{ preview, page, locale }} href={`${home}/plan/change`} />
      <ChangeForm
        account={accountId}
        {...{ preview, names, zone, locale }}
        isHigher={isHigher(preview, page)}
        figures={figures}
      >
        {preview.due > 0 && <Payment {...{ preview, locale }} billing={`${home}/billing?${then.toString()}#method`} />}
      </ChangeForm>
      <p>
        <Link href={`${home}/plan`} prefetch={false} className="link inline-flex min-h-8 items-center">
          {message(locale, 'change.keep')}
        </Link>
      </p>
    </>
  );
}

/** How it is paid, and the way to pay in another way. */
function Payment({ preview, billing, locale }: { preview: OrderPreview; billing: string; locale: string }) {
  const { method, needsMethod } = preview;
  return (
    <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
      <p>
        {needsMethod
          ? message(locale, 'change.methodNone')
          : message(locale, 'change.method', { method: methodText(locale, method) })}
      </p>
      <Link href={billing} prefetch={false} className="link inline-flex min-h-8 items-center">
        {message(locale, needsMethod ? 'change.methodSet' : 'change.methodOther')}
      </Link>
    </div>
  );
}

function isHigher({ before, after }: OrderPreview, { plans }: PlanPage): boolean {
  const rank = (id: string | undefined) => plans.findIndex((plan) => plan.id === id);
  return rank(after?.planId) > rank(before?.planId);
}

/** What the address asks for, each thing once. */
function textsOf(asked: Asked): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asked).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
}
