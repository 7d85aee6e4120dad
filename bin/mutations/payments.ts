import { inDatabase, inUnit, type Mutation, type NamedTest } from './mutation';

const orders = (words: string): NamedTest => inDatabase('services/plans/orders.db.test.ts', words);
const paying = (words: string): NamedTest => inDatabase('services/payments/paying.db.test.ts', words);
const renewals = (words: string): NamedTest => inDatabase('services/payments/renewals.db.test.ts', words);
const askedInVain = (words: string): NamedTest => inDatabase('services/payments/asked-in-vain.db.test.ts', words);
const contracts = (words: string): NamedTest => inDatabase('services/plans/contracts.db.test.ts', words);
const crashes = (words: string): NamedTest => inDatabase('services/payments/crashes.db.test.ts', words);

/** Promises of plans and payments: once only, for what was shown, and nothing owed twice. */
export const ofThePayments: readonly Mutation[] = [
  {
    name: 'seats are prorated from when they were paid for, not from when they were ordered',
    file: 'lib/plans/seats.ts',
    find: 'const remaining = remainingOf(span, orderedAt);',
    replace: 'const remaining = remainingOf(span, at);',
    caughtBy: inUnit('lib/plans/preview.test.ts', 'however long the payment takes'),
  },
  {
    name: 'an order reaches into another period',
    file: 'lib/plans/ordered-at.ts',
    find: 'if (orderedAt <= at && header.period && orderedAt >= header.period.start) return ok(orderedAt);',
    replace: 'if (orderedAt <= at && header.period) return ok(orderedAt);',
    caughtBy: inUnit('lib/plans/preview.test.ts', 'is refused in another period', 'changePlan was not refused'),
  },
  {
    name: 'a renewal is tried a fourth time on another day',
    file: 'lib/plans/retries.ts',
    find: 'const RETRY_DAYS = [1, 3, 5] as const;',
    replace: 'const RETRY_DAYS = [1, 3, 6] as const;',
    caughtBy: renewals('is tried again after 1, 3 and 5 days'),
  },
  {
    name: 'a preview is good for ever',
    file: 'services/plans/begin-order.ts',
    find: "if (context.clock.now() > shown.validUntil) return { type: 'outdated' };",
    replace: '',
    caughtBy: orders('older than ten minutes'),
  },
  {
    name: 'a preview of another account is good',
    file: 'services/plans/place-order.ts',
    find: 'if (!shown || shown.accountId !== accountId || ',
    replace: 'if (!shown || ',
    caughtBy: orders('made for another account'),
  },
  {
    name: 'figures that do not come out any more are paid all the same',
    file: 'services/plans/begin-order.ts',
    find: "if (figures.net !== net || !isKept(promise, figures, state.subscription)) return { type: 'outdated' };",
    replace: '',
    caughtBy: orders('do not come out any more is shown anew'),
  },
  {
    name: 'an order is not looked for where it was begun before',
    file: 'services/plans/begin-order.ts',
    find: 'if (earlier) return earlier;',
    replace: '',
    caughtBy: paying('twenty times at once'),
  },
  {
    name: 'two changes of the plan wait for their money at once',
    file: 'services/plans/begin-order.ts',
    find: 'if (other) return other;',
    replace: '',
    caughtBy: paying('another change of the plan is refused'),
  },
  {
    name: 'money that comes after a cancellation takes the cancellation back',
    file: 'services/payments/promise.ts',
    find: 'return same && figures.gives === gives',
    replace: 'return figures.gives === gives',
    caughtBy: paying('a cancellation has come between'),
  },
  {
    name: 'an answer that was recorded is recorded again',
    file: 'services/payments/record-answer.ts',
    find: 'if (isDecided(attempt) && !isLate) return attempt;',
    replace: '',
    caughtBy: renewals('ten workers are at it at once'),
  },
  {
    name: 'a payment that was cut short is not gone on with',
    file: 'services/payments/due-payments.ts',
    find: "    case 'pending':\n    case 'giving_back':\n      return at;",
    replace: "    case 'pending':\n    case 'giving_back':\n      return null;",
    caughtBy: crashes('made good by the next look'),
  },
  {
    name: 'an invoice stays open that is not owed any more',
    file: 'services/payments/void-not-owed.ts',
    find: "await voidInvoice(tx, accountId, number, at, 'not_owed');",
    replace: 'void number;',
    caughtBy: renewals('less than it was issued for'),
  },
  {
    name: 'a suspended subscription is tried again by itself',
    file: 'services/payments/next-step.ts',
    find: " || state.subscription?.status === 'suspended') return null;",
    replace: ') return null;',
    caughtBy: renewals('an outage of the whole grace'),
  },
  {
    name: 'an invoice takes a number that is taken',
    file: 'db/payments/invoices.ts',
    find: 'WHERE account_id = ${accountId}), 0) + 1, ${reason},',
    replace: 'WHERE account_id = ${accountId}), 0) + 2, ${reason},',
    caughtBy: paying('numbered without a gap'),
  },
  {
    name: 'the built-in provider books an attempt for each time that it is asked',
    file: 'db/payments/built-in.ts',
    find: 'VALUES (${accountId}, ${attemptId}, ${status}, ${String(amount)}::bigint, ${currency},',
    replace: 'VALUES (${accountId}, gen_random_uuid(), ${status}, ${String(amount)}::bigint, ${currency},',
    caughtBy: paying('twenty times at once'),
  },
  {
    name: 'a contract is for anybody to take',
    file: 'lib/plans/contract.ts',
    find: 'ids.push(order.planId);',
    replace: 'ids.push();',
    caughtBy: orders('of a contract is not for the customer to take'),
  },
  {
    name: 'a contract is for anybody to leave',
    file: 'lib/plans/contract.ts',
    find: 'const ids = [on?.planId, ',
    replace: 'const ids = [',
    caughtBy: contracts('is not for the customer to change'),
  },
  {
    name: 'a contract that is not paid for goes on for ever',
    file: 'services/payments/overdue.ts',
    find: "if (reason === 'contract' && isContract(",
    replace: "if (reason === 'order' && isContract(",
    caughtBy: contracts('not paid in time is in grace'),
  },
  {
    name: 'a contract that is paid late stays suspended',
    file: 'services/payments/record-answer.ts',
    find: "if (invoice.reason === 'contract') await payContract(recording);",
    replace: '',
    caughtBy: contracts('not paid in time is in grace'),
  },
  {
    name: 'a card that is declined starts the grace before the invoice is due',
    file: 'services/payments/record-decline.ts',
    find: "command?.type === 'renew' && dueAt <= at",
    replace: "command?.type === 'renew'",
    caughtBy: inDatabase('services/payments/by-hand.db.test.ts', 'begins no grace'),
  },
  {
    name: 'a provider is away only where a port is closed',
    file: 'services/payments/ask-provider.ts',
    find: 'throw providerAway(err);',
    replace: 'throw err;',
    caughtBy: inUnit('services/payments/ask-provider.test.ts', 'where a call rejects with'),
  },
  {
    name: 'a provider that has nothing new to say is asked again at once',
    file: 'services/payments/collect.ts',
    find: 'if (isDue(known, at)) await askLater(context, known, attempt);',
    replace: '',
    caughtBy: { ...askedInVain('is asked about once'), says: 'does not come to an end' },
  },
  {
    name: 'payments that can not be cleared are always the first to be gone on with',
    file: 'services/payments/collect.ts',
    find: 'if (isProviderAway(error)) await askLater(context, known, attempt);',
    replace: '',
    caughtBy: askedInVain('keep nobody else from their turn'),
  },
  {
    name: 'a debit that makes the rule ask for packs tells the worker nothing',
    file: 'services/ledger/run-commands.ts',
    find: 'if (decided.value.topUp !== null) wishing.add(item.accountId);',
    replace: '',
    caughtBy: inDatabase('services/plans/set-top-up.db.test.ts', 'as soon as a debit goes below the threshold'),
  },
  {
    name: 'a tax id of any look lifts a tax',
    file: 'lib/plans/taxes-file.ts',
    find: "return plain !== '' && (!wanted || wanted.test(plain));",
    replace: "return plain !== '';",
    caughtBy: inUnit('lib/plans/taxes-file.test.ts', 'taxes by where an invoice goes'),
  },
];
