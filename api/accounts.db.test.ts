import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import { reconcile } from '@/services/audit/reconcile';
import { testContext } from '@/services/testing/context';
import { expectRefused, newClient, type Client } from './testing/client';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);
let server: Client;

beforeAll(async () => {
  server = await newClient(newContext());
});

let count = 0;
const externalId = () => `customer-${(count += 1)}`;

/** The balance, and what the audit finds. */
async function books(account: string) {
  const { body } = await server.get(`/accounts/${account}/balance`);
  return { available: body.available, violations: await reconcile(test.owner.sql, [account]) };
}

describe('an account', () => {
  it("is made on the catalog's default plan, and found by the vendor's own id", async () => {
    const made = await server.post('/accounts', { externalId: 'Kunde/42 ü', name: 'Ada Lovelace' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      externalId: 'Kunde/42 ü',
      catalog: 'captions',
      zone: 'UTC',
      locale: 'en',
      currency: 'USD',
      plan: { id: 'free', interval: 'month', seats: 1 },
      status: 'active',
      clock: null,
      createdAt: '2026-03-10T09:30:00.000Z',
    });
    const found = await server.get(`/accounts/ext:${encodeURIComponent('Kunde/42 ü')}`);
    expect([found.status, found.body]).toEqual([200, made.body]);
    expect(await books(made.body.id)).toEqual({ available: 200, violations: [] });
  });

  it('is answered again as it was, and its stored answer names nobody', async () => {
    const asked = { externalId: externalId(), name: 'Grace Hopper' };
    const first = await server.post('/accounts', asked, 'account-once');
    const again = await server.post('/accounts', { name: asked.name, externalId: asked.externalId }, 'account-once');
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const other = await server.post('/accounts', { ...asked, name: 'Grace' }, 'account-once');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const answers = await test.owner.sql`SELECT answer FROM idempotent_answers`;
    expect(JSON.stringify(answers)).not.toMatch(/Grace|Ada/);
  });

  it('is one for each external id: the second is told which', async () => {
    const asked = { externalId: externalId(), name: 'First' };
    const first = await server.post('/accounts', asked);
    await expectRefused(test, () => server.post('/accounts', asked), 409, {
      code: 'external_id_taken',
      account: first.body.id,
    });
  });

  it('asked for by twenty at once is made once, and the others are told which', async () => {
    const asked = { externalId: externalId(), name: 'Race' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.post('/accounts', asked)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    for (const answer of answers.filter((each) => each !== made[0])) {
      expect([answer.status, answer.body.account]).toEqual([409, made[0]!.body.id]);
    }
    expect(await books(made[0]!.body.id)).toEqual({ available: 200, violations: [] });
  });

  it('asked for by twenty at once under one name has twenty equal answers', async () => {
    const asked = { externalId: externalId(), name: 'Race' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.post('/accounts', asked, 'race')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
  });

  it('has its own ids in each catalog', async () => {
    const other = await newClient(newContext(), { kind: 'catalog', catalogId: 'ai-studios' });
    const asked = { externalId: externalId(), name: 'Both' };
    const [here, there] = [await server.post('/accounts', asked), await other.post('/accounts', asked)];
    expect([here.status, there.status]).toEqual([201, 201]);
    expect(there.body.catalog).toBe('ai-studios');
    expect((await other.get(`/accounts/${here.body.id}`)).status).toBe(404);
    expect((await server.get(`/accounts/ext:${asked.externalId}`)).body.id).toBe(here.body.id);
  });

  it('has its one-time credits once per external id', async () => {
    const id = externalId();
    const subject = sha256(`external:captions:${id}`);
    const made = await server.post('/accounts', { externalId: id, name: 'Once' });
    expect(await books(made.body.id)).toMatchObject({ available: 200 });
    const claims = await test.owner.sql`SELECT rule_id FROM one_time_claims WHERE subject = decode(${subject}, 'hex')`;
    expect(claims).toHaveLength(1);
    const before = sha256('external:captions:had-before');
    await test.owner.sql`
      INSERT INTO one_time_claims VALUES ('captions', decode(${before}, 'hex'), ${claims[0]!.rule_id}, now())`;
    const again = await server.post('/accounts', { externalId: 'had-before', name: 'Again' });
    expect(again.status).toBe(201);
    expect(await books(again.body.id)).toEqual({ available: 0, violations: [] });
  });

  it('comes on a paid plan, with what it had elsewhere, in its own zone', async () => {
    const made = await server.post('/accounts', {
      externalId: externalId(),
      name: 'Moved',
      zone: 'Asia/Kolkata',
      locale: 'hi-IN',
      plan: 'pro',
      interval: 'month',
      balance: { credits: 12.345678, expiresAt: '2026-12-31T00:00:00+01:00', paidMinor: 999 },
    });
    expect(made.body).toMatchObject({ zone: 'Asia/Kolkata', plan: { id: 'pro', interval: 'month' }, status: 'active' });
    const { body } = await server.get(`/accounts/${made.body.id}/grants`);
    const imported = body.items.find(({ source }: { source: string }) => source === 'import');
    expect(imported).toMatchObject({
      amount: 12.345678,
      available: 12.345678,
      expiresAt: '2026-12-30T23:00:00.000Z',
      costMinor: 999,
    });
    expect((await books(made.body.id)).violations).toEqual([]);
  });

  it('may be a test account, whose clock stands', async () => {
    const clock = '2025-01-31T00:00:00.000Z';
    const made = await server.post('/accounts', { externalId: externalId(), name: 'Test', clock });
    expect(made.body).toMatchObject({ clock, createdAt: clock });
    expect((await server.get(`/accounts/${made.body.id}/balance`)).body).toMatchObject({ asOf: clock, available: 200 });
  });

  it('is all or nothing: what is refused leaves no name taken, and can succeed later under the same key', async () => {
    const id = externalId();
    const ends = '2026-03-01T00:00:00Z';
    const asked = { externalId: id, name: 'Later', balance: { credits: 1, expiresAt: ends } };
    await expectRefused(test, () => server.post('/accounts', asked, 'later'), 422, {
      code: 'invalid_time',
      pointer: '/balance/expiresAt',
    });
    expect((await server.post('/accounts', { externalId: id, name: 'Later' }, 'later')).status).toBe(201);
  });

  const bodies: [name: string, body: string, status: number, pointer: string | undefined][] = [
    ['nothing', '{}', 400, '/externalId'],
    ['null', 'null', 400, '/'],
    ['half', '{"externalId": "x"', 400, '/'],
    ['no name', '{"externalId": "x"}', 400, '/name'],
    ['an empty id', '{"externalId": "", "name": "x"}', 400, '/externalId'],
    ['a long id', `{"externalId": "${'x'.repeat(201)}", "name": "x"}`, 400, '/externalId'],
    ['a number as id', '{"externalId": 7, "name": "x"}', 400, '/externalId'],
    ['a NUL', '{"externalId": "a\\u0000", "name": "x"}', 400, '/externalId'],
    ['half a character', '{"externalId": "\\ud83d", "name": "x"}', 400, '/externalId'],
    ['a NUL in the name', '{"externalId": "x", "name": "\\u0000"}', 400, '/name'],
    ['a field nobody knows', '{"externalId": "x", "name": "x", "email": "x"}', 400, '/email'],
    ['__proto__', '{"externalId": "x", "name": "x", "__proto__": {"clock": null}}', 400, '/__proto__'],
    ['no zone', '{"externalId": "x", "name": "x", "zone": "Mars/Olympus"}', 400, '/zone'],
    ['no locale', '{"externalId": "x", "name": "x", "locale": "de_DE!"}', 400, '/locale'],
    ['no plan', '{"externalId": "x", "name": "x", "plan": "gold"}', 422, '/plan'],
    ['a plan of the language', '{"externalId": "x", "name": "x", "plan": "constructor"}', 422, '/plan'],
    ['no interval', '{"externalId": "x", "name": "x", "plan": "pro", "interval": "week"}', 422, '/interval'],
    ['half a seat', '{"externalId": "x", "name": "x", "seats": 1.5}', 400, '/seats'],
    ['too many seats', '{"externalId": "x", "name": "x", "seats": 9007199254740993}', 400, '/seats'],
    ['seats of a plan without', '{"externalId": "x", "name": "x", "seats": 2}', 422, '/seats'],
    ['no credits', '{"externalId": "x", "name": "x", "balance": {}}', 400, '/balance/credits'],
    ['nothing imported', '{"externalId": "x", "name": "x", "balance": {"credits": 0}}', 400, '/balance/credits'],
    ['less than nothing', '{"externalId": "x", "name": "x", "balance": {"credits": -1}}', 400, '/balance/credits'],
    ['too fine', '{"externalId": "x", "name": "x", "balance": {"credits": 1e-7}}', 400, '/balance/credits'],
    ['too much', '{"externalId": "x", "name": "x", "balance": {"credits": 1e9}}', 400, '/balance/credits'],
    ['1e400', '{"externalId": "x", "name": "x", "balance": {"credits": 1e400}}', 400, '/balance/credits'],
    [
      'half a cent',
      '{"externalId": "x", "name": "x", "balance": {"credits": 1, "paidMinor": 0.5}}',
      400,
      '/balance/paidMinor',
    ],
    ['a clock of words', '{"externalId": "x", "name": "x", "clock": "yesterday"}', 400, '/clock'],
    ['a clock before all', '{"externalId": "x", "name": "x", "clock": "0000-01-01T00:00:00Z"}', 400, '/clock'],
    ['a clock after all', '{"externalId": "x", "name": "x", "clock": "9999-12-31T23:59:59-12:00"}', 400, '/clock'],
    ['a clock of 30 February', '{"externalId": "x", "name": "x", "clock": "2026-02-30T00:00:00Z"}', 400, '/clock'],
    ['lists in lists', `{"externalId": ${'['.repeat(20_000)}${']'.repeat(20_000)}, "name": "x"}`, 400, '/externalId'],
  ];
  it.each(bodies)('is not made of %s', async (_, body, status, pointer) => {
    await expectRefused(test, () => server.post('/accounts', body), status, { pointer });
  });

  it("is made by nobody but the product's own server", async () => {
    const { body: made } = await server.post('/accounts', { externalId: externalId(), name: 'Own' });
    const own = await newClient(newContext(), { kind: 'account', accountId: made.id });
    const reader = await newClient(newContext(), { kind: 'catalog', catalogId: 'captions' }, ['accounts:read']);
    const body = { externalId: externalId(), name: 'x' };
    for (const client of [own, reader]) {
      await expectRefused(test, () => client.post('/accounts', body), 403, { code: 'forbidden' });
    }
  });
});

describe('credits that are given', () => {
  const newAccount = async () => (await server.post('/accounts', { externalId: externalId(), name: 'Given' })).body.id;

  it('are there at once, once, with what was paid for them', async () => {
    const account = await newAccount();
    const asked = { source: 'contract', credits: 0.000001, paidMinor: 7, expiresAt: '2026-04-01T00:00:00Z' };
    const given = await server.post(`/accounts/${account}/grants`, asked, `give-${account}`);
    expect([given.status, given.body]).toEqual([
      201,
      {
        account,
        grant: 2,
        source: 'contract',
        credits: 0.000001,
        effectiveAt: '2026-03-10T09:30:00.000Z',
        expiresAt: '2026-04-01T00:00:00.000Z',
        balance: 200.000001,
      },
    ]);
    const again = await server.post(`/accounts/${account}/grants`, asked, `give-${account}`);
    expect([again.text, again.headers['idempotent-replayed']]).toEqual([given.text, 'true']);
    const other = await server.post(`/accounts/${account}/grants`, { ...asked, credits: 1 }, `give-${account}`);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const elsewhere = await server.post(`/accounts/${await newAccount()}/grants`, asked, `give-${account}`);
    expect(elsewhere.body.code).toBe('idempotency_key_reused');
    expect(await books(account)).toEqual({ available: 200.000001, violations: [] });
  });

  it('can be promised: they come by themselves, and not before', async () => {
    const context = newContext();
    const own = await newClient(context);
    const account = await newAccount();
    const asked = { source: 'goodwill', credits: 5, effectiveAt: '2026-03-12T00:00:00Z', expiresAt: null };
    const promised = await own.post(`/accounts/${account}/grants`, asked);
    expect(promised.body).toMatchObject({ grant: null, effectiveAt: '2026-03-12T00:00:00.000Z', balance: 200 });
    const before = await own.get(`/accounts/${account}/grants`);
    expect([before.body.items.length, before.body.promised]).toEqual([
      1,
      [{ source: 'goodwill', credits: 5, effectiveAt: '2026-03-12T00:00:00.000Z', expiresAt: null }],
    ]);
    context.moveTo(Date.parse('2026-03-12T00:00:00Z'));
    const after = await own.get(`/accounts/${account}/grants`);
    expect([after.body.items.length, after.body.promised]).toEqual([2, []]);
    expect(await reconcile(test.owner.sql, [account])).toEqual([]);
  });

  it('never come to more than a JSON number carries, and not more than a hundred are promised', async () => {
    const account = await newAccount();
    const path = `/accounts/${account}/grants`;
    const most = { source: 'import', credits: 999_999_799.999999 };
    await expectRefused(test, () => server.post(path, { ...most, credits: 999_999_999.999999 }), 422, {
      code: 'invalid_amount',
      pointer: '/credits',
    });
    expect((await server.post(path, most)).body.balance).toBe(999_999_999.999999);
    await expectRefused(test, () => server.post(path, { source: 'import', credits: 0.000001 }), 422, {});

    const other = `/accounts/${await newAccount()}/grants`;
    const promise = { source: 'goodwill', credits: 1, effectiveAt: '2027-01-01T00:00:00Z' };
    for (let index = 0; index < 100; index += 1) expect((await server.post(other, promise)).status).toBe(201);
    await expectRefused(test, () => server.post(other, promise), 409, { code: 'change_not_possible' });
    expect((await server.post(other, { ...promise, effectiveAt: '2026-01-01T00:00:00Z' })).status).toBe(201);
  });

  it.each([
    ['{}', 400, '/source'],
    ['[]', 400, '/'],
    ['{"source": "plan", "credits": 1}', 400, '/source'],
    ['{"source": "goodwill"}', 400, '/credits'],
    ['{"source": "goodwill", "credits": "1"}', 400, '/credits'],
    ['{"source": "goodwill", "credits": NaN}', 400, '/'],
    ['{"source": "goodwill", "credits": 0}', 400, '/credits'],
    ['{"source": "goodwill", "credits": -5}', 400, '/credits'],
    ['{"source": "goodwill", "credits": 9007199254740992}', 400, '/credits'],
    ['{"source": "goodwill", "credits": 1, "paidMinor": -1}', 400, '/paidMinor'],
    ['{"source": "goodwill", "credits": 1, "expiresAt": "2026-03-10T09:30:00Z"}', 422, '/expiresAt'],
    [
      '{"source": "goodwill", "credits": 1, "effectiveAt": "2026-05-01T00:00:00Z", "expiresAt": "2026-05-01T00:00:00Z"}',
      422,
      '/expiresAt',
    ],
    ['{"source": "goodwill", "credits": 1, "effectiveAt": 5}', 400, '/effectiveAt'],
    ['{"source": "goodwill", "credits": 1, "note": "sorry"}', 400, '/note'],
    ['{"source": "goodwill", "credits": 1, "__proto__": {}}', 400, '/__proto__'],
  ])('are not %s', async (body, status, pointer) => {
    const account = await newAccount();
    await expectRefused(test, () => server.post(`/accounts/${account}/grants`, body), status, { pointer });
  });

  it('are given by the product alone, and to its own accounts', async () => {
    const account = await newAccount();
    const body = { source: 'goodwill', credits: 1 };
    const own = await newClient(newContext(), { kind: 'account', accountId: account });
    const other = await newClient(newContext(), { kind: 'catalog', catalogId: 'ai-studios' });
    await expectRefused(test, () => own.post(`/accounts/${account}/grants`, body), 403, { code: 'forbidden' });
    await expectRefused(test, () => other.post(`/accounts/${account}/grants`, body), 404, { code: 'not_found' });
    await expectRefused(test, () => server.post(`/accounts/${newId()}/grants`, body), 404, { code: 'not_found' });
    await expectRefused(test, () => server.post('/accounts/ext:nobody/grants', body), 404, { code: 'not_found' });
  });
});
