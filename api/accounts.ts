import { createAccount, newAccountInput } from '@/services/accounts/create-account';
import { giveCredits, grantInput } from '@/services/accounts/grant-credits';
import { makeLink, newLinkInput } from '@/services/portal/make-link';
import { answerChange, type Call, type Route } from './route';
import { accountSchema } from './schemas/account';
import { givenGrantSchema } from './schemas/grant';
import { portalLinkSchema } from './schemas/portal-link';
import { withAccount } from './with-account';

const tag = 'Accounts';

export const accountRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/accounts',
    id: 'createAccount',
    tag,
    summary: 'Make an account',
    description:
      'An account of your customer, under your own id, on a plan, with what it had elsewhere. There is one for each id of yours. A paid plan is taken as paid: you send the invoices. Credits that come once per person come once per id of yours, whatever becomes of the account.',
    scope: 'accounts:write',
    idempotency: 'header',
    body: newAccountInput,
    answer: { status: 201, description: 'The account.', schema: accountSchema },
    problems: ['external_id_taken', 'unknown_plan', 'invalid_quantity', 'invalid_time'],
    handle: (call) => answerChange(call, (input, key) => createAccount(call.context, call.actor, input, key)),
  },
  {
    method: 'POST',
    path: '/accounts/{account}/grants',
    id: 'createGrant',
    tag,
    summary: 'Give an account credits',
    description: 'Credits that no plan gives: goodwill, a promotion, a contract, or what was owned elsewhere.',
    scope: 'accounts:write',
    idempotency: 'header',
    body: grantInput,
    answer: { status: 201, description: 'What was given, or promised for later.', schema: givenGrantSchema },
    problems: ['invalid_amount', 'invalid_time', 'change_not_possible'],
    handle: (call) => changeAccount(call, giveCredits),
  },
  {
    method: 'POST',
    path: '/accounts/{account}/portal-links',
    id: 'createPortalLink',
    tag,
    summary: 'Let your signed-in customer into the portal',
    description:
      'A link that signs your customer in without a password. It works once and for a few minutes: make it when they click, and send them there at once. Only a key of your own server can make one, since it says who comes in. It is not shown again: the same Idempotency-Key is answered with `shown_once`.',
    scope: 'accounts:write',
    idempotency: 'header',
    body: newLinkInput,
    answer: { status: 201, description: 'The link.', schema: portalLinkSchema },
    problems: ['shown_once'],
    handle: (call) => changeAccount(call, makeLink),
  },
];

/** Has the account of the path changed. */
function changeAccount(call: Call, change: typeof giveCredits | typeof makeLink) {
  return withAccount(call, async (accountId) =>
    answerChange(call, (input, key) => change(call.context, call.actor, accountId, input, key)),
  );
}
