import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { DAY_MS } from '@/lib/time';
import { newId } from '@/lib/ids';
import { testContext } from '../testing/context';
import { actorOfSession } from './actor-of-session';
import { closeSession } from './close-session';
import { openSession, SESSION_DAYS } from './open-session';
import { signUp } from './sign-up';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);
const ada = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };
const address = () => `address ${newId()}`;

beforeAll(async () => {
  expect(await signUp(newContext(), ada, address())).toMatchObject({ ok: true });
});

async function signIn(context = newContext()) {
  const opened = await openSession(context, ada, address());
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

describe('a session', () => {
  it('is the person, with the roles they have in accounts', async () => {
    const { sessionId, personId } = await signIn();
    expect(await actorOfSession(newContext(), sessionId)).toEqual({
      kind: 'person',
      personId,
      sessionId,
      name: 'Ada',
      email: 'ada@example.com',
      staff: 'none',
      memberships: [{ accountId: expect.any(String) as string, role: 'owner' }],
    });
  });

  it('once closed is nobody at once, and the others of the person go on', async () => {
    const context = newContext();
    const [one, other] = [await signIn(), await signIn()];
    const actor = await actorOfSession(context, one.sessionId);
    expect(await closeSession(context, actor)).toEqual({ ok: true, value: null });
    expect(await actorOfSession(context, one.sessionId)).toEqual({ kind: 'nobody' });
    expect(await actorOfSession(context, other.sessionId)).toMatchObject({ kind: 'person' });
    // Closing it twice keeps the instant of the first.
    context.moveTo(NOW + 1000);
    await closeSession(context, actor);
    const [row] = await test.owner.sql`SELECT revoked_at FROM sessions WHERE id = ${one.sessionId}`;
    expect(Date.parse(row!.revoked_at as string)).toBe(NOW);
  });

  it('ends by itself', async () => {
    const context = newContext();
    const { sessionId } = await signIn();
    context.moveTo(NOW + SESSION_DAYS * DAY_MS - 1);
    expect(await actorOfSession(context, sessionId)).toMatchObject({ kind: 'person' });
    context.moveTo(NOW + SESSION_DAYS * DAY_MS);
    expect(await actorOfSession(context, sessionId)).toEqual({ kind: 'nobody' });
  });

  it('sees a membership that is taken away, or a role that changes, at once', async () => {
    const { sessionId, personId } = await signIn();
    await test.owner.sql`UPDATE memberships SET role = 'viewer' WHERE person_id = ${personId}`;
    expect(await actorOfSession(newContext(), sessionId)).toMatchObject({ memberships: [{ role: 'viewer' }] });
    await test.owner.sql`UPDATE people SET staff = 'support' WHERE id = ${personId}`;
    expect(await actorOfSession(newContext(), sessionId)).toMatchObject({ staff: 'support' });
    await test.owner.sql`UPDATE people SET staff = 'none' WHERE id = ${personId}`;
    await test.owner.sql`DELETE FROM memberships WHERE person_id = ${personId}`;
    expect(await actorOfSession(newContext(), sessionId)).toMatchObject({ memberships: [], staff: 'none' });
  });

  it.each([null, '', 'not-an-id', newId(), "' OR true --", 'x\u0000'])('%j is nobody', async (sessionId) => {
    expect(await actorOfSession(newContext(), sessionId)).toEqual({ kind: 'nobody' });
  });

  it('nobody has none to close', async () => {
    expect(await closeSession(newContext(), { kind: 'nobody' })).toMatchObject({ error: { code: 'unauthenticated' } });
  });
});

describe('signing in', () => {
  it('takes the mail address in any case', async () => {
    const opened = await openSession(newContext(), { ...ada, email: ' ADA@Example.com ' }, address());
    expect(opened).toMatchObject({ ok: true, value: { personId: (await signIn()).personId } });
  });

  it('does not tell a wrong password from an unknown mail address, nor from nonsense', async () => {
    const before = await test.owner.sql`SELECT count(*) FROM sessions`;
    const refusals = [];
    for (const wrong of [
      { password: 'wrong horse battery' },
      { email: 'nobody@example.com' },
      { password: '' },
      { email: 'nobody@example.com', password: '' },
      { email: 'ada' },
      { email: 'ada@example.com\u0000' },
      { email: undefined },
      { password: 'x'.repeat(10_000) },
    ]) {
      refusals.push(await openSession(newContext(), { ...ada, ...wrong }, address()));
    }
    expect(refusals[0]).toMatchObject({ ok: false, error: { code: 'wrong_credentials' } });
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
    expect(await test.owner.sql`SELECT count(*) FROM sessions`).toEqual(before);
  });

  it('may fail ten times for one mail address; then even the right password has to wait', async () => {
    const grace = { ...ada, email: 'grace@example.com' };
    await signUp(newContext(), grace, address());
    for (let tries = 0; tries < 10; tries += 1) {
      const refused = await openSession(newContext(), { ...grace, password: 'wrong horse battery' }, address());
      expect(refused).toMatchObject({ error: { code: 'wrong_credentials' } });
    }
    const refused = await openSession(newContext(), grace, address());
    expect(refused).toMatchObject({ error: { code: 'too_many_requests' } });
    expect(refused).toMatchObject({ error: { data: { retryAfterSeconds: expect.any(Number) as number } } });
  });

  it('that works wipes the slate', async () => {
    for (let tries = 0; tries < 12; tries += 1) {
      await openSession(newContext(), { ...ada, password: 'wrong horse battery' }, address());
      await signIn();
    }
  });

  it('may be tried a hundred times from one network address, whatever the mail address', async () => {
    const same = address();
    const tried = await Promise.all(
      Array.from({ length: 101 }, (_, index) =>
        openSession(newContext(), { email: `guess-${index}@example.com`, password: '' }, same),
      ),
    );
    const codes = tried.map((each) => (each.ok ? 'ok' : each.error.code));
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(1);
  });
});
