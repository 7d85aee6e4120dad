import { expect, it } from 'vitest';
import { curlText } from './play-call';
import { partOf } from './pretend-generator';

it('a call is written as one types it, whatever is in it', () => {
  const call = { step: 'hold', generation: null, body: { project: "Zoë's" }, key: 'a-key' } as const;
  expect(curlText(call, 'account-1', 'https://credits.example')).toBe(
    [
      'curl https://credits.example/api/v1/generations \\',
      '  -H "Authorization: Bearer $METERBOOK_KEY" \\',
      '  -H "Content-Type: application/json" \\',
      '  -H "Idempotency-Key: a-key" \\',
      `  -d '{"project":"Zoë'\\''s"}'`,
    ].join('\n'),
  );
  expect(curlText({ ...call, step: 'void', generation: 'g' }, 'account-1', '')).toContain(
    'curl /api/v1/accounts/account-1/generations/g/void ',
  );
});

it.each([
  [undefined, {}],
  [10, { quantity: 6 }],
  [1, { quantity: 1 }],
  [{ image: 4, second: 5 }, { quantity: { image: 2, second: 3 } }],
])('work on %j may take less', (quantity, taken) => {
  expect(partOf(quantity, 0.6)).toEqual(taken);
});
