import { expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { liveMoney } from '../testing/money-life';

const test = useTestDatabase();

it.each(['captions', 'ai-studios', 'artifio'])(
  'money taken is invoices is cost basis, and no way is cheaper than the best: %s',
  { timeout: 300_000 },
  async (catalogId) => {
    expect(await liveMoney(test, catalogId, 5)).toContain('done');
  },
);
