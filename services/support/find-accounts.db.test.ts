import { expect, it } from 'vitest';
import { insertMembership } from '@/db/reads/people';
import { useTestDatabase } from '@/db/testing/database';
import { DAY_MS } from '@/lib/time';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { give } from '../testing/credits';
import { findAccounts } from './find-accounts';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);

async function newSupport() {
  const context = newContext();
  const { personId } = await newSubscriber(context);
  await test.owner.sql`UPDATE people SET staff = 'support' WHERE id = ${personId}`;
  return signedIn(context, personId);
}

it('finds every account of a person by mail address in any case, settled, with its members', async () => {
  const context = newContext();
  const [own, other] = [await newSubscriber(context), await newSubscriber(context)];
  await insertMembership(test.db.sql, { accountId: other.accountId, personId: own.personId, role: 'member' }, NOW + 1);
  await give(context, own.accountId, 50, NOW + DAY_MS);
  context.moveTo(NOW + 2 * DAY_MS);
  const found = await findAccounts(context, await newSupport(), { email: ` ${own.email.toUpperCase()} ` });
  const person = (email: string, role: string) => ({ name: 'Test Person', email, role });
  expect(found).toEqual({
    ok: true,
    value: [
      {
        id: own.accountId,
        name: 'Test',
        catalogName: 'Captions',
        planName: 'Free',
        available: 200,
        members: [person(own.email, 'owner')],
      },
      expect.objectContaining({
        id: other.accountId,
        members: [person(other.email, 'owner'), person(own.email, 'member')],
      }),
    ],
  });
});

it.each(['', 'nobody@example.com', '%', "' OR true --", 'a\u0000b', '\ud800', 'x'.repeat(1000)])(
  'finds nobody by %j',
  async (email) => {
    expect(await findAccounts(newContext(), await newSupport(), { email })).toEqual({ ok: true, value: [] });
  },
);

it('is for staff: not for subscribers, even about themselves, nor for keys and the signed out', async () => {
  const context = newContext();
  const { personId, email } = await newSubscriber(context);
  const refused = async (...[actor]: [Parameters<typeof findAccounts>[1]]) => {
    const found = await findAccounts(context, actor, { email });
    return found.ok ? 'ok' : found.error.code;
  };
  expect(await refused(await signedIn(context, personId))).toBe('forbidden');
  expect(await refused(catalogKey())).toBe('forbidden');
  expect(await refused({ kind: 'nobody' })).toBe('unauthenticated');
});
