import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createClient } from '@/api/client';
import { reconcile } from '@/services/audit/reconcile';
import { openAccounts, openKey } from '../place/accounts';
import { openPlace, type Place } from '../place/database';
import { openDoor } from '../place/servers';
import { chaos } from './chaos';

/** What a kill does, with processes of our own that are killed. `npm run chaos -- --kills 100` does it for longer. */

// The log is the one thing in this process that reads the environment; the servers have theirs.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const PATIENCE_MS = 180_000;
let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.close());

it(
  'a hold outlives the server that made it, and is captured by a client that repeats',
  async () => {
    const [account] = await openAccounts(place.context, 1);
    const options = { databaseUrl: place.url, folder: place.folder };
    const door = await openDoor(options);
    const client = createClient({
      baseUrl: `http://127.0.0.1:${door.port}`,
      key: await openKey(place.context),
      attempts: 300,
      sleep: () => new Promise((resolve) => setTimeout(resolve, 100)),
    });
    const balance = async () => {
      const { data } = await client.GET('/accounts/{account}/balance', { params: { path: { account: account! } } });
      return data!;
    };
    const before = await balance();
    const { data: held } = await client.POST('/generations', {
      params: { header: { 'Idempotency-Key': 'killed-hold' } },
      body: { account, feature: 'ai-ads', quantity: 10, mode: 'hold' },
    });
    expect(held).toMatchObject({ status: 'held', credits: 10 });

    door.process.kill('SIGKILL');
    await door.ended;
    const capture = () =>
      client.POST('/accounts/{account}/generations/{generation}/capture', {
        params: { path: { account: account!, generation: held!.id }, header: { 'Idempotency-Key': 'killed-capture' } },
        body: { quantity: 8 },
      });
    const captured = capture(); // nobody is there
    const again = await openDoor({ ...options, port: door.port });
    const { data } = await captured;
    expect(data).toMatchObject({ step: 'capture', credits: 8 });
    const repeated = await capture();
    expect([repeated.data, repeated.response.headers.get('idempotent-replayed')]).toEqual([data, 'true']);
    const after = await balance();
    expect([before.available - after.available, after.held]).toEqual([8, 0]);
    await again.stop();
    expect(await reconcile(place.owner.sql)).toEqual([]);
  },
  PATIENCE_MS,
);

it(
  'five kills of server and database by turns: nothing is lost, doubled or unresolved',
  async () => {
    const outcome = await chaos(place, { kills: 5, betweenMs: 1_200, say: () => undefined });
    const { unresolved, lost, doubled, violations } = outcome;
    expect({ unresolved, lost, doubled, violations }).toEqual({
      unresolved: [],
      lost: [],
      doubled: [],
      violations: [],
    });
    expect(Math.min(...Object.values(outcome.asked)), JSON.stringify(outcome.asked)).toBeGreaterThan(10);
    expect(outcome.inDoubt.changes).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
