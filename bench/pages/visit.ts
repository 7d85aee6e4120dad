import { theProgram } from '@/lib/access/actor';
import type { Id } from '@/lib/ids';
import { listPeriods } from '@/services/accounts/list-periods';
import type { Place } from '../place/database';
import type { Server } from '../place/servers';
import { signIn, type Visitor } from './visitor';

/** Somebody who is signed in, and where the pages of their account are. */
export interface Visit {
  visitor: Visitor;
  paths: Record<'dashboard' | 'activity' | 'balance' | 'statements' | 'statement', string>;
}

/** Signs the person in; the statement is that of the last period that is over or, in a first period, its own. */
export async function visit(
  { owner, context }: Place,
  { port }: Server,
  { accountId, personId }: { accountId: Id; personId: Id },
): Promise<Visit> {
  const listed = await listPeriods(context, theProgram, { accountId, before: null });
  if (!listed.ok) throw new Error(listed.error.detail);
  const { periods } = listed.value;
  const last = periods.find(({ isRunning }) => !isRunning) ?? periods[0]!;
  const room = (name: string) => `/accounts/${accountId}/${name}`;
  return {
    visitor: await signIn(owner, port, personId),
    paths: {
      dashboard: room('usage'),
      activity: room('activity'),
      balance: room('balance'),
      statements: room('statements'),
      statement: room(`statements/${last.name}`),
    },
  };
}
