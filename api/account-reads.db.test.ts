import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { quote } from '@/lib/catalog/price';
import { credits, MICRO_PER_CREDIT } from '@/lib/credits';
import { ok } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import type { Command } from '@/lib/ledger/command';
import { inTransaction } from '@/db/transaction';
import { reconcile } from '@/services/audit/reconcile';
import { runCommands } from '@/services/ledger/run-commands';
import { newSubscriber, testContext } from '@/services/testing/context';
import { accountSchema, balanceSchema } from './schemas/account';
import { entryPageSchema } from './schemas/entry';
import { grantPageSchema } from './schemas/grant';
import { meterSchema } from './schemas/meter';
import { usageSchema } from './schemas/usage';
import { newClient, type Client } from './testing/client';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const START = Date.parse('2026-01-05T20:00:00Z');
const HOUR = 3_600_000;
const test = useTestDatabase();
const context = () => testContext(test.db, START + 400 * HOUR);
let server: Client;
/** A test account in a zone far from UTC, with work of every kind over two periods. */
let account: Id;

beforeAll(async () => {
  server = await newClient(context());
  account = (await newSubscriber(context(), { zone: 'Pacific/Auckland', clockAt: START })).accountId;
  await live(account);
});

/** A year's quarter: debits, captures, voids, refunds of this period and of the one before, free work. */
async function live(accountId: Id): Promise<void> {
  const give: Command = { type: 'grant', source: 'contract', amount: credits(5_000), expiresAt: null, paid: 50_001n };
  await at(accountId, 0, give);
  const made: Id[] = [];
  for (let index = 0; index < 120; index += 1) {
    const hour = 1 + index * 9;
    const generationId = newId();
    const isHeld = index % 5 === 1;
    await work(accountId, hour, generationId, index, isHeld);
    made.push(generationId);
    if (isHeld && index % 10 === 1) await at(accountId, hour + 1, { type: 'void', generationId });
    else if (isHeld) await at(accountId, hour + 1, { type: 'capture', generationId, credits: credits(2) });
    // Some of what is given back was charged a period before: six weeks.
    const back = index % 7 === 6 ? made[index - (index > 112 ? 110 : 4)] : undefined;
    if (back) await at(accountId, hour + 2, { type: 'refund', generationId: back, credits: null }).catch(() => null);
  }
}

const requests = [
  { feature: 'ai-ads', quantity: 3 },
  { feature: 'genai-image', model: 'photon', quantity: 2 },
  { feature: 'ai-ads', quantity: 1 },
  { feature: 'mirage-script', quantity: 1 },
  { feature: 'genai-image', model: 'flux-1-1', quantity: 1 },
];

async function work(accountId: Id, hour: number, generationId: Id, index: number, isHeld: boolean): Promise<void> {
  const clockAt = START + hour * HOUR;
  const [done] = await inTransaction(test.db, (tx) =>
    runCommands(tx, context(), [
      {
        accountId,
        clockAt,
        project: index % 3 === 0 ? null : `film-${index % 3}`,
        command: (catalog) => {
          const priced = quote(catalog, requests[index % requests.length]!);
          if (!priced.ok) return priced;
          const charge = { generationId, quote: priced.value, member: index % 4 === 0 ? null : `m${index % 4}` };
          return ok(
            isHeld
              ? { type: 'hold', ...charge, lapsesAt: clockAt + 5 * HOUR }
              : ({ type: 'debit', ...charge } as Command),
          );
        },
      },
    ]),
  );
  if (!done!.ok) throw new Error(JSON.stringify(done));
}

async function at(accountId: Id, hour: number, command: Command): Promise<void> {
  const clockAt = START + hour * HOUR;
  const [done] = await inTransaction(test.db, (tx) =>
    runCommands(tx, context(), [{ accountId, clockAt, command: () => ok(command) }]),
  );
  if (!done!.ok) throw new Error(JSON.stringify(done));
  await test.owner
    .sql`UPDATE accounts SET clock_at = ${new Date(clockAt).toISOString()} WHERE account_id = ${accountId}`;
}

describe('usage', () => {
  const read = async (query: string) => (await server.get(`/accounts/${account}/usage?${query}`)).body;
  const waysToAdd = ['feature', 'model', 'project', 'member', 'day'];

  it.each(waysToAdd)('by %s comes to what the header says was used in the period', async (by) => {
    const usage = await read(`by=${by}`);
    usageSchema.parse(usage);
    const meter = (await server.get(`/accounts/${account}/meter`)).body.meter;
    expect(usage).toMatchObject({ by, zone: 'Pacific/Auckland', from: null, to: null, period: meter.period });
    expect(usage.total.credits).toBe(meter.used);
    expect(usage.total.credits).toBeGreaterThan(0);
    expect(usage.items.length).toBeGreaterThan(1);
  });

  it.each([
    ['all of it', '2026-01-01', '2026-12-31'],
    ['days across a period', '2026-01-28', '2026-02-12'],
    ['one day', '2026-02-10', '2026-02-10'],
    ['days before there was anything', '2025-03-01', '2025-06-30'],
  ])('of %s is the same in all, whatever it is added up by, and what the rollup says', async (_, from, to) => {
    const [row] = await test.owner.sql`
      SELECT coalesce(sum(used), 0)::bigint AS used, coalesce(sum(refunded_earlier), 0)::bigint AS earlier,
             coalesce(sum(generations), 0)::int AS generations
      FROM usage_rollups WHERE account_id = ${account} AND day BETWEEN ${from} AND ${to}`;
    const wanted = {
      credits: Number(row!.used) / Number(MICRO_PER_CREDIT),
      refundedEarlier: Number(row!.earlier) / Number(MICRO_PER_CREDIT),
      generations: row!.generations,
    };
    for (const by of waysToAdd) {
      const usage = await read(`by=${by}&from=${from}&to=${to}`);
      expect([by, usage.total]).toEqual([by, wanted]);
      const sum = usage.items.reduce((all: number, item: { credits: number }) => all + item.credits, 0);
      expect(sum).toBeCloseTo(wanted.credits, 6);
      expect(usage).toMatchObject({ from, to, period: null, others: null });
    }
    if (to === '2026-12-31') expect(wanted.refundedEarlier).toBeGreaterThan(0);
  });

  it('of nobody and nothing has a line of its own', async () => {
    for (const by of ['project', 'member', 'model']) {
      const { items } = await read(`by=${by}&from=2026-01-01&to=2026-12-31`);
      expect(items.filter(({ key }: { key: string | null }) => key === null)).toHaveLength(1);
    }
  });

  it.each([
    ['', '/by'],
    ['by=price', '/by'],
    ['by=day&by=day', '/by'],
    ['by=day&from=2026-01-01', '/to'],
    ['by=day&to=2026-01-01', '/to'],
    ['by=day&from=2026-02-01&to=2026-01-31', '/to'],
    ['by=day&from=2026-01-01&to=2027-01-02', '/to'],
    ['by=day&from=2026-02-30&to=2026-03-01', '/from'],
    ['by=day&from=0000-01-01&to=0000-01-02', '/from'],
    ['by=day&limit=5', '/limit'],
    ['by=day&__proto__=5', '/__proto__'],
  ])('is not told for ?%s', async (query, pointer) => {
    const refused = await server.get(`/accounts/${account}/usage?${query}`);
    expect([refused.status, refused.body.pointer]).toEqual([400, pointer]);
  });
});

describe('entries', () => {
  const read = async (query: string) => {
    const answer = await server.get(`/accounts/${account}/entries?${query}`);
    expect(answer.status).toBe(200);
    return entryPageSchema.parse(answer.body);
  };
  const numbers = async () =>
    (await test.owner.sql`SELECT seq::int AS seq FROM entries WHERE account_id = ${account} ORDER BY seq`).map(
      ({ seq }) => seq as number,
    );

  it('are walked to the first, page by page, each once', async () => {
    const seen: number[] = [];
    for (let next: number | null = null; ;) {
      const page = await read(`limit=17${next === null ? '' : `&before=${next}`}`);
      seen.push(...page.items.map(({ seq }) => seq));
      if (page.next === null) break;
      next = page.next;
    }
    expect(seen).toEqual((await numbers()).reverse());
  });

  it('are walked from one on, oldest first, each once', async () => {
    const seen: number[] = [];
    for (let next = 100; ;) {
      const page = await read(`limit=40&after=${next}`);
      seen.push(...page.items.map(({ seq }) => seq));
      if (page.next === null) break;
      next = page.next;
    }
    expect(seen).toEqual((await numbers()).filter((seq) => seq > 100));
  });

  it('are told in full', async () => {
    const { items } = await read('limit=500');
    const rows = await test.owner.sql`
      SELECT e.*, g.project FROM entries e LEFT JOIN generations g USING (account_id)
      WHERE account_id = ${account} AND e.kind = 'debit' AND g.id = e.generation_id ORDER BY seq DESC LIMIT 1`;
    const row = rows[0]!;
    expect(items.find(({ seq }) => seq === Number(row.seq))).toEqual({
      seq: Number(row.seq),
      at: expect.stringMatching(/Z$/),
      kind: 'debit',
      reason: 'generation',
      grant: Number(row.grant_id),
      from: 'available',
      to: 'spent',
      credits: Number(row.amount) / 1e6,
      balanceAfter: Number(row.balance_after) / 1e6,
      generation: row.generation_id,
      feature: row.feature,
      model: row.model,
      project: row.project,
    });
  });

  it.each([
    ['kind=refund', "kind = 'refund'"],
    ['kind=debit', "kind = 'debit'"],
    ['feature=ai-ads', "feature = 'ai-ads'"],
    ['model=photon&kind=capture', "model = 'photon' AND kind = 'capture'"],
    [
      'from=2026-01-10&to=2026-01-11',
      "(at AT TIME ZONE 'Pacific/Auckland')::date BETWEEN '2026-01-10' AND '2026-01-11'",
    ],
    ['project=film-1', "generation_id IN (SELECT id FROM generations WHERE project = 'film-1')"],
    ['feature=none', 'false'],
  ])('are narrowed by %s', async (query, where) => {
    const rows = await test.owner.sql.unsafe(
      `SELECT seq::int AS seq FROM entries WHERE account_id = '${account}' AND ${where} ORDER BY seq DESC`,
    );
    const page = await read(`limit=500&${query}`);
    expect(page.items.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq as number));
    if (where !== 'false') expect(page.items.length).toBeGreaterThan(0);
  });

  it.each([
    ['kind=gift', '/kind'],
    ['limit=0', '/limit'],
    ['limit=501', '/limit'],
    ['limit=1e2', '/limit'],
    ['before=-1', '/before'],
    ['before=9007199254740993', '/before'],
    ['before=9&after=1', '/after'],
    ['after=1.5', '/after'],
    ['feature=%00', '/feature'],
    [`project=${'x'.repeat(121)}`, '/project'],
    ['from=2026-13-01', '/from'],
    ['to=today', '/to'],
    ['page=2', '/page'],
  ])('are not told for ?%s', async (query, pointer) => {
    const refused = await server.get(`/accounts/${account}/entries?${query}`);
    expect([refused.status, refused.body.code, refused.body.pointer]).toEqual([400, 'invalid_request', pointer]);
  });
});

describe('grants', () => {
  it('that are open come in the order in which they pay, and hold the balance', async () => {
    const { body } = await server.get(`/accounts/${account}/grants`);
    const { items, next } = grantPageSchema.parse(body);
    const balance = balanceSchema.parse((await server.get(`/accounts/${account}/balance`)).body);
    expect(items.reduce((sum, { available }) => sum + available, 0)).toBeCloseTo(balance.available, 6);
    expect(next).toBeNull();
    for (const each of items) {
      const places = each.available + each.held + each.spent + each.expired + each.revoked + each.reissued;
      expect(places).toBeCloseTo(each.amount, 6);
    }
  });

  it('are walked back to the first, closed ones too', async () => {
    const rows = await test.owner.sql`SELECT id::int AS id FROM grants WHERE account_id = ${account} ORDER BY id DESC`;
    const seen: number[] = [];
    for (let next: number | null = null; ;) {
      const { body } = await server.get(`/accounts/${account}/grants?all=1&limit=1${next ? `&before=${next}` : ''}`);
      const page = grantPageSchema.parse(body);
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      next = page.next;
    }
    expect(seen).toEqual(rows.map(({ id }) => id as number));
    expect(seen.length).toBeGreaterThan(1);
  });

  it.each(['all=0', 'all=true', 'limit=0', 'before=0', 'before=x', 'offset=3'])(
    'are not told for ?%s',
    async (query) => {
      expect((await server.get(`/accounts/${account}/grants?${query}`)).status).toBe(400);
    },
  );
});

it('what is answered is what is described', async () => {
  const answers = { '': accountSchema, '/balance': balanceSchema, '/meter': meterSchema } as const;
  for (const [path, schema] of Object.entries(answers)) {
    const { status, body } = await server.get(`/accounts/${account}${path}`);
    expect([path, status, schema.parse(body)]).toEqual([path, 200, body]);
  }
});

it("nothing is told of another catalog's account, or to a key that may not read", async () => {
  const other = await newClient(context(), { kind: 'catalog', catalogId: 'ai-studios' });
  const blind = await newClient(context(), { kind: 'catalog', catalogId: 'captions' }, [
    'keys:write',
    'accounts:write',
  ]);
  for (const path of ['', '/balance', '/meter', '/grants', '/entries', '/usage?by=day']) {
    expect((await other.get(`/accounts/${account}${path}`)).status).toBe(404);
    expect((await blind.get(`/accounts/${account}${path}`)).status).toBe(403);
    expect((await server.get(`/accounts/ext:nobody${path}`)).status).toBe(404);
  }
});

it('the books are in order', async () => {
  expect(await reconcile(test.owner.sql, [account])).toEqual([]);
});
