import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { catalogBook } from '@/lib/catalog/catalogs';
import { parseCatalog } from '@/lib/catalog/parse';
import { newId } from '@/lib/ids';
import { readInvoice } from '../payments/read-invoice';
import { testContext } from '../testing/context';
import { Buyer, must } from '../testing/orders';
import { readPlan } from './read-plan';
import { setContract } from './set-contract';

const test = useTestDatabase();
const START = Date.parse('2026-04-01T00:00:00Z');

/** AI Studios, with its contract plan sold by the seat. */
function withSeats() {
  const file = new URL('../../catalogs/ai-studios.json', import.meta.url);
  const catalog = JSON.parse(readFileSync(file, 'utf8')) as { plans: { id: string; seats?: object }[] };
  catalog.plans.find(({ id }) => id === 'enterprise')!.seats = { min: 5, max: 500 };
  const parsed = parseCatalog(JSON.stringify(catalog));
  if (!parsed.ok) throw new Error(parsed.problems[0]?.reason);
  return catalogBook([parsed.catalog]);
}

it('a contract is for as many seats as staff say, now and with the next one', async () => {
  const context = { ...testContext(test.db, START), catalogs: withSeats() };
  const buyer = await Buyer.make(context as ReturnType<typeof testContext>, { catalogId: 'ai-studios' });
  const set = (seats: number) =>
    setContract(context, buyer.support, buyer.accountId, {
      ...{ planId: 'enterprise', intervalId: 'contract', credits: 5_000, price: 120_000 },
      ...{ endsAt: '2027-04-16T00:00:00Z', orderId: newId(), seats },
    });
  for (const seats of [4, 501]) {
    expect(await set(seats)).toMatchObject({ error: { code: 'invalid_quantity', pointer: '/seats' } });
  }
  for (const seats of [20, 30]) {
    const { invoice } = must(await set(seats));
    expect(must(await readPlan(context, buyer.actor, buyer.accountId)).current).toMatchObject({
      planId: 'enterprise',
      seats,
      bySeat: true,
    });
    const { lines } = must(await readInvoice(context, buyer.actor, buyer.accountId, invoice));
    expect(lines).toMatchObject([{ kind: 'plan', quantity: seats, amount: 120_000 }]);
  }
  // Fewer count from the next period; a contract for as many as there are is not left with fewer later.
  for (const [seats, next] of [
    [10, 10],
    [30, null],
  ] as const) {
    must(await set(seats));
    expect(must(await readPlan(context, buyer.actor, buyer.accountId)).current).toMatchObject({
      seats: 30,
      seatsNext: next,
    });
  }
});
