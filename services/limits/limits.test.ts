import { expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { openLimits } from './limits';

it('lets so many pass within a second, and tells the next when to come again', async () => {
  const limits = openLimits({ perKey: 3, perAccount: 0 });
  const key = newId();
  for (let index = 0; index < 3; index += 1) expect(await limits.count('key', key)).toMatchObject({ ok: true });
  expect(await limits.count('key', key)).toMatchObject({
    ok: false,
    error: { code: 'too_many_requests', data: { retryAfterSeconds: 1 } },
  });
});

it('counts each key and each account by itself', async () => {
  const limits = openLimits({ perKey: 1, perAccount: 1 });
  const [one, other] = [newId(), newId()];
  const counts = await Promise.all([
    limits.count('key', one),
    limits.count('account', one),
    limits.count('key', other),
    limits.count('key', one),
  ]);
  expect(counts.map((count) => count.ok)).toEqual([true, true, true, false]);
});

it('0 is no limit', async () => {
  const limits = openLimits({ perKey: 0, perAccount: 0 });
  const key = newId();
  const counts = await Promise.all(Array.from({ length: 500 }, () => limits.count('key', key)));
  expect(counts.every((count) => count.ok)).toBe(true);
});

it('the next second begins anew', async () => {
  const limits = openLimits({ perKey: 1, perAccount: 1 });
  const key = newId();
  await limits.count('key', key);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect(await limits.count('key', key)).toMatchObject({ ok: true });
});
