'use client';

import dynamic from 'next/dynamic';
import { AccountDetails } from '@/components/frame/account-details';
import type { AccountMenuProps } from '@/components/frame/account-menu';
import { createContext, use } from 'react';

/** The menu's code is larger than the page's: it comes after the page, and a plain list of links stands in for it. */
const Current = createContext<AccountMenuProps | null>(null);

const Menu = dynamic(() => import('@/components/frame/account-menu'), {
  ssr: false,
  loading: function StandIn() {
    const props = use(Current);
    return props && <AccountDetails {...props} />;
  },
});

export function AccountSwitcher(props: AccountMenuProps) {
  return (
    <Current value={props}>
      <Menu {...props} />
    </Current>
  );
}
