import type { z } from 'zod';
import type { Actor } from '@/lib/access/actor';
import type { Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { entriesQuery, listEntries } from '@/services/accounts/list-entries';
import { grantsQuery, listGrants } from '@/services/accounts/list-grants';
import { readAccount } from '@/services/accounts/read-account';
import { readBalance } from '@/services/accounts/read-balance';
import { readMeter } from '@/services/accounts/read-meter';
import { readUsage, usageQuery } from '@/services/accounts/read-usage';
import type { Context } from '@/services/context';
import { problem } from './problems';
import { answerRead, readQuery, type Call, type Route } from './route';
import { accountSchema, balanceSchema } from './schemas/account';
import { entryPageSchema } from './schemas/entry';
import { grantPageSchema } from './schemas/grant';
import { meterSchema } from './schemas/meter';
import { usageSchema } from './schemas/usage';
import { withAccount } from './with-account';

const asked = { method: 'GET', tag: 'Accounts', scope: 'accounts:read', idempotency: null, problems: [] } as const;

export const accountReadRoutes: readonly Route[] = [
  {
    ...asked,
    path: '/accounts/{account}',
    id: 'getAccount',
    summary: 'What an account is, and what it is on',
    answer: { status: 200, description: 'The account.', schema: accountSchema },
    handle: (call) => answerAbout(call, readAccount),
  },
  {
    ...asked,
    path: '/accounts/{account}/balance',
    id: 'getBalance',
    summary: 'What an account can spend now',
    answer: { status: 200, description: 'The balance.', schema: balanceSchema },
    handle: (call) => answerAbout(call, readBalance),
  },
  {
    ...asked,
    path: '/accounts/{account}/meter',
    id: 'getMeter',
    summary: 'What an account has, what used it, and what comes next',
    description: 'The figures of the portal: for a meter of your own, with the same numbers.',
    answer: { status: 200, description: 'The meter.', schema: meterSchema },
    handle: (call) => answerAbout(call, readMeter),
  },
  {
    ...asked,
    path: '/accounts/{account}/grants',
    id: 'listGrants',
    summary: 'Where an account has its credits from',
    description: 'Every lot of credits that is open, in the order in which they pay. With `all=1`, closed ones too.',
    query: grantsQuery,
    answer: { status: 200, description: 'The grants.', schema: grantPageSchema },
    handle: (call) => answerQuery(call, grantsQuery, listGrants),
  },
  {
    ...asked,
    path: '/accounts/{account}/entries',
    id: 'listEntries',
    summary: 'Every movement of credits',
    description:
      'Newest first. To read what is new since the last time, send the last number that you know as `after`. A page looks at a bounded number of entries: it may have few or none and yet a `next`.',
    query: entriesQuery,
    answer: { status: 200, description: 'A page of entries.', schema: entryPageSchema },
    handle: (call) => answerQuery(call, entriesQuery, listEntries),
  },
  {
    ...asked,
    path: '/accounts/{account}/usage',
    id: 'getUsage',
    summary: 'What credits were used for',
    description:
      'By feature, model, project, member or day, in the current period or between two days: the same total.',
    query: usageQuery,
    answer: { status: 200, description: 'The sums.', schema: usageSchema },
    handle: (call) => answerQuery(call, usageQuery, readUsage),
  },
];

type Read = (context: Context, actor: Actor, accountId: Id) => Promise<Result<unknown>>;

function answerAbout(call: Call, read: Read) {
  return withAccount(call, async (accountId) => answerRead(await read(call.context, call.actor, accountId)));
}

function answerQuery<T extends z.ZodObject>(
  call: Call,
  schema: T,
  read: (context: Context, actor: Actor, accountId: Id, query: z.output<T>) => Promise<Result<unknown>>,
) {
  return withAccount(call, async (accountId) => {
    const query = readQuery(schema, call.request);
    return query.ok ? answerRead(await read(call.context, call.actor, accountId, query.value)) : problem(query.error);
  });
}
