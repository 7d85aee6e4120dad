import { inUnit, type Mutation } from './mutation';

/** Promises of the plans' rules: periods, what is carried over, proration, grace, packs bought by themselves. */
export const ofThePlans: readonly Mutation[] = [
  {
    name: 'a renewal carries more than its cap',
    file: 'lib/plans/carry-over.ts',
    find: 'let excess = carried - cap;',
    replace: 'let excess = carried - cap - 1n;',
    caughtBy: inUnit('lib/plans/carry-over.test.ts', 'a renewal that carries'),
  },
  {
    name: 'held credits are carried beyond the cap',
    file: 'lib/plans/carry-over.ts',
    find: 'sum + grant.available + grant.held, 0n)',
    replace: 'sum + grant.available, 0n)',
    caughtBy: inUnit('lib/plans/carry-over.test.ts', 'held credits counts them'),
  },
  {
    name: 'goodwill counts towards what is carried, and is trimmed',
    file: 'lib/plans/carry-over.ts',
    find: '[...draft.grants.values()].filter((grant) => grant.recurring);',
    replace: '[...draft.grants.values()];',
    caughtBy: inUnit('lib/plans/carry-over.test.ts', 'a renewal that carries'),
  },
  {
    name: 'periods are chained one to another, and lose the 31st',
    file: 'lib/plans/periods.ts',
    find: 'end: addMonthsUtc(anchor, (index + 1) * intervalMonths),',
    replace: 'end: addMonthsUtc(addMonthsUtc(anchor, index * intervalMonths), intervalMonths),',
    caughtBy: inUnit('lib/plans/periods.test.ts', 'leave no millisecond between them'),
  },
  {
    name: 'prorated credits are rounded up',
    file: 'lib/plans/proration.ts',
    find: 'credits: down,',
    replace: 'credits: up,',
    caughtBy: inUnit('lib/plans/proration.test.ts', 'what is left of a period'),
  },
  {
    name: 'prorated money is charged rounded down',
    file: 'lib/plans/proration.ts',
    find: 'charge: up,',
    replace: 'charge: down,',
    caughtBy: inUnit('lib/plans/proration.test.ts', 'what is left of a period'),
  },
  {
    name: 'prorated money is given back rounded up',
    file: 'lib/plans/proration.ts',
    find: 'giveBack: down',
    replace: 'giveBack: up',
    caughtBy: inUnit('lib/plans/proration.test.ts', 'what is left of a period'),
  },
  {
    name: 'each declined payment starts the grace anew',
    file: 'lib/plans/decline-payment.ts',
    find: 'if (subscription.graceEndsAt !== null) return ok(null);',
    replace: '',
    caughtBy: inUnit('lib/plans/decline-payment.test.ts', 'changes nothing the second time'),
  },
  {
    name: 'the grace begins when the period ends, and an outage of ours suspends people',
    file: 'lib/plans/decline-payment.ts',
    find: 'graceEndsAt: at + catalog.graceDays * DAY_MS',
    replace: 'graceEndsAt: header.period!.end + catalog.graceDays * DAY_MS',
    caughtBy: inUnit('lib/plans/decline-payment.test.ts', 'starts the grace, from the day of the first one'),
  },
  {
    name: 'a top-up whose payment was declined tries again by itself',
    file: 'lib/plans/top-up.ts',
    find: '{ ...draft.topUp, enabled: false, pending: false }',
    replace: '{ ...draft.topUp, pending: false }',
    caughtBy: inUnit('lib/plans/top-up.test.ts', 'it never switches itself on again'),
  },
  {
    name: "top-ups go over the month's limit",
    file: 'lib/plans/top-up.ts',
    find: 'if (spentInMonth(topUp, at) + price > topUp.monthlyLimit) return null;',
    replace: '',
    caughtBy: inUnit('lib/plans/top-up.test.ts', 'the limit of a month'),
  },
  {
    name: 'credits that come once come again',
    file: 'lib/plans/period-grants.ts',
    find: 'if (!first || draft.claimed.includes(rule.id)) continue;',
    replace: 'if (!first) continue;',
    caughtBy: inUnit('lib/ledger/fourteen-months.test.ts', 'the first 200 come once'),
  },
];
