import { insertMembership, insertPerson } from '@/db/reads/people';
import type { Database } from '@/db/client';
import { inTransaction } from '@/db/transaction';
import { theProgram, type MemberRole } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import { addMonthsUtc, DAY_MS, type Instant } from '@/lib/time';
import { moveClock } from '@/services/accounts/move-clock';
import { openAccount } from '@/services/accounts/open-account';
import { subscribeAccount } from '@/services/accounts/subscribe-account';
import { DEMO_PASSWORD } from '@/services/demo/cast';
import { hashPassword } from '@/services/people/password';
import { testContext } from '@/services/testing/context';

/** Makes people and accounts that are in states which the demo's are not: by living into them, as anybody would. */
export class States {
  readonly #context;

  constructor(database: Database) {
    this.#context = testContext(database, Date.now());
  }

  /** Somebody who can sign in with the demo's password. */
  async person(name: string): Promise<{ id: Id; email: string }> {
    const id = newId();
    const email = `${id}@example.com`;
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    await insertPerson(this.#context.db.sql, { id, email, name, staff: 'none', passwordHash }, Date.now());
    return { id, email };
  }

  /** A test account on the catalog's default plan with its first credits, whose clock stands at `clockAt`. */
  async account(ownerId: Id, name: string, clockAt: Instant): Promise<Id> {
    return inTransaction(this.#context.db, async (tx) => {
      const opened = await openAccount(tx, this.#context, {
        ...{ catalogId: 'captions', name, zone: 'Europe/Berlin', locale: 'en-GB', clockAt },
        // Once for each mail address: only this makes them come with every account of one person.
        owner: { personId: ownerId, email: `${newId()}@example.com` },
      });
      return must(opened).accountId;
    });
  }

  async join(accountId: Id, personId: Id, role: MemberRole): Promise<void> {
    await inTransaction(this.#context.db, (tx) => insertMembership(tx, { accountId, personId, role }, Date.now()));
  }

  /** Subscribes to Pro at `from`, and declines what its first renewal costs; the clock then stands `days` after that. */
  async declineRenewal(accountId: Id, from: Instant, days: number): Promise<void> {
    must(
      await subscribeAccount(this.#context, theProgram, { accountId, planId: 'pro', intervalId: 'month', seats: 1 }),
    );
    const to = addMonthsUtc(from, 1) + days * DAY_MS;
    must(await moveClock(this.#context, theProgram, { accountId, to, provider: 'declines' }));
  }
}

export function must<T>(result: { ok: true; value: T } | { ok: false; error: { code: string; detail?: string } }): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}
