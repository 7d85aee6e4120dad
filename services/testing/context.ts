import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from '@/db/client';
import { insertPerson, insertSession } from '@/db/reads/people';
import { inTransaction } from '@/db/transaction';
import type { Actor, KeyScope } from '@/lib/access/actor';
import { catalogBook, type CatalogBook } from '@/lib/catalog/catalogs';
import { parseCatalog } from '@/lib/catalog/parse';
import { stoppedClock } from '@/lib/clock';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS, type Instant } from '@/lib/time';
import { openAccount } from '../accounts/open-account';
import type { Context } from '../context';
import { actorOfSession } from '../people/actor-of-session';
import { secretsFrom } from '../secrets';

/** The catalogs that ship with the program, as a book. */
export function shippedCatalogs(): CatalogBook {
  const folder = fileURLToPath(new URL('../../catalogs/', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
  return catalogBook(
    files.map((file) => {
      const parsed = parseCatalog(readFileSync(`${folder}${file}`, 'utf8'));
      if (!parsed.ok) throw new Error(`${file}: ${parsed.problems[0]?.reason}`);
      return parsed.catalog;
    }),
  );
}

/** A context whose clock stands at `now` until the test moves it. */
export function testContext(db: Database, now: Instant): Context & { moveTo(at: Instant): void } {
  let clock = stoppedClock(now);
  return {
    db,
    clock: { now: () => clock.now() },
    catalogs: shippedCatalogs(),
    signUpCatalog: 'captions',
    publicUrl: 'http://portal.test',
    secrets: secretsFrom('for tests, and never for anything else'),
    moveTo: (at) => {
      clock = stoppedClock(at);
    },
  };
}

/** A person with an account of their own on the catalog's default plan (Captions: Free, with its 200 once). */
export async function newSubscriber(
  context: Context,
  { catalogId = 'captions', zone = 'UTC', clockAt = null as Instant | null } = {},
): Promise<{ accountId: Id; personId: Id; email: string }> {
  const personId = newId();
  const email = `${personId}@example.com`;
  const accountId = await inTransaction(context.db, async (tx) => {
    const person = { id: personId, email, name: 'Test Person', staff: 'none', passwordHash: 'none' } as const;
    await insertPerson(tx, person, context.clock.now());
    const owner = { personId, email };
    const opened = await openAccount(tx, context, { catalogId, name: 'Test', zone, locale: 'en', owner, clockAt });
    if (!opened.ok) throw new Error(opened.error.detail);
    return opened.value.accountId;
  });
  return { accountId, personId, email };
}

/** The actor of a product's server, with every scope unless told otherwise. */
export function catalogKey(
  catalogId = 'captions',
  scopes: KeyScope[] = ['accounts:read', 'generations:write'],
): Extract<Actor, { kind: 'key' }> {
  return { kind: 'key', keyId: newId(), owner: { kind: 'catalog', catalogId }, scopes };
}

/** The person as an actor, through a session of their own. */
export async function signedIn(context: Context, personId: Id): Promise<Extract<Actor, { kind: 'person' }>> {
  const sessionId = newId();
  const now = context.clock.now();
  await insertSession(context.db.sql, { id: sessionId, personId, expiresAt: now + 30 * DAY_MS }, now);
  const actor = await actorOfSession(context, sessionId);
  if (actor.kind !== 'person') throw new Error(`there is no person ${personId}`);
  return actor;
}
