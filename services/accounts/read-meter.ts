import { readPeriodUsage } from '@/db/reads/usage';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { meterOf, type Meter } from '@/lib/usage/meter';
import type { Zone } from '@/lib/time';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';

/** An account's name tag and its meter, as plain data. */
export interface AccountMeter {
  account: {
    id: Id;
    name: string;
    catalog: { id: string; name: string };
    zone: Zone;
    locale: string;
    currency: string;
    /** Carries a clock of its own that stands still until it is moved. */
    isTest: boolean;
  };
  meter: Meter;
}

/** What the account has, what used it, and what comes next. Fails as lib/access says. */
export async function readMeter(context: Context, actor: Actor, accountId: Id): Promise<Result<AccountMeter>> {
  const read = await readSettled(context, actor, accountId, 'account.read', (tx, state) =>
    state.header.period ? readPeriodUsage(tx, accountId, state.header.period.start) : Promise.resolve([]),
  );
  if (!read.ok) return read;
  const { account, state, catalog, now, more: usage } = read.value;
  return ok({
    account: {
      id: account.accountId,
      name: account.name,
      catalog: { id: catalog.id, name: catalog.name },
      zone: account.zone,
      locale: account.locale,
      currency: account.currency,
      isTest: account.clockAt !== null,
    },
    meter: meterOf(state, catalog, usage, account.zone, now),
  });
}
