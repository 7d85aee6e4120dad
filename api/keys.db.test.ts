import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { keyScopes } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import { newSubscriber, testContext } from '@/services/testing/context';
import { issuedKeySchema, keyPageSchema, revokedKeySchema } from './schemas/key';
import { clientOf, expectRefused, newClient, type Answer, type Client } from './testing/client';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const DAY = 86_400_000;
const test = useTestDatabase();
const context = () => testContext(test.db, NOW);
let server: Client;
let account: Id;

beforeAll(async () => {
  server = await newClient(context());
  account = (await newSubscriber(context())).accountId;
});

const reads = { name: 'Reader', scopes: ['accounts:read'] };
const keyOf = (made: Answer, at = NOW) => clientOf(testContext(test.db, at), made.body.key);
const canRead = async (client: Client) => (await client.get(`/accounts/${account}/balance`)).status;

describe('a key', () => {
  it('is made, works, and shows its text this once', async () => {
    const made = await server.post('/keys', reads, 'key-once');
    expect(issuedKeySchema.parse(made.body)).toEqual(made.body);
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        prefix: made.body.key.slice(0, 12),
        name: 'Reader',
        owner: { catalog: 'captions', account: null },
        scopes: ['accounts:read'],
        createdAt: '2026-03-10T09:30:00.000Z',
        expiresAt: null,
        revokedAt: null,
      },
    ]);
    expect(await canRead(keyOf(made))).toBe(200);
    const again = await server.post('/keys', reads, 'key-once');
    expect([again.status, again.body.code, again.body.key]).toEqual([409, 'shown_once', made.body.id]);
    const other = await server.post('/keys', { ...reads, name: 'Other' }, 'key-once');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const kept = await test.owner.sql`
      SELECT to_jsonb(k)::text AS row FROM api_keys k UNION ALL SELECT to_jsonb(a)::text FROM idempotent_answers a`;
    expect(JSON.stringify(kept)).not.toContain(made.body.key);
  });

  it('asked for by ten at once under one name is made once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => server.post('/keys', reads, 'key-race')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it("may be one account's own, by our id or the vendor's", async () => {
    const made = await server.post('/keys', { ...reads, account });
    expect(made.body.owner).toEqual({ catalog: 'captions', account });
    expect(await canRead(keyOf(made))).toBe(200);
    const stranger = (await newSubscriber(context())).accountId;
    expect((await keyOf(made).get(`/accounts/${stranger}/balance`)).status).toBe(404);
    const named = await server.post('/accounts', { externalId: 'of-key', name: 'x' });
    const ofIt = await server.post('/keys', { ...reads, account: 'ext:of-key' });
    expect(ofIt.body.owner.account).toBe(named.body.id);
  });

  it('ends when it was said to', async () => {
    const made = await server.post('/keys', { ...reads, expiresAt: '2026-03-11T09:30:00Z' });
    expect(await canRead(keyOf(made, NOW + DAY - 1))).toBe(200);
    expect(await canRead(keyOf(made, NOW + DAY))).toBe(401);
  });

  it('gives no more than it has: scopes, reach and time', async () => {
    const owner = { kind: 'account', accountId: account } as const;
    const few = await newClient(context(), { kind: 'catalog', catalogId: 'captions' }, ['keys:write', 'accounts:read']);
    const own = await newClient(context(), owner, ['keys:write', 'accounts:read']);
    const write = { name: 'More', scopes: ['accounts:read', 'generations:write'] };
    await expectRefused(test, () => few.post('/keys', write), 403, { pointer: '/scopes/1' });
    await expectRefused(test, () => few.post('/keys', { ...write, account }), 403, { pointer: '/scopes/1' });

    expect((await own.post('/keys', reads)).body.owner).toEqual({ catalog: 'captions', account });
    const stranger = (await newSubscriber(context())).accountId;
    await expectRefused(test, () => own.post('/keys', { ...reads, account: stranger }), 404, { pointer: '/account' });
    const elsewhere = (await newSubscriber(context(), { catalogId: 'ai-studios' })).accountId;
    for (const named of [elsewhere, newId(), 'ext:nobody', 'x']) {
      await expectRefused(test, () => server.post('/keys', { ...reads, account: named }), 404, { pointer: '/account' });
    }
    // What only a product's server may do is not for an account's key, though the one that asks may.
    const all = { name: 'All', scopes: [...keyScopes], account };
    await expectRefused(test, () => server.post('/keys', all), 400, { pointer: '/scopes/1' });

    const brief = keyOf(
      await server.post('/keys', { name: 'b', scopes: ['keys:write'], expiresAt: '2026-03-12T00:00:00Z' }),
    );
    const asks = { name: 'c', scopes: ['keys:write'] };
    await expectRefused(test, () => brief.post('/keys', asks), 403, { pointer: '/expiresAt' });
    await expectRefused(test, () => brief.post('/keys', { ...asks, expiresAt: '2026-03-12T00:00:01Z' }), 403, {});
    expect((await brief.post('/keys', { ...asks, expiresAt: '2026-03-12T00:00:00Z' })).status).toBe(201);
  });

  it.each([
    ['{}', 400, '/name'],
    ['{"name": "x"}', 400, '/scopes'],
    ['{"name": "x", "scopes": []}', 400, '/scopes'],
    ['{"name": "x", "scopes": ["admin"]}', 400, '/scopes/0'],
    ['{"name": "x", "scopes": ["accounts:read", "accounts:read"]}', 400, '/scopes'],
    ['{"name": "x", "scopes": "accounts:read"}', 400, '/scopes'],
    ['{"name": "", "scopes": ["accounts:read"]}', 400, '/name'],
    ['{"name": "\\u202e", "scopes": ["accounts:read"]}', 400, '/name'],
    ['{"name": "x", "scopes": ["accounts:read"], "expiresAt": "2026-03-10T09:30:00Z"}', 422, '/expiresAt'],
    ['{"name": "x", "scopes": ["accounts:read"], "expiresAt": 1e400}', 400, '/expiresAt'],
    ['{"name": "x", "scopes": ["accounts:read"], "key": "mb_live_x"}', 400, '/key'],
    ['{"name": "x", "scopes": ["accounts:read"], "account": null}', 400, '/account'],
  ])('is not made of %s', async (body, status, pointer) => {
    await expectRefused(test, () => server.post('/keys', body), status, { pointer });
  });
});

describe('replacing a key', () => {
  it('gives one that may do the same, and lets the old one work for the overlap', async () => {
    const old = await server.post('/keys', { ...reads, account });
    const rotated = await server.post(`/keys/${old.body.id}/rotate`, { overlapSeconds: 3600 }, 'rotate-once');
    expect([rotated.status, rotated.body]).toMatchObject([
      201,
      { name: 'Reader', scopes: ['accounts:read'], owner: { account }, expiresAt: null },
    ]);
    expect(rotated.body.key).not.toBe(old.body.key);
    expect([await canRead(keyOf(old, NOW + 3_599_999)), await canRead(keyOf(rotated, NOW + 3_599_999))]).toEqual([
      200, 200,
    ]);
    expect([await canRead(keyOf(old, NOW + 3_600_000)), await canRead(keyOf(rotated, NOW + 9 * DAY))]).toEqual([
      401, 200,
    ]);
    const again = await server.post(`/keys/${old.body.id}/rotate`, { overlapSeconds: 3600 }, 'rotate-once');
    expect([again.status, again.body.code, again.body.key]).toEqual([409, 'shown_once', rotated.body.id]);
  });

  it('at once, ends the old one at once, and a key may replace itself', async () => {
    const own = await server.post('/keys', { name: 'Self', scopes: ['keys:write'] });
    const rotated = await keyOf(own).post(`/keys/${own.body.id}/rotate`, {});
    expect(rotated.status).toBe(201);
    expect([(await keyOf(own).get('/keys')).status, (await keyOf(rotated).get('/keys')).status]).toEqual([401, 200]);
  });

  it('never makes a key last longer, nor hands one to a key that may do less', async () => {
    const brief = await server.post('/keys', { ...reads, expiresAt: '2026-03-12T00:00:00Z' });
    const rotated = await server.post(`/keys/${brief.body.id}/rotate`, { overlapSeconds: 604_800 });
    expect(rotated.body.expiresAt).toBe('2026-03-12T00:00:00.000Z');
    expect(await canRead(keyOf(brief, Date.parse('2026-03-12T00:00:00Z')))).toBe(401);
    const few = await newClient(context(), { kind: 'catalog', catalogId: 'captions' }, ['keys:write']);
    await expectRefused(test, () => few.post(`/keys/${rotated.body.id}/rotate`, {}), 403, { code: 'forbidden' });
  });

  it('is refused for one that is over, and for overlaps that are none', async () => {
    const made = await server.post('/keys', reads);
    const path = `/keys/${made.body.id}/rotate`;
    for (const overlapSeconds of [-1, 604_801, 0.5, '60', null, 2 ** 53]) {
      await expectRefused(test, () => server.post(path, { overlapSeconds }), 400, { pointer: '/overlapSeconds' });
    }
    await server.post(`/keys/${made.body.id}/revoke`, {});
    await expectRefused(test, () => server.post(path, {}), 409, { code: 'change_not_possible' });
  });
});

describe('revoking a key', () => {
  it('ends it at once, once, and as often as one likes', async () => {
    const made = await server.post('/keys', reads);
    const first = await server.post(`/keys/${made.body.id}/revoke`, {}, 'revoke-once');
    expect(revokedKeySchema.parse(first.body)).toEqual({ id: made.body.id, revokedAt: '2026-03-10T09:30:00.000Z' });
    expect(await canRead(keyOf(made))).toBe(401);
    expect((await server.post(`/keys/${made.body.id}/revoke`, {}, 'revoke-once')).text).toBe(first.text);
    const later = await newClient(testContext(test.db, NOW + DAY));
    expect((await later.post(`/keys/${made.body.id}/revoke`, {})).text).toBe(first.text);
    await expectRefused(test, () => server.post(`/keys/${made.body.id}/revoke`, { why: 'x' }), 400, {
      pointer: '/why',
    });
  });

  it('stops what it was about to make', async () => {
    const own = await server.post('/keys', { name: 'Own', scopes: ['keys:write'] });
    const client = keyOf(own);
    // Revoked between being let in and making a key.
    await test.owner.sql`UPDATE api_keys SET last_used_at = ${new Date(NOW).toISOString()} WHERE id = ${own.body.id}`;
    const [made] = await Promise.all([
      client.post('/keys', { name: 'Late', scopes: ['keys:write'] }),
      server.post(`/keys/${own.body.id}/revoke`, {}),
    ]);
    expect([201, 401]).toContain(made.status);
    expect((await client.post('/keys', { name: 'Later', scopes: ['keys:write'] })).status).toBe(401);
  });
});

describe("a key that is not one's own", () => {
  it('is as if it were not there', async () => {
    const [own, product] = [
      await newClient(context(), { kind: 'account', accountId: account }),
      await server.post('/keys', reads),
    ];
    const stranger = (await newSubscriber(context())).accountId;
    const theirs = await server.post('/keys', { ...reads, account: stranger });
    const other = await newClient(context(), { kind: 'catalog', catalogId: 'ai-studios' });
    const asked: [Client, string][] = [
      [own, product.body.id],
      [own, theirs.body.id],
      [other, product.body.id],
      [other, theirs.body.id],
      [server, newId()],
      [server, 'x'],
      [server, '%00'],
    ];
    for (const [client, id] of asked) {
      for (const verb of ['rotate', 'revoke']) {
        await expectRefused(test, () => client.post(`/keys/${id}/${verb}`, {}), 404, { code: 'not_found' });
      }
    }
  });

  it('is not managed without the scope', async () => {
    const reader = await newClient(context(), { kind: 'catalog', catalogId: 'captions' }, [
      'accounts:read',
      'accounts:write',
    ]);
    const made = await server.post('/keys', reads);
    expect((await reader.get('/keys')).status).toBe(403);
    for (const path of ['/keys', `/keys/${made.body.id}/rotate`, `/keys/${made.body.id}/revoke`]) {
      await expectRefused(test, () => reader.post(path, reads), 403, { code: 'forbidden' });
    }
  });
});

describe('the list of keys', () => {
  const walk = async (client: Client, limit: number) => {
    const seen: { id: Id; owner: { catalog: string; account: Id | null } }[] = [];
    for (let next: Id | null = null; ;) {
      const { body, text } = await client.get(`/keys?limit=${limit}${next === null ? '' : `&before=${next}`}`);
      expect(text).not.toMatch(/mb_live_\w{10}/);
      const page = keyPageSchema.parse(body);
      seen.push(...page.items);
      if (page.next === null) return seen;
      next = page.next;
    }
  };

  it("has a catalog's keys with those of its accounts, each once, newest first, and no text", async () => {
    const foreign = (await newSubscriber(context(), { catalogId: 'ai-studios' })).accountId;
    await newClient(context(), { kind: 'account', accountId: foreign });
    const seen = await walk(server, 7);
    expect(new Set(seen.map(({ owner }) => owner.catalog))).toEqual(new Set(['captions']));
    expect(seen.map(({ id }) => id)).toEqual([...new Set(seen.map(({ id }) => id))].sort().reverse());
    const [row] = await test.owner.sql`
      SELECT count(*)::int AS count FROM api_keys k LEFT JOIN accounts a ON a.account_id = k.owner_account
      WHERE k.owner_catalog = 'captions' OR a.catalog_id = 'captions'`;
    expect(seen).toHaveLength(row!.count);
    expect(seen.some(({ owner }) => owner.account !== null)).toBe(true);
  });

  it("has an account's own for an account's key, and says when each was last used", async () => {
    const own = await newClient(context(), { kind: 'account', accountId: account });
    const seen = await walk(own, 2);
    expect(new Set(seen.map(({ owner }) => owner.account))).toEqual(new Set([account]));
    const [latest] = (await own.get('/keys?limit=1')).body.items;
    expect(latest.lastUsedAt).toBe('2026-03-10T09:30:00.000Z');
  });

  it.each(['limit=0', 'limit=501', 'before=x', 'after=1'])('is not told for ?%s', async (query) => {
    expect((await server.get(`/keys?${query}`)).status).toBe(400);
  });
});
