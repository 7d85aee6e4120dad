import { describe, expect, it } from 'vitest';
import { setAccountClock } from '@/db/ledger/accounts';
import { insertMembership, insertPerson } from '@/db/reads/people';
import { useTestDatabase } from '@/db/testing/database';
import { nobody, theProgram } from '@/lib/access/actor';
import { credits } from '@/lib/credits';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { newSubscriber, signedIn, testContext } from '../testing/context';
import { give, run } from '../testing/credits';
import { dismissNotice } from './dismiss-notice';
import { readGrantsPage } from './read-grants-page';
import { readNotices } from './read-notices';

const NOW = Date.parse('2026-01-31T09:00:00Z');
const test = useTestDatabase();
const context = () => testContext(test.db, NOW);

async function balance(accountId: Id, more: { all?: boolean; after?: number } = {}) {
  const read = await readGrantsPage(context(), theProgram, { accountId, all: false, after: null, ...more });
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

describe('the balance', () => {
  it('shows very many lots page by page, each once, in the order in which they pay', async () => {
    const { accountId } = await newSubscriber(context(), { clockAt: NOW });
    for (let index = 0; index < 119; index += 1) await give(context(), accountId, 1, NOW + (300 - index) * DAY_MS);
    const first = await balance(accountId);
    const second = await balance(accountId, { after: first.next! });
    const third = await balance(accountId, { after: second.next! });
    expect([first, second, third].map(({ grants }) => grants.length)).toEqual([50, 50, 20]);
    expect(third.next).toBeNull();
    const all = [first, second, third].flatMap(({ grants }) => grants);
    expect(new Set(all.map(({ id }) => id)).size).toBe(120);
    // The soonest end pays first, what never ends last.
    expect(all.map(({ id }) => id)).toEqual([...Array.from({ length: 119 }, (_, at) => 120 - at), 1]);
    expect(all.map(({ paysNext }) => paysNext).lastIndexOf(true)).toBe(0);
    expect(first).toMatchObject({ available: 319, spendable: 319, open: 120 });
    const { days, later, never } = first.endings;
    expect([days.length, days[0]!.credits, days[0]!.left, later, never]).toEqual([24, 1, 318, 95, 200]);

    const every = await balance(accountId, { all: true });
    expect(every.grants.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, at) => 120 - at));
    expect((await balance(accountId, { all: true, after: every.next! })).grants[0]!.id).toBe(70);
  });

  it('says what the last refresh did, and what was paid for what is left', async () => {
    const { accountId } = await newSubscriber(context(), { clockAt: NOW });
    await run(context(), accountId, { type: 'changePlan', planId: 'max', intervalId: 'month' });
    const renewed = async () => {
      const { state } = await run(context(), accountId, { type: 'settle' });
      await setAccountClock(test.owner.sql, accountId, state.header.period!.end);
      await run(context(), accountId, { type: 'renew', periodIndex: state.subscription!.periodIndex + 1 });
      return balance(accountId);
    };
    const rollovers = [];
    for (let month = 0; month < 3; month += 1) {
      const page = await renewed();
      const planLots = page.grants.filter(({ source }) => source === 'plan');
      expect(page.leftMinor).toBe(planLots.reduce((sum, { costMinor }) => sum + costMinor, 0));
      expect(page.rollover.lasting).toMatchObject([{ lasting: { carried: { type: 'times' } } }]);
      rollovers.push(page.rollover);
    }
    await run(context(), accountId, { type: 'changePlan', planId: 'pro', intervalId: 'month' });
    rollovers.push((await renewed()).rollover);
    expect(rollovers.map(({ carriedIn, ended }) => [carriedIn, ended?.why, ended?.credits])).toEqual([
      [700, undefined, undefined],
      [1200, undefined, undefined],
      // The first month's lot was too old; then another one was, and the smaller plan's cap was reached besides.
      [1200, 'lifetime_over', 500],
      [600, 'carry_over_cap', 600],
    ]);
  });

  it('of an account with nothing is empty, and nobody else sees it', async () => {
    const { accountId } = await newSubscriber(context(), { catalogId: 'artifio' });
    expect(await balance(accountId)).toMatchObject({ available: 0, grants: [], open: 0, leftMinor: 0, promised: [] });
    const stranger = await signedIn(context(), (await newSubscriber(context())).personId);
    for (const [actor, code] of [
      [stranger, 'not_found'],
      [nobody, 'unauthenticated'],
    ] as const) {
      expect(await readGrantsPage(context(), actor, { accountId, all: false, after: null })).toMatchObject({
        error: { code },
      });
      expect(await readNotices(context(), actor, accountId)).toMatchObject({ error: { code } });
      const dismissal = { level: '75', period: '2026-01-31T09:00:00.000Z' };
      expect(await dismissNotice(context(), actor, accountId, dismissal)).toMatchObject({ error: { code } });
    }
  });

  it('shows what is promised apart from what is here', async () => {
    const { accountId } = await newSubscriber(context(), { clockAt: NOW });
    const amount = credits(40);
    await run(context(), accountId, {
      type: 'grant',
      source: 'promotion',
      amount,
      expiresAt: null,
      effectiveAt: NOW + DAY_MS,
    });
    expect(await balance(accountId)).toMatchObject({
      available: 200,
      open: 1,
      promised: [{ source: 'promotion', credits: 40, effectiveAt: '2026-02-01T09:00:00.000Z', expiresAt: null }],
    });
  });
});

describe('a notice that is put away', () => {
  const period = '2026-01-31T09:00:00.000Z';

  it('stays so for that person, account and period, and only its level and those below', async () => {
    const { accountId, personId, email } = await newSubscriber(context());
    const other = newId();
    const person = {
      id: other,
      email: `${other}@example.com`,
      name: 'Other',
      staff: 'none',
      passwordHash: 'x',
    } as const;
    await insertPerson(test.owner.sql, person, NOW);
    await insertMembership(test.owner.sql, { accountId, personId: other, role: 'viewer' }, NOW);
    const [owner, viewer] = [await signedIn(context(), personId), await signedIn(context(), other)];
    const dismissed = async (actor = owner) => {
      const read = await readNotices(context(), actor, accountId);
      if (!read.ok) throw new Error(read.error.code);
      return read.value;
    };
    expect(await dismissed()).toMatchObject({ dismissed: null, owners: null, nextPlan: { name: 'Pro', credits: 200 } });
    // A form's fields are texts.
    for (const level of ['75', '90', '75']) await dismissNotice(context(), owner, accountId, { level, period });
    expect((await dismissed()).dismissed).toEqual({ level: 90, period });
    expect(await dismissed(viewer)).toMatchObject({ dismissed: null, owners: [{ name: 'Test Person', email }] });
    const next = '2026-02-28T09:00:00.000Z';
    await dismissNotice(context(), owner, accountId, { level: '75', period: next });
    expect((await dismissed()).dismissed).toEqual({ level: 75, period: next });
  });

  it.each([{ level: '80', period }, { level: '75', period: 'soon' }, { level: '75' }, {}, null])(
    'has to be one that there is: %o',
    async (input) => {
      const { accountId, personId } = await newSubscriber(context());
      const owner = await signedIn(context(), personId);
      expect(await dismissNotice(context(), owner, accountId, input)).toMatchObject({
        error: { code: 'invalid_request' },
      });
    },
  );
});
