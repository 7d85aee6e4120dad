import { describe, expect, it } from 'vitest';
import type { Database } from '@/db/client';
import { nobody, type Actor } from '@/lib/access/actor';
import { catalogBook } from '@/lib/catalog/catalogs';
import type { Catalog } from '@/lib/catalog/schema';
import { shippedCatalogs, testContext } from '../testing/context';
import { listCatalogs } from './list-catalogs';
import { readPriceNotes } from './read-price-notes';
import { readPrices } from './read-prices';

// No price is read from the database: the catalogs are in memory.
const now = Date.parse('2026-03-15T12:00:00Z');
const context = testContext({} as Database, now);

function person(staff: 'none' | 'support'): Actor {
  return { kind: 'person', personId: 'p', sessionId: 's', name: 'P', email: 'p@example.com', staff, memberships: [] };
}

describe('prices', () => {
  it('are for everybody, as plain data without our own notes', async () => {
    const read = await readPrices(context, nobody, 'captions');
    expect(read).toMatchObject({ ok: true, value: { id: 'captions', name: 'Captions', version: 1, currency: 'USD' } });
    const text = JSON.stringify(read);
    expect(JSON.parse(text)).toEqual(read);
    expect(text).not.toContain('The source');
  });

  it('of a catalog that is not there are not found', async () => {
    expect(await readPrices(context, nobody, 'constructor')).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('are those of the version in force', async () => {
    const first = shippedCatalogs().latest('artifio')!;
    const second: Catalog = { ...first, version: 2, effectiveAt: now + 1, name: 'Artifio Two' };
    const changing = testContext({} as Database, now);
    changing.catalogs = catalogBook([first, second]);
    expect(await readPrices(changing, nobody, 'artifio')).toMatchObject({ value: { version: 1, name: 'Artifio' } });
    changing.moveTo(now + 1);
    expect(await readPrices(changing, nobody, 'artifio')).toMatchObject({ value: { version: 2, name: 'Artifio Two' } });
  });

  it('are listed by name', async () => {
    expect(await listCatalogs(context, nobody)).toEqual({
      ok: true,
      value: [
        { id: 'ai-studios', name: 'AI Studios', products: ['AI Studios'] },
        { id: 'artifio', name: 'Artifio', products: ['Artifio'] },
        { id: 'captions', name: 'Captions', products: ['Captions', 'Mirage Studio'] },
      ],
    });
  });
});

describe('notes on what is ours', () => {
  it('are for staff only', async () => {
    expect(await readPriceNotes(context, nobody, 'captions')).toMatchObject({ error: { code: 'unauthenticated' } });
    expect(await readPriceNotes(context, person('none'), 'captions')).toMatchObject({ error: { code: 'forbidden' } });
    const read = await readPriceNotes(context, person('support'), 'captions');
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.value[0]).toEqual({
      kind: 'decision',
      path: '/plans/0/intervals/0/grants/0/lasts',
      text: 'The source says that the 200 come once. That they never end is ours.',
    });
  });
});
