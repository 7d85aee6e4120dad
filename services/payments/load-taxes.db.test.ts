import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { reconcile } from '../audit/reconcile';
import { testContext } from '../testing/context';
import { Buyer, bookedFor, must } from '../testing/orders';
import { payingIn, START } from '../testing/paying';
import { setBillingDetails } from './billing-details';
import { loadTaxes } from './load-taxes';
import { readInvoice } from './read-invoice';

const test = useTestDatabase();
const { advance } = payingIn(test);
const example = fileURLToPath(new URL('../../docs/taxes.example.json', import.meta.url));
const toPro = { type: 'changePlan', planId: 'pro', intervalId: 'month' } as const;

describe('the taxes of the example in the documentation', () => {
  const vat = (rate: number, amount: number, name = 'VAT') => ({ name, rate, amount });
  const reverse = vat(0, 0, 'Reverse charge: you account for the VAT');

  // $9.99: 19 % are 189.81 cents, 20 % are 199.8, and 17 % are 169.83.
  it.each([
    [null, '', 1_189, vat(190_000, 190)],
    ['DE', 'DE123456789', 1_189, vat(190_000, 190)],
    ['AT', '', 1_199, vat(200_000, 200)],
    ['AT', 'ATU12345678', 999, reverse],
    ['LU', 'ATU12345678', 1_169, vat(170_000, 170)],
    ['US', '', 999, null],
  ])(
    'to %s with the tax id "%s" come to %i cents, from the preview to the renewal',
    async (country, taxId, total, tax) => {
      const context = Object.assign(testContext(test.db, START), { taxes: await loadTaxes(example) });
      const buyer = await Buyer.make(context);
      if (country !== null) {
        const details = { name: 'A', line1: 'B', line2: '', postalCode: '', city: 'C', country, taxId };
        must(await setBillingDetails(context, buyer.actor, buyer.accountId, details));
      }
      const lines = tax === null ? [] : [tax];
      const { preview } = await buyer.order(toPro);
      expect(preview).toMatchObject({ due: total, tax: lines, next: { total } });
      context.moveTo(Date.parse('2026-05-02T00:00:00Z'));
      await advance(buyer, context);
      for (const number of [1, 2]) {
        const invoice = must(await readInvoice(context, buyer.actor, buyer.accountId, number));
        expect(invoice).toMatchObject({ status: 'paid', net: 999, total, tax: lines });
      }
      expect(await bookedFor(test.owner.sql, buyer.accountId)).toEqual([
        ['succeeded', total],
        ['succeeded', total],
      ]);
      expect(await reconcile(test.owner.sql, [buyer.accountId])).toEqual([]);
    },
  );
});

describe('a file of taxes that can not be used', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taxes-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('stops the start with its name, the place and the reason', async () => {
    const file = join(folder, 'taxes.json');
    await writeFile(
      file,
      '{ "rules": [{ "countries": ["DE"], "taxes": [{ "name": "VAT", "percent": "nineteen" }] }] }',
    );
    await expect(loadTaxes(file)).rejects.toThrow(`${file} /rules/0/taxes/0/percent: a percentage is a text`);
    await expect(loadTaxes(join(folder, 'none.json'))).rejects.toThrow(
      'none.json can not be read: there is no such file',
    );
  });

  it('none named is none', async () => {
    expect(await loadTaxes(undefined)).toBeUndefined();
  });
});
