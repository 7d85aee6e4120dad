import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId, type Id } from '@/lib/ids';
import { readMeter } from '@/services/accounts/read-meter';
import { actorOfSession } from '@/services/people/actor-of-session';
import { openSession } from '@/services/people/open-session';
import { openLink } from '@/services/portal/open-link';
import { readLink } from '@/services/portal/read-link';
import { newSubscriber, testContext } from '@/services/testing/context';
import { portalLinkSchema } from './schemas/portal-link';
import { expectRefused, newClient, type Answer, type Client } from './testing/client';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const context = () => testContext(test.db, NOW);
let server: Client;
let account: Id;

beforeAll(async () => {
  server = await newClient(context());
  account = (await newSubscriber(context())).accountId;
});

const person = (externalId = 'person-1', role = 'viewer') => ({ externalId, name: 'Ada Lovelace', role });
const link = (body: object = { person: person() }, key?: string, of = account) =>
  server.post(`/accounts/${of}/portal-links`, body, key);
const tokenOf = (made: Answer) => new URL(made.body.url).searchParams.get('token')!;
const why = (result: Awaited<ReturnType<typeof openLink>>) => (result.ok ? 'open' : result.error.data?.why);

describe('a link', () => {
  it('lets its person in once, as a member with the role that was said', async () => {
    const made = await link();
    expect(portalLinkSchema.parse(made.body)).toEqual(made.body);
    expect([made.status, made.body]).toEqual([
      201,
      {
        url: expect.stringMatching(/^http:\/\/portal\.test\/portal\?token=[\w-]{43}$/),
        expiresAt: '2026-03-10T09:35:00.000Z',
      },
    ]);
    const token = tokenOf(made);
    const seen = await readLink(context(), token);
    expect(seen).toMatchObject({ ok: true, value: { personName: 'Ada Lovelace', accountId: account, room: 'usage' } });
    const opened = await openLink(context(), token);
    if (!opened.ok) throw new Error(opened.error.detail);
    const actor = await actorOfSession(context(), opened.value.sessionId);
    expect(actor).toMatchObject({ name: 'Ada Lovelace', email: null, staff: 'none' });
    expect(actor).toMatchObject({ memberships: [{ accountId: account, role: 'viewer' }] });
    expect(await readMeter(context(), actor, account)).toMatchObject({ ok: true });

    expect(why(await openLink(context(), token))).toBe('used');
    expect(await readLink(context(), token)).toMatchObject({
      error: { code: 'link_not_valid', data: { why: 'used' } },
    });
  });

  it('that ended a week ago is gone once another is made', async () => {
    const old = tokenOf(await link());
    const later = { ...context(), clock: { now: () => NOW + 8 * 86_400_000 } };
    expect(await readLink(later, old)).toMatchObject({ error: { data: { why: 'expired' } } });
    const { status } = await (await newClient(later)).post(`/accounts/${account}/portal-links`, { person: person() });
    expect(status).toBe(201);
    expect(await readLink(later, old)).toMatchObject({ error: { data: { why: 'unknown' } } });
  });

  it('used by ten at once lets one of them in', async () => {
    const token = tokenOf(await link());
    // With ten connections open, none of the ten waits for one while the first is through.
    await Promise.all(Array.from({ length: 10 }, () => test.db.sql`SELECT pg_sleep(0.1)`));
    const opened = await Promise.all(Array.from({ length: 10 }, () => openLink(context(), token)));
    expect(opened.map(why).sort()).toEqual(['open', ...Array<string>(9).fill('used')]);
  });

  it('works until its time and not after', async () => {
    const made = [
      await link({ person: person(), expiresInSeconds: 600 }),
      await link({ person: person(), expiresInSeconds: 1 }),
    ];
    const [long, short] = made.map(tokenOf);
    expect(why(await openLink(testContext(test.db, NOW + 1_000), short!))).toBe('expired');
    expect(why(await openLink(testContext(test.db, NOW + 599_999), long!))).toBe('open');
  });

  it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(10_000), '\u0000', "' OR true --"])(
    'of the token %j opens nothing',
    async (token) => {
      expect(why(await openLink(context(), token))).toBe('unknown');
      expect(await readLink(context(), token)).toMatchObject({ error: { data: { why: 'unknown' } } });
    },
  );

  it('is shown once, and its token and its person are kept nowhere in answers', async () => {
    const made = await link({ person: person('shown') }, 'link-once');
    const again = await link({ person: person('shown') }, 'link-once');
    expect([again.status, again.body.code]).toEqual([409, 'shown_once']);
    expect(again.text).not.toContain('token=');
    const other = await link({ person: person('other') }, 'link-once');
    expect(other.body.code).toBe('idempotency_key_reused');
    const kept = await test.owner.sql`
      SELECT to_jsonb(a)::text AS row FROM idempotent_answers a UNION ALL SELECT to_jsonb(l)::text FROM portal_links l`;
    expect(JSON.stringify(kept)).not.toContain(tokenOf(made));
    expect(JSON.stringify(kept)).not.toContain('Ada');
  });

  it('finds the same person again by the id of the same vendor, under the name and role of today', async () => {
    const second = (await newSubscriber(context())).accountId;
    await link({ person: person('same', 'owner') });
    await link({ person: { ...person('same', 'member'), name: 'Ada King' } }, undefined, second);
    const last = await link({ person: { ...person('same', 'viewer'), name: 'Ada King' } });
    const opened = await openLink(context(), tokenOf(last));
    const actor = await actorOfSession(context(), opened.ok ? opened.value.sessionId : null);
    expect(actor).toMatchObject({ name: 'Ada King' });
    expect(
      actor.kind === 'person' && Object.fromEntries(actor.memberships.map((each) => [each.accountId, each.role])),
    ).toEqual({
      [account]: 'viewer',
      [second]: 'member',
    });

    const elsewhere = (await newSubscriber(context(), { catalogId: 'ai-studios' })).accountId;
    const vendor = await newClient(context(), { kind: 'catalog', catalogId: 'ai-studios' });
    const theirs = await vendor.post(`/accounts/${elsewhere}/portal-links`, { person: person('same', 'owner') });
    const stranger = await openLink(context(), tokenOf(theirs));
    const other = await actorOfSession(context(), stranger.ok ? stranger.value.sessionId : null);
    expect(other).toMatchObject({ memberships: [{ accountId: elsewhere }] });
    expect(other.kind === 'person' && actor.kind === 'person' && other.personId !== actor.personId).toBe(true);
  });

  it('of one person asked for by ten at once makes one person', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => link({ person: person('rush') })));
    expect(made.map(({ status }) => status)).toEqual(Array<number>(10).fill(201));
    const [row] = await test.owner.sql`SELECT count(*)::int AS count FROM people WHERE external_id = 'rush'`;
    expect(row!.count).toBe(1);
  });

  it('is the only way in for its person: there is no password', async () => {
    await link({ person: person('locked@example.com') });
    const tried = await openSession(context(), { email: 'locked@example.com', password: '' }, 'test');
    expect(tried).toMatchObject({ ok: false, error: { code: 'wrong_credentials' } });
  });

  it.each([
    ['{}', 400, '/person'],
    ['{"person": {}}', 400, '/person/externalId'],
    ['{"person": {"externalId": "x", "name": "x"}}', 400, '/person/role'],
    ['{"person": {"externalId": "x", "name": "x", "role": "support"}}', 400, '/person/role'],
    ['{"person": {"externalId": "", "name": "x", "role": "owner"}}', 400, '/person/externalId'],
    ['{"person": {"externalId": "x", "name": "\\ud800", "role": "owner"}}', 400, '/person/name'],
    ['{"person": {"externalId": "x", "name": "x", "role": "owner", "staff": "support"}}', 400, '/person/staff'],
    ['{"person": {"externalId": "x", "name": "x", "role": "owner"}, "path": "//evil.test"}', 400, '/path'],
    ['{"person": {"externalId": "x", "name": "x", "role": "owner"}, "path": "/support"}', 400, '/path'],
    [
      '{"person": {"externalId": "x", "name": "x", "role": "owner"}, "expiresInSeconds": 601}',
      400,
      '/expiresInSeconds',
    ],
    ['{"person": {"externalId": "x", "name": "x", "role": "owner"}, "expiresInSeconds": 0}', 400, '/expiresInSeconds'],
    ['{"person": {"externalId": "x", "name": "x", "role": "owner"}, "__proto__": {}}', 400, '/__proto__'],
  ])('is not made of %s', async (body, status, pointer) => {
    await expectRefused(test, () => server.post(`/accounts/${account}/portal-links`, body), status, { pointer });
  });

  it("is made by the account's product alone", async () => {
    const body = { person: person('stranger', 'owner') };
    const own = await newClient(context(), { kind: 'account', accountId: account });
    const other = await newClient(context(), { kind: 'catalog', catalogId: 'ai-studios' });
    const reader = await newClient(context(), { kind: 'catalog', catalogId: 'captions' }, ['accounts:read']);
    const path = `/accounts/${account}/portal-links`;
    await expectRefused(test, () => own.post(path, body), 403, { code: 'forbidden' });
    await expectRefused(test, () => reader.post(path, body), 403, { code: 'forbidden' });
    await expectRefused(test, () => other.post(path, body), 404, { code: 'not_found' });
    await expectRefused(test, () => server.post(`/accounts/${newId()}/portal-links`, body), 404, { code: 'not_found' });
  });
});
