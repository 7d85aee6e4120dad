import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { testContext } from '../testing/context';
import { Buyer } from '../testing/orders';
import { reconcile } from './reconcile';

const test = useTestDatabase();
const START = Date.parse('2026-04-01T00:00:00Z');

/** An account with three packs on two invoices, and something that somebody has done to its rows. */
async function broken(statement: string): Promise<string[]> {
  const buyer = await Buyer.make(testContext(test.db, START), { catalogId: 'artifio' });
  const order = { type: 'buyPack', packId: 'credits-500' } as const;
  await buyer.order({ ...order, count: 2 });
  await buyer.order({ ...order, count: 1 });
  const { accountId } = buyer;
  expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  await test.owner.sql.unsafe(statement.replaceAll('$account', `account_id = '${accountId}'`));
  return (await reconcile(test.owner.sql, [accountId])).map((sentence) => sentence.replace(/^account \S+: /, ''));
}

describe('the audit tells of', () => {
  it.each([
    [
      'a gap in the numbers',
      `DELETE FROM payment_attempts WHERE $account AND invoice = 1; DELETE FROM invoices WHERE $account AND number = 1`,
      'invoices are not numbered without gaps',
    ],
    [
      'a total that is not its lines',
      `UPDATE invoices SET total = total + 1 WHERE $account AND number = 1;
       UPDATE payment_attempts SET amount = amount + 1 WHERE $account AND invoice = 1`,
      'invoice 1: its total is not its lines and taxes',
    ],
    [
      'a paid invoice without money',
      `UPDATE payment_attempts SET status = 'refunded' WHERE $account AND invoice = 2`,
      'invoice 2 is paid, and 0 was taken for it',
    ],
    [
      'money for a void invoice',
      `UPDATE invoices SET status = 'void', paid_at = NULL, voided_at = issued_at, void_reason = 'declined',
         first_seq = NULL, last_seq = NULL WHERE $account AND number = 2`,
      'invoice 2 is void, and 500 was taken for it',
    ],
    [
      'credits that cost another sum than was paid',
      `UPDATE invoices SET last_seq = 3 WHERE $account AND number = 1`,
      'invoice 1: the credits that it brought cost 1500000000 millionths',
    ],
    [
      'credits that two invoices have brought',
      `UPDATE invoices SET first_seq = 2 WHERE $account AND number = 2`,
      'invoice 2 brought what another one has brought',
    ],
  ])('%s', async (_, statement, expected) => {
    expect(await broken(statement)).toContain(expected);
  });
});
