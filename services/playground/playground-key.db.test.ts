import { expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { nobody } from '@/lib/access/actor';
import { actorOfKey } from '../keys/actor-of-key';
import { newSubscriber, signedIn, testContext } from '../testing/context';
import { playgroundKey } from './playground-key';
import { readPlayground } from './read-playground';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const DAY_MS = 86_400_000;
const test = useTestDatabase();

it("gives a test account's own people one key of that account, for a day", async () => {
  const context = testContext(test.db, NOW);
  const { accountId, personId } = await newSubscriber(context, { clockAt: NOW });
  const actor = await signedIn(context, personId);
  const first = await playgroundKey(context, actor, accountId);
  if (!first.ok) throw new Error(first.error.detail);
  expect(await playgroundKey(context, actor, accountId)).toEqual(first);
  expect(await actorOfKey(context, `Bearer ${first.value}`)).toMatchObject({
    owner: { kind: 'account', accountId },
    scopes: ['accounts:read', 'generations:write'],
  });
  context.moveTo(NOW + DAY_MS);
  expect(await actorOfKey(context, `Bearer ${first.value}`)).toEqual(nobody);
  expect(await playgroundKey(context, actor, accountId)).not.toEqual(first);
  expect(await readPlayground(context, actor, accountId)).toMatchObject({ ok: true, value: { isOpen: true } });
});

it('replaces a key that was revoked', async () => {
  const context = testContext(test.db, NOW);
  const { accountId, personId } = await newSubscriber(context, { clockAt: NOW });
  const actor = await signedIn(context, personId);
  const first = await playgroundKey(context, actor, accountId);
  await test.owner.sql`UPDATE api_keys SET revoked_at = now() WHERE owner_account = ${accountId}`;
  const second = await playgroundKey(context, actor, accountId);
  expect(second).toMatchObject({ ok: true });
  expect(second).not.toEqual(first);
});

it('gives none for credits that somebody has paid for, and none to strangers', async () => {
  const context = testContext(test.db, NOW);
  const [real, tried] = [await newSubscriber(context), await newSubscriber(context, { clockAt: NOW })];
  const actor = await signedIn(context, real.personId);
  expect(await playgroundKey(context, actor, real.accountId)).toMatchObject({ error: { code: 'forbidden' } });
  expect(await readPlayground(context, actor, real.accountId)).toMatchObject({ ok: true, value: { isOpen: false } });
  expect(await playgroundKey(context, actor, tried.accountId)).toMatchObject({ error: { code: 'not_found' } });
  expect(await playgroundKey(context, nobody, tried.accountId)).toMatchObject({ error: { code: 'unauthenticated' } });
  const [row] = await test.owner.sql`
    SELECT count(*)::int AS count FROM api_keys WHERE owner_account IN (${real.accountId}, ${tried.accountId})`;
  expect(row!.count).toBe(0);
});
