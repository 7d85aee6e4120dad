import { beforeAll, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { catalogBook } from '@/lib/catalog/catalogs';
import { pricePageOf } from '@/lib/catalog/price-page';
import { newSubscriber, shippedCatalogs, testContext } from '@/services/testing/context';
import { catalogSchema } from './schemas/catalog';
import { newClient, type Client } from './testing/client';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
let server: Client;

beforeAll(async () => {
  server = await newClient(testContext(test.db, NOW));
});

it.each(shippedCatalogs().ids())('%s is answered as its price page shows it, and as it is described', async (id) => {
  const client = await newClient(testContext(test.db, NOW), { kind: 'catalog', catalogId: id }, []);
  const { status, body } = await client.get(`/catalogs/${id}`);
  expect(status).toBe(200);
  expect(body).toEqual(JSON.parse(JSON.stringify(pricePageOf(shippedCatalogs().at(id)!(NOW)))));
  expect(catalogSchema.parse(body)).toEqual(body);
});

it('is answered in the version that holds, or in the one that is asked for', async () => {
  const now = shippedCatalogs().latest('captions')!;
  const next = { ...now, version: now.version + 1, effectiveAt: NOW + 86_400_000 };
  const context = { ...testContext(test.db, NOW), catalogs: catalogBook([now, next]) };
  const client = await newClient(context);
  expect((await client.get('/catalogs/captions')).body.version).toBe(now.version);
  const asked = await client.get(`/catalogs/captions?version=${next.version}`);
  expect(asked.body).toMatchObject({ version: next.version, effectiveAt: '2026-03-11T09:30:00.000Z' });
  expect((await client.get('/catalogs/captions?version=99')).status).toBe(404);
});

it.each(['version=0', 'version=one', 'version=99999999999', 'at=now'])('is not answered for ?%s', async (query) => {
  expect((await server.get(`/catalogs/captions?${query}`)).status).toBe(400);
});

it("is the key's own, or that of its account, and no other", async () => {
  const context = testContext(test.db, NOW);
  const { accountId } = await newSubscriber(context, { catalogId: 'ai-studios' });
  const own = await newClient(context, { kind: 'account', accountId }, []);
  expect((await own.get('/catalogs/ai-studios')).status).toBe(200);
  for (const id of ['captions', 'none', '%00', '__proto__']) {
    expect((await own.get(`/catalogs/${id}`)).status).toBe(404);
  }
});
