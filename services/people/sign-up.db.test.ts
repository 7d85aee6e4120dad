import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId } from '@/lib/ids';
import type { Context } from '../context';
import { testContext } from '../testing/context';
import { reconcile } from '@/services/audit/reconcile';
import { openSession } from './open-session';
import { signUp } from './sign-up';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);

let people = 0;
const newForm = () => ({
  email: `person-${(people += 1)}@example.com`,
  password: 'correct horse battery',
  name: 'Ada Lovelace',
  zone: 'Europe/Berlin',
  locale: 'de-DE',
});
/** A network address of its own for each attempt, so that the limit on addresses stays out of the way. */
const address = () => `address ${newId()}`;

async function counts() {
  const [row] = await test.owner.sql`
    SELECT (SELECT count(*)::int FROM people) AS people, (SELECT count(*)::int FROM accounts) AS accounts,
      (SELECT count(*)::int FROM headers) AS headers, (SELECT count(*)::int FROM one_time_claims) AS claims,
      (SELECT count(*)::int FROM entries) AS entries`;
  return row;
}

async function accountOf(email: string) {
  const [row] = await test.owner.sql`
    SELECT a.*, h.balance, h.seq, s.plan_id, h.rules -> 'claimed' AS claimed, m.role FROM people p
    JOIN memberships m ON m.person_id = p.id JOIN accounts a USING (account_id)
    JOIN headers h USING (account_id) JOIN subscriptions s USING (account_id) WHERE p.email = ${email}`;
  return row;
}

it('makes a person who owns an account on Free, with the 200 credits that come once', async () => {
  const form = newForm();
  expect(await signUp(newContext(), form, address())).toMatchObject({ ok: true });
  expect(await accountOf(form.email)).toMatchObject({
    role: 'owner',
    name: 'Ada Lovelace',
    catalog_id: 'captions',
    currency: 'USD',
    zone: 'Europe/Berlin',
    locale: 'de-DE',
    clock_at: null,
    plan_id: 'free',
    claimed: ['welcome'],
    balance: 200_000_000n,
    seq: 1n,
  });
  expect(await reconcile(test.owner.sql)).toEqual([]);
});

it('keeps the password only as argon2id, and it opens a session', async () => {
  const form = newForm();
  await signUp(newContext(), form, address());
  const [row] = await test.owner.sql`SELECT password_hash FROM people WHERE email = ${form.email}`;
  expect(row!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await openSession(newContext(), form, address())).toMatchObject({ ok: true });
});

it('knows a mail address by its lower case, without spaces around it', async () => {
  const form = newForm();
  const loud = { ...form, email: `  ${form.email.toUpperCase()} ` };
  expect(await signUp(newContext(), loud, address())).toMatchObject({ ok: true });
  expect(await accountOf(form.email)).toBeDefined();
  expect(await signUp(newContext(), form, address())).toMatchObject({ ok: false, error: { code: 'email_taken' } });
});

it('refuses a mail address that is taken, and leaves nothing', async () => {
  const form = newForm();
  await signUp(newContext(), form, address());
  const before = await counts();
  const again = await signUp(newContext(), { ...form, name: 'Somebody else' }, address());
  expect(again).toMatchObject({ ok: false, error: { code: 'email_taken', pointer: '/email' } });
  expect(await counts()).toEqual(before);
});

it('five at once with one mail address make one person', async () => {
  const form = newForm();
  const before = await counts();
  const all = await Promise.all(Array.from({ length: 5 }, () => signUp(newContext(), form, address())));
  expect(all.map((each) => (each.ok ? 'ok' : each.error.code)).sort()).toEqual([
    ...Array.from({ length: 4 }, () => 'email_taken'),
    'ok',
  ]);
  const after = await counts();
  expect([after!.people - before!.people, after!.accounts - before!.accounts]).toEqual([1, 1]);
});

it('never gives the 200 to one mail address twice, though its person is gone', async () => {
  const form = newForm();
  await signUp(newContext(), form, address());
  await test.owner.sql`UPDATE people SET email = ${`gone-${form.email}`} WHERE email = ${form.email}`;
  expect(await signUp(newContext(), form, address())).toMatchObject({ ok: true });
  expect(await accountOf(form.email)).toMatchObject({ balance: 0n, seq: 0n, plan_id: 'free', claimed: ['welcome'] });
  const claims = await test.owner.sql`SELECT rule_id, encode(subject, 'escape') AS subject FROM one_time_claims`;
  expect(claims.map(({ subject }) => subject).join()).not.toContain('example.com');
  expect(await reconcile(test.owner.sql)).toEqual([]);
});

it('leaves no person where the account can not be opened', async () => {
  const before = await counts();
  const context: Context = { ...newContext(), signUpCatalog: 'no-such-catalog' };
  await expect(signUp(context, newForm(), address())).rejects.toThrow('could not be opened');
  expect(await counts()).toEqual(before);
});

describe('a form that is not right', () => {
  it.each([
    ['no mail address', { email: 'ada' }, '/email'],
    ['a mail address with a line break', { email: 'a@example.com\nb' }, '/email'],
    ['a long mail address', { email: `${'a'.repeat(250)}@example.com` }, '/email'],
    ['a short password', { password: 'too short' }, '/password'],
    ['a long password', { password: 'x'.repeat(201) }, '/password'],
    ['no password', { password: undefined }, '/password'],
    ['an empty name', { name: '   ' }, '/name'],
    ['a long name', { name: 'x'.repeat(121) }, '/name'],
    ['a NUL in the name', { name: 'Ada\u0000' }, '/name'],
    ['a line break in the name', { name: 'Ada\nBcc: x' }, '/name'],
  ])('is refused for %s, and names the field', async (_, wrong, pointer) => {
    const before = await counts();
    const refused = await signUp(newContext(), { ...newForm(), ...wrong }, address());
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_request', pointer } });
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['an unknown zone', { zone: 'Mars/Olympus' }],
    ['no zone', { zone: undefined }],
    ['an unknown locale', { locale: 'not a locale' }],
    ['no locale', { locale: null }],
  ])('is not refused for %s, which falls back', async (_, odd) => {
    const form = { ...newForm(), ...odd };
    expect(await signUp(newContext(), form, address())).toMatchObject({ ok: true });
    expect(await accountOf(form.email)).toMatchObject('zone' in odd ? { zone: 'UTC' } : { locale: 'en-US' });
  });
});

it('may be tried ten times for one mail address, and then has to wait', async () => {
  const form = newForm();
  const tries = [];
  for (let index = 0; index < 11; index += 1) tries.push(await signUp(newContext(), form, address()));
  expect(tries.map((each) => (each.ok ? 'ok' : each.error.code))).toEqual([
    'ok',
    ...Array.from({ length: 9 }, () => 'email_taken'),
    'too_many_requests',
  ]);
  expect(tries[10]).toMatchObject({ error: { data: { retryAfterSeconds: expect.any(Number) as number } } });
});
