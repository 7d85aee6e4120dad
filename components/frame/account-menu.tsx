import { Check, ChevronsUpDown } from 'lucide-react';
import Link from 'next/link';
import { AccountTag } from './account-tag';
import { LinkPopover } from './link-popover';

interface Props {
  current: string;
  accounts: readonly { id: string; name: string; product: string }[];
  label: string;
}

/** Switches between the accounts that one is a member of. */
export function AccountMenu({ current, accounts, label }: Props) {
  const shown = accounts.find((each) => each.id === current);
  return (
    <LinkPopover
      label={`${label}: ${shown?.name ?? ''}`}
      button={
        <>
          <AccountTag name={shown?.name ?? ''} product={shown?.product ?? ''} />
          <ChevronsUpDown size={16} aria-hidden="true" className="shrink-0 text-soft" />
        </>
      }
      buttonClass="flex w-full min-w-0 items-center justify-between gap-2 rounded-card border px-2 py-1.5 hover:bg-raised"
      place="top-16 left-4 mt-1 w-72 [position-area:bottom_span-right] supports-[position-area:bottom]:inset-auto"
    >
      {accounts.map(({ id, name, product }) => (
        <li key={id}>
          <Link
            href={`/accounts/${id}/usage`}
            prefetch={false}
            aria-current={id === current ? 'true' : undefined}
            className="flex items-center justify-between gap-2 rounded-card px-2 py-2 hover:bg-raised"
          >
            <AccountTag name={name} product={product} />
            {id === current && <Check size={16} aria-hidden="true" className="shrink-0" />}
          </Link>
        </li>
      ))}
    </LinkPopover>
  );
}
