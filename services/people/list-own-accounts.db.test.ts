import { expect, it } from 'vitest';
import { insertMembership } from '@/db/reads/people';
import { useTestDatabase } from '@/db/testing/database';
import type { Actor } from '@/lib/access/actor';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { listOwnAccounts } from './list-own-accounts';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();

it('lists the accounts that somebody is a member of, oldest membership first, and no others', async () => {
  const context = testContext(test.db, NOW);
  const guest = await newSubscriber(context, { catalogId: 'ai-studios' });
  context.moveTo(NOW - 1000);
  const own = await newSubscriber(context);
  await newSubscriber(context);
  const member = { accountId: guest.accountId, personId: own.personId, role: 'viewer' } as const;
  await insertMembership(test.db.sql, member, NOW + 5);
  const actor = await signedIn(context, own.personId);
  expect(await listOwnAccounts(context, actor)).toEqual({
    ok: true,
    value: [
      { id: own.accountId, name: 'Test', catalogName: 'Captions', role: 'owner' },
      { id: guest.accountId, name: 'Test', catalogName: 'AI Studios', role: 'viewer' },
    ],
  });
});

it.each<[string, Actor, string]>([
  ['the signed out', { kind: 'nobody' }, 'unauthenticated'],
  ['a key', catalogKey(), 'forbidden'],
])('refuses %s', async (_, actor, code) => {
  expect(await listOwnAccounts(testContext(test.db, NOW), actor)).toMatchObject({ ok: false, error: { code } });
});
