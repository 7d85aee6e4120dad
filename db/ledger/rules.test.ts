import { expect, it } from 'vitest';
import { newAccount, type AccountState } from '@/lib/ledger/state';
import { rulesOf, rulesText, soFarOf } from './rules';

const start = Date.parse('2026-03-10T09:30:00Z');
const empty = newAccount('00000000-0000-7000-8000-000000000001', start);
const full: AccountState = {
  ...empty,
  subscription: {
    ...{
      planId: 'team',
      intervalId: 'year',
      seats: 3,
      anchor: start,
      anchorIndex: 0,
      periodIndex: 0,
      status: 'active',
    },
    ...{ graceEndsAt: null, grantedThrough: start, next: null, seatsNext: null, addOns: [] },
    soFar: { price: 2n ** 60n, credits: 1n, paid: 0n, given: 3n },
  },
  caps: ['B', 'a', 'ä'].map((member) => ({
    scope: { type: 'member', member },
    per: 'day',
    limit: 2n ** 53n + 1n,
    window: '2026-03-10',
    counted: 7n,
  })),
  freeUses: ['Work', 'gift'].map((feature) => ({ feature, window: '', used: 1n })),
  upcoming: [{ source: 'contract', amount: 5n, effectiveAt: start + 1, expiresAt: null, paid: 2n ** 55n }],
  topUp: {
    ...{ enabled: true, packId: 'boost', count: 2, threshold: 9n, monthlyLimit: 10n },
    ...{ month: '2026-03', spent: 4n, pending: true },
  },
  claimed: ['welcome'],
};

it('rules come back as they were written, to the last micro-credit and in their order', () => {
  const kept: unknown = JSON.parse(rulesText(full));
  const { caps, freeUses, upcoming, topUp, claimed, subscription } = full;
  expect(rulesOf(kept)).toEqual({ caps, freeUses, upcoming, topUp, claimed });
  expect(soFarOf(kept)).toEqual({ soFar: subscription!.soFar });
});

it('an account of which there is nothing to say has an empty value', () => {
  expect(rulesText(empty)).toBe('{}');
  expect(rulesOf({})).toEqual({ caps: [], freeUses: [], upcoming: [], topUp: null, claimed: [] });
  expect(soFarOf({})).toEqual({});
});
