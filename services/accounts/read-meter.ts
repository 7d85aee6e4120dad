import type { Transaction } from '@/db/client';
import { readPeriodUsage, readUsedByDay } from '@/db/reads/usage';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Micro } from '@/lib/credits';
import { addDays, dayIn, type Day, type Zone } from '@/lib/time';
import { SAMPLE_DAYS_MAX } from '@/lib/usage/forecast';
import { meterOf, type Meter } from '@/lib/usage/meter';
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
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx, state, { zone, clockAt }) => ({
    usage: state.header.period ? await readPeriodUsage(tx, accountId, state.header.period.start) : [],
    usedByDay: await lastWholeDays(tx, accountId, dayIn(zone, clockAt ?? context.clock.now())),
  }));
  if (!read.ok) return read;
  const { account, state, catalog, now, more } = read.value;
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
    meter: meterOf(state, catalog, more.usage, account.zone, now, more.usedByDay),
  });
}

/** What each of the days before today used, as far back as there is any record, and no further than a forecast looks. */
async function lastWholeDays(tx: Transaction, accountId: Id, today: Day): Promise<Micro[]> {
  const from = addDays(today, -SAMPLE_DAYS_MAX);
  const { used, since } = await readUsedByDay(tx, accountId, { from, to: addDays(today, -1) });
  const days: Micro[] = [];
  if (since === null) return days;
  for (let day = since > from ? since : from; day < today; day = addDays(day, 1)) days.push(used.get(day) ?? 0n);
  return days;
}
