import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { livePreviews } from '@/lib/plans/testing/previewed-life';
import { liveMoney } from '../testing/money-life';

const test = useTestDatabase();

describe('many lives', () => {
  it.each(['captions', 'ai-studios', 'artifio', null] as const)('of previews: %s', { timeout: 900_000 }, (catalog) => {
    expect(livePreviews(catalog, 3_000)).toBeGreaterThan(10_000);
  });

  it.each(['captions', 'ai-studios', 'artifio'])('of money: %s', { timeout: 900_000 }, async (catalogId) => {
    expect(await liveMoney(test, catalogId, 60)).toContain('done');
  });
});
