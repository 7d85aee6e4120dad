import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { accountMeter } from '@/app/account/account-meter';
import { MeterStrip } from '@/app/account/meter-strip';
import { currentActor } from '@/app/auth/current-actor';
import { MoveClockForm } from '@/app/support/move-clock-form';
import { PendingRoom, RoomSlot } from '@/app/frame/pending-room';
import { StaffShell } from '@/app/frame/staff-shell';
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

/** The frame of an account for support: the same views, marked as somebody else's. */
export default async function StaffAccountLayout(props: { params: Promise<{ account: string }>; children: ReactNode }) {
  const { account: id } = await props.params;
  const usage = `/support/accounts/${id}`;
  const [activity, balance] = [`${usage}/activity`, `${usage}/balance`];
  const calculator = `${usage}/calculator`;
  const [plan, billing] = [`${usage}/plan`, `${usage}/billing`];
  const read = await accountMeter(id, usage);
  const actor = await currentActor();
  // Members see their account in their own frame; this one is for staff only.
  if (actor.kind !== 'person' || actor.staff === 'none') notFound();

  const { name, catalog } = read.account;
  return (
    <LiveAccount key={id} initial={read}>
      <PendingRoom>
        <StaffShell
          tag={{ name, product: catalog.name }}
          note={message('en', 'frame.staffOf', { account: name })}
          rooms={[
            { href: usage, label: message('en', 'room.usage'), icon: 'usage' },
            { href: activity, label: message('en', 'room.activity'), icon: 'activity' },
            { href: balance, label: message('en', 'room.balance'), icon: 'balance' },
            { href: plan, label: message('en', 'room.plan'), icon: 'plan' },
            { href: billing, label: message('en', 'room.billing'), icon: 'billing', under: [`${usage}/invoices`] },
            { href: calculator, label: message('en', 'room.calculator'), icon: 'calculator' },
          ]}
          foot={<SmallMeter />}
          strips={
            <>
              <TestClockStrip>
                <MoveClockForm />
              </TestClockStrip>
              <MeterStrip usage={usage} />
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
        </StaffShell>
      </PendingRoom>
    </LiveAccount>
  );
}
