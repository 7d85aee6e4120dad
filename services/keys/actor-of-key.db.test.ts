import { expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId } from '@/lib/ids';
import type { Context } from '../context';
import { testContext } from '../testing/context';
import { actorOfKey } from './actor-of-key';
import { createKey } from './create-key';
import { newKeyText, readKeyText } from './key-text';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);
const nobody = { kind: 'nobody' };

const newKey = (context: Context) =>
  createKey(context, {
    owner: { kind: 'catalog', catalogId: 'captions' },
    scopes: ['accounts:read', 'generations:write'],
    name: 'Server',
  });

it('knows a catalog key and an account key by their text', async () => {
  const context = newContext();
  const { id, text } = await newKey(context);
  expect(await actorOfKey(context, `Bearer ${text}`)).toEqual({
    kind: 'key',
    keyId: id,
    owner: { kind: 'catalog', catalogId: 'captions' },
    scopes: ['accounts:read', 'generations:write'],
  });
  const owner = { kind: 'account', accountId: newId() } as const;
  const own = await createKey(context, { owner, scopes: ['accounts:read'], name: 'Mine' });
  expect(await actorOfKey(context, `  bearer   ${own.text} `)).toMatchObject({ owner, scopes: ['accounts:read'] });
});

it('keeps the beginning and the hash of a key, never its text', async () => {
  const context = newContext();
  const { id, text } = await newKey(context);
  const [row] = await test.owner.sql`SELECT to_jsonb(k)::text AS row, prefix FROM api_keys k WHERE id = ${id}`;
  expect(row!.row).not.toContain(text.slice(12));
  expect(text.startsWith(row!.prefix as string)).toBe(true);
  expect(row!.prefix).toHaveLength(12);
});

it('no two keys are alike, and each has 190 random bits and a checksum', () => {
  const texts = Array.from({ length: 500 }, () => newKeyText().text);
  expect(new Set(texts).size).toBe(500);
  for (const text of texts) expect(text).toMatch(/^mb_live_[0-9A-Za-z]{38}$/);
});

it('tells a mistyped key from a wrong one without asking the database', async () => {
  const context = newContext();
  const { text } = await newKey(context);
  const untouched: Context = { ...context, db: undefined as never };
  const last = text.at(-1) === 'a' ? 'b' : 'a';
  const swapped = text.slice(0, 10) + text[11] + text[10] + text.slice(12);
  const typos = [text.slice(0, -1) + last, text.slice(0, -1), `${text}a`, text.toLowerCase()];
  if (swapped !== text) typos.push(swapped);
  for (const typo of typos) {
    expect(readKeyText(typo)).toBeNull();
    expect(await actorOfKey(untouched, `Bearer ${typo}`)).toEqual(nobody);
  }
});

it.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'Basic eDp5',
  'mb_live_x',
  `Bearer ${'a'.repeat(100_000)}`,
  'Bearer \u0000',
])('%j is nobody', async (authorization) => {
  expect(await actorOfKey(newContext(), authorization)).toEqual(nobody);
});

it('a well-formed key that nobody made is nobody', async () => {
  expect(await actorOfKey(newContext(), `Bearer ${newKeyText().text}`)).toEqual(nobody);
});

it('a revoked key is nobody at once', async () => {
  const context = newContext();
  const { id, text } = await newKey(context);
  await test.owner.sql`UPDATE api_keys SET revoked_at = ${new Date(NOW).toISOString()} WHERE id = ${id}`;
  expect(await actorOfKey(context, `Bearer ${text}`)).toEqual(nobody);
});

it('a key ends at its end', async () => {
  const context = newContext();
  const { id, text } = await newKey(context);
  await test.owner.sql`UPDATE api_keys SET expires_at = ${new Date(NOW + 1000).toISOString()} WHERE id = ${id}`;
  expect(await actorOfKey(context, `Bearer ${text}`)).toMatchObject({ kind: 'key' });
  context.moveTo(NOW + 1000);
  expect(await actorOfKey(context, `Bearer ${text}`)).toEqual(nobody);
});

it('a scope that this version does not know gives no right', async () => {
  const context = newContext();
  const { id, text } = await newKey(context);
  await test.owner.sql`UPDATE api_keys SET scopes = '{everything,accounts:read}' WHERE id = ${id}`;
  expect(await actorOfKey(context, `Bearer ${text}`)).toMatchObject({ scopes: ['accounts:read'] });
});

it('notes when a key was last used, at most once a minute', async () => {
  const context = newContext();
  const { id, text } = await newKey(context);
  const lastUse = async () => {
    await actorOfKey(context, `Bearer ${text}`);
    const [row] = await test.owner.sql`SELECT last_used_at FROM api_keys WHERE id = ${id}`;
    return Date.parse(row!.last_used_at as string) - NOW;
  };
  expect(await lastUse()).toBe(0);
  context.moveTo(NOW + 59_000);
  expect(await lastUse()).toBe(0);
  context.moveTo(NOW + 61_000);
  expect(await lastUse()).toBe(61_000);
});
