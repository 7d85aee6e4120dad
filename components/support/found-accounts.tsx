import Link from 'next/link';
import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { FoundAccount } from '@/services/support/find-accounts';

/** The accounts of a person, each with what is left in it and who else belongs to it. */
export function FoundAccounts({ email, accounts }: { email: string; accounts: readonly FoundAccount[] }) {
  if (accounts.length === 0) return <p role="status">{message('en', 'find.none', { email })}</p>;
  return (
    <section aria-labelledby="found" className="grid gap-3">
      <h2 id="found" className="text-base">
        {message('en', 'find.found', { count: accounts.length, email })}
      </h2>
      <ul className="grid gap-3">
        {accounts.map((account) => (
          <li key={account.id} className="relative grid gap-1 rounded-card border bg-surface p-4 hover:border-edge">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6">
              <Link
                href={`/support/accounts/${account.id}`}
                prefetch={false}
                className="link min-w-0 font-strong break-words after:absolute after:inset-0"
              >
                {account.name}
              </Link>
              <span className="figures font-strong">{creditsText('en', account.available)}</span>
            </div>
            <p className="text-soft">
              {account.planName
                ? message('en', 'find.plan', { catalog: account.catalogName, plan: account.planName })
                : message('en', 'find.noPlan', { catalog: account.catalogName })}
            </p>
            <ul className="text-soft">
              {account.members.map(({ name, email: address, role }, index) => (
                <li key={index} className="break-words">
                  {message('en', 'find.member', {
                    name,
                    email: address ?? message('en', 'find.fromProduct'),
                    role: message('en', `role.${role}`),
                  })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
