import { expect, it } from 'vitest';
import { credits } from '../credits';
import { always, instant, LivedAccount, plan, sellingPlans } from '../ledger/testing/account';

const start = instant('2026-03-10');
const welcome = (amount: number) => ({ id: 'welcome', credits: amount, when: 'once', lasts: { type: 'never' } });
const lasts = { type: 'periods', count: 1 };

it('a rule that several plans have comes once, as whoever begins has it', () => {
  const catalog = {
    ...sellingPlans(
      plan('pro', 999, [welcome(500), { id: 'monthly', credits: 10, when: 'period', lasts }]),
      plan('free', 0, [welcome(200)]),
      plan('max', 1999, [welcome(900), { ...welcome(40), id: 'max-only' }]),
    ),
    defaultPlan: 'free',
  };
  const account = new LivedAccount(always(catalog), start);
  const { grants, entries } = account.do({ type: 'giveOnce', ruleIds: ['welcome', 'max-only', 'monthly'] }, start);
  expect(grants.map(({ ruleId, amount, paid }) => [ruleId, amount, paid])).toEqual([
    ['welcome', credits(200), 0n],
    ['max-only', credits(40), 0n],
  ]);
  expect(entries.map(({ reason }) => reason)).toEqual(['first_time', 'first_time']);
});
