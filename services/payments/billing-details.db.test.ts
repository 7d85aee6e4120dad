import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { DETAILS_MAX } from '@/lib/billing-details';
import { testContext } from '../testing/context';
import { Buyer, must } from '../testing/orders';
import { setBillingDetails } from './billing-details';
import { listInvoices } from './list-invoices';

const test = useTestDatabase();
const fields = Object.keys(DETAILS_MAX) as (keyof typeof DETAILS_MAX)[];
const longest = Object.fromEntries(fields.map((field) => [field, 'ü'.repeat(DETAILS_MAX[field])]));

async function buyer() {
  return Buyer.make(testContext(test.db, Date.parse('2026-04-01T00:00:00Z')));
}

describe('what stands on invoices', () => {
  it('is kept as long as the form lets it be, and shown so', async () => {
    const { context, actor, accountId } = await buyer();
    must(await setBillingDetails(context, actor, accountId, { ...longest, country: 'nz' }));
    const { details } = must(await listInvoices(context, actor, accountId, { before: null }));
    expect(details).toEqual({ ...longest, country: 'NZ' });
  });

  it.each(fields)('says which line is too long: %s', async (field) => {
    const { context, actor, accountId } = await buyer();
    const details = { ...longest, country: 'NZ', [field]: 'x'.repeat(DETAILS_MAX[field] + 1) };
    expect(await setBillingDetails(context, actor, accountId, details)).toMatchObject({
      error: { code: 'invalid_request', pointer: `/${field}` },
    });
  });

  it('leaves out what is empty, and takes no country that there is not', async () => {
    const { context, actor, accountId } = await buyer();
    const short = { name: 'A', line1: 'B', line2: ' ', postalCode: '', city: 'C', taxId: undefined };
    expect(must(await setBillingDetails(context, actor, accountId, { ...short, country: 'DE' }))).toEqual({
      ...{ name: 'A', line1: 'B', line2: null, postalCode: null, city: 'C', country: 'DE', taxId: null },
    });
    for (const country of ['', 'QQ', 'Germany']) {
      expect(await setBillingDetails(context, actor, accountId, { ...short, country })).toMatchObject({
        error: { code: 'invalid_request', pointer: '/country' },
      });
    }
  });
});
