import { z } from 'zod';
import { readBalance } from '@/services/accounts/read-balance';
import { resolveAccount } from '@/services/accounts/resolve-account';
import { problem } from './problems';
import { answerRead, type Route } from './route';

const tag = 'Accounts';

export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts/{account}/balance',
    id: 'getBalance',
    tag,
    summary: 'What an account can spend now',
    scope: 'accounts:read',
    idempotency: null,
    answer: { status: 200, description: 'The balance.', schema: z.looseObject({}) },
    problems: [],
    handle: async ({ context, actor, parameters }) => {
      const account = await resolveAccount(context, actor, parameters.account!);
      return account.ok ? answerRead(await readBalance(context, actor, account.value)) : problem(account.error);
    },
  },
];
