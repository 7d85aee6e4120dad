'use client';

import { usePathname } from 'next/navigation';
import type { ComponentProps } from 'react';
import { AccountNotices } from '@/components/notice/account-notices';

/** The account's notices. The plan page says itself what is owed, so that there it is not said twice. */
export function AccountNoticesSlot(
  props: Omit<ComponentProps<typeof AccountNotices>, 'tellsPayment'> & { plan: string },
) {
  const { plan, ...notices } = props;
  return <AccountNotices {...notices} tellsPayment={usePathname() !== plan} />;
}
