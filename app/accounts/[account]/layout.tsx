import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { accountMeter } from '@/app/account/account-meter';
import { AccountNoticesSlot } from '@/app/account/account-notices-slot';
import { dismissNoticeAction } from '@/app/account/dismiss-notice-action';
import { MeterStrip } from '@/app/account/meter-strip';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { AddressNotice } from '@/app/frame/address-notice';
import { PendingRoom, RoomSlot } from '@/app/frame/pending-room';
import { Rooms } from '@/app/frame/rooms';
import { SignOut } from '@/app/frame/sign-out';
import { AccountMenu } from '@/components/frame/account-menu';
import { AccountTag } from '@/components/frame/account-tag';
import { Shell } from '@/components/frame/shell';
import {
  ActivitySkeleton,
  BalanceSkeleton,
  BillingSkeleton,
  CalculatorSkeleton,
  PlanSkeleton,
  UsageSkeleton,
} from '@/components/frame/skeletons';
import { TestClockStrip } from '@/components/frame/test-clock-strip';
import { LiveAccount } from '@/components/meter/live-account';
import { SmallMeter } from '@/components/meter/small-meter';
import { message } from '@/lib/messages/message';
import { readNotices } from '@/services/accounts/read-notices';
import { readOpenAddress } from '@/services/people/ask-address-link';
import { listOwnAccounts } from '@/services/people/list-own-accounts';
import { readPlayground } from '@/services/playground/read-playground';
import { getContext } from '@/services/runtime';

/** The frame of an account for its own members. */
export default async function AccountLayout(props: { params: Promise<{ account: string }>; children: ReactNode }) {
  const { account: id } = await props.params;
  const [usage, activity, balance] = ['usage', 'activity', 'balance'].map((room) => `/accounts/${id}/${room}`) as [
    string,
    string,
    string,
  ];
  const read = await accountMeter(id, usage);
  const own = opened(await listOwnAccounts(await getContext(), await currentActor()), usage);
  // Staff may see it, but in the staff frame: nobody should take it for their own.
  if (!own.some((each) => each.id === id)) redirect(`/support/accounts/${id}`);

  const { locale, name, catalog } = read.account;
  const calculator = `/accounts/${id}/calculator`;
  const playground = `/accounts/${id}/playground`;
  const [plan, billing, invoices] = [`/accounts/${id}/plan`, `/accounts/${id}/billing`, `/accounts/${id}/invoices`];
  const { isOpen } = opened(await readPlayground(await getContext(), await currentActor(), id), playground);
  const facts = opened(await readNotices(await getContext(), await currentActor(), id), usage);
  const open = await readOpenAddress(await getContext(), await currentActor());
  // Who pays sees what is paid.
  const isOwner = facts.owners === null;
  const choices = own.map((each) => ({ id: each.id, name: each.name, product: each.catalogName }));
  return (
    <LiveAccount key={id} initial={read}>
      <PendingRoom>
        <Shell
          locale={locale}
          home={usage}
          account={
            choices.length > 1 ? (
              <AccountMenu current={id} accounts={choices} label={message(locale, 'frame.switch')} />
            ) : (
              <div className="lg:px-2">
                <AccountTag name={name} product={catalog.name} />
              </div>
            )
          }
          rooms={
            <Rooms
              rooms={[
                { href: usage, label: message(locale, 'room.usage'), icon: 'usage' },
                { href: activity, label: message(locale, 'room.activity'), icon: 'activity' },
                { href: balance, label: message(locale, 'room.balance'), icon: 'balance' },
                { href: `/prices/${catalog.id}`, label: message(locale, 'room.prices'), icon: 'prices' },
                { href: plan, label: message(locale, 'room.plan'), icon: 'plan', under: [plan] },
                ...(isOwner
                  ? [
                      {
                        href: billing,
                        label: message(locale, 'room.billing'),
                        icon: 'billing' as const,
                        under: [invoices],
                      },
                    ]
                  : []),
                { href: calculator, label: message(locale, 'room.calculator'), icon: 'calculator' },
                ...(isOpen
                  ? [{ href: playground, label: message(locale, 'room.playground'), icon: 'playground' as const }]
                  : []),
              ]}
              more={message(locale, 'room.more')}
            />
          }
          foot={<SmallMeter />}
          signOut={<SignOut locale={locale} />}
          strips={
            <>
              <TestClockStrip />
              <MeterStrip usage={usage} />
              {open && <AddressNotice open={open} locale={locale} />}
              <AccountNoticesSlot facts={facts} dismiss={dismissNoticeAction} plan={plan} />
            </>
          }
        >
          <RoomSlot
            skeletons={{
              [usage]: <UsageSkeleton />,
              [activity]: <ActivitySkeleton />,
              [balance]: <BalanceSkeleton />,
              [plan]: <PlanSkeleton />,
              [billing]: <BillingSkeleton />,
              [calculator]: <CalculatorSkeleton />,
            }}
          >
            {props.children}
          </RoomSlot>
        </Shell>
      </PendingRoom>
    </LiveAccount>
  );
}
