import { ChevronsUpDown } from 'lucide-react';
import Link from 'next/link';
import { AccountTag } from './account-tag';
import type { AccountMenuProps } from './account-menu';

/** The account menu before its code has arrived, and for good where no scripts run: the same look, plain links. */
export function AccountDetails({ current, accounts, label }: AccountMenuProps) {
  const shown = accounts.find((each) => each.id === current);
  return (
    <details className="relative">
      <summary
        aria-label={`${label}: ${shown?.name ?? ''}`}
        className="flex w-full min-w-0 list-none items-center justify-between gap-2 rounded-card border px-2 py-1.5 hover:bg-raised [&::-webkit-details-marker]:hidden"
      >
        <AccountTag name={shown?.name ?? ''} product={shown?.product ?? ''} />
        <ChevronsUpDown size={16} aria-hidden="true" className="shrink-0 text-soft" />
      </summary>
      <ul className="absolute z-50 mt-1 w-72 max-w-[90vw] rounded-card border border-edge bg-surface p-1">
        {accounts.map(({ id, name, product }) => (
          <li key={id}>
            <Link
              href={`/accounts/${id}/usage`}
              prefetch={false}
              className="block rounded-card px-2 py-2 hover:bg-raised"
            >
              <AccountTag name={name} product={product} />
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
