import { expect, it } from 'vitest';
import { openMetrics } from './metrics';

it('tells how far the worker is behind, and all the rest where that can not be known', async () => {
  expect(await openMetrics(() => Promise.resolve(7)).text()).toContain('\nmeterbook_worker_lag_seconds 7\n');
  const away = await openMetrics(() => Promise.reject(new Error('no database'))).text();
  expect(away).toContain('\nmeterbook_worker_lag_seconds Nan\n');
  expect(away).toContain('\nmeterbook_queue_items 0\n');
});
