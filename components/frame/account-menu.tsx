'use client';

import { Menu } from '@base-ui/react/menu';
import { Check, ChevronsUpDown } from 'lucide-react';
import Link from 'next/link';
import { AccountTag } from './account-tag';

export interface AccountChoice {
  id: string;
  name: string;
  product: string;
}

export interface AccountMenuProps {
  current: string;
  accounts: readonly AccountChoice[];
  label: string;
}

/** Switches between the accounts that one is a member of. */
export default function AccountMenu({ current, accounts, label }: AccountMenuProps) {
  const shown = accounts.find((each) => each.id === current);
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className="flex w-full min-w-0 items-center justify-between gap-2 rounded-card border px-2 py-1.5 hover:bg-raised"
        aria-label={`${label}: ${shown?.name ?? ''}`}
      >
        <AccountTag name={shown?.name ?? ''} product={shown?.product ?? ''} />
        <ChevronsUpDown size={16} aria-hidden="true" className="shrink-0 text-soft" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-50">
          <Menu.Popup className="max-h-[70dvh] w-72 max-w-[90vw] overflow-auto rounded-card border border-edge bg-surface p-1 outline-none">
            {accounts.map(({ id, name, product }) => (
              <Menu.LinkItem
                key={id}
                closeOnClick
                render={<Link href={`/accounts/${id}/usage`} prefetch={false} />}
                aria-current={id === current ? 'true' : undefined}
                className="flex items-center justify-between gap-2 rounded-card px-2 py-2 data-[highlighted]:bg-raised"
              >
                <AccountTag name={name} product={product} />
                {id === current && <Check size={16} aria-hidden="true" className="shrink-0" />}
              </Menu.LinkItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
