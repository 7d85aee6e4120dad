import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { Database } from '@/db/client';
import { inTransaction } from '@/db/transaction';
import { theProgram } from '@/lib/access/actor';
import type { CatalogBook } from '@/lib/catalog/catalogs';
import { quote, type GenerationRequest } from '@/lib/catalog/price';
import { newId, type Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import { moveClock } from '@/services/accounts/move-clock';
import { openAccount } from '@/services/accounts/open-account';
import { DEMO_PASSWORD } from '@/services/demo/cast';
import { setMethod } from '@/services/payments/set-method';
import { shippedCatalogs, testContext } from '@/services/testing/context';
import { give, run } from '@/services/testing/credits';
import { demoPerson, signedInWith } from './app';
import { must, States } from './in-states';
import { pageWith } from './pages';

/** When every account of these tests begins: the first of a month of 28 days, so that half of it is 14 days. */
const START = Date.parse('2026-02-01T09:00:00Z');
export const HALF = Date.parse('2026-02-15T09:00:00Z');
export const END = Date.parse('2026-03-01T09:00:00Z');

export const cards = {
  pays: '4242424242424242',
  declines: '4000000000000002',
  confirms: '4000002500003155',
  paysLate: '4000000000000077',
} as const;

export interface Terms {
  catalogId: string;
  planId: string;
  intervalId?: string;
  seats?: number;
  /** How it pays; left out: no way yet. */
  pays?: keyof typeof cards | 'invoice';
  /** When it begins; left out: on the first of a month of 28 days. */
  from?: Instant;
  /** Where its clock stands; left out: at the start. */
  at?: Instant;
}

/** Accounts of one owner, each with a clock of its own, in a plan that is paid for. */
export class PlanLives {
  readonly #context;
  readonly #states;
  #owner: { id: Id; email: string } | null = null;

  /** @param catalogs those that the database's accounts are on; left out: those that ship with the program */
  constructor(database: Database, catalogs: CatalogBook = shippedCatalogs()) {
    this.#context = { ...testContext(database, Date.now()), catalogs };
    this.#states = new States(database);
  }

  async owner(): Promise<{ id: Id; email: string }> {
    this.#owner ??= await this.#states.person('Paula Planner');
    return this.#owner;
  }

  /** A new account, in US English so that money reads "$9.99", in the zone of UTC. */
  async account({
    catalogId,
    planId,
    intervalId = 'month',
    seats = 1,
    pays,
    from = START,
    at = from,
  }: Terms): Promise<Id> {
    const owner = await this.owner();
    const { accountId } = await inTransaction(this.#context.db, async (tx) =>
      must(
        await openAccount(tx, this.#context, {
          ...{ catalogId, name: `On ${planId}`, zone: 'UTC', locale: 'en-US', clockAt: from },
          terms: { planId, intervalId, seats },
          // Once for each mail address: only this makes the first credits come with every account of one person.
          owner: { personId: owner.id, email: `${newId()}@example.com` },
        }),
      ),
    );
    if (pays) await this.pay(accountId, pays);
    if (at > from) await this.moveTo(accountId, at);
    return accountId;
  }

  async pay(accountId: Id, by: keyof typeof cards | 'invoice'): Promise<void> {
    const method = by === 'invoice' ? { kind: 'invoice' } : { kind: 'card', number: cards[by] };
    must(await setMethod(this.#context, theProgram, accountId, method));
  }

  async moveTo(accountId: Id, to: Instant): Promise<void> {
    must(await moveClock(this.#context, theProgram, { accountId, to }));
  }

  /** Goodwill that never ends. */
  async give(accountId: Id, credits: number): Promise<void> {
    await give(this.#context, accountId, credits);
  }

  /** Charges a generation, or holds its credits until then. */
  async work(
    { accountId, catalogId, at }: { accountId: Id; catalogId: string; at: Instant },
    request: GenerationRequest,
    lapsesAt?: Instant,
  ): Promise<Id> {
    const generationId = newId();
    const priced = must(quote(this.#context.catalogs.at(catalogId)!(at)!, request));
    await run(
      this.#context,
      accountId,
      lapsesAt === undefined
        ? { type: 'debit', generationId, quote: priced }
        : { type: 'hold', generationId, quote: priced, lapsesAt },
    );
    return generationId;
  }

  /** A page of the owner, which fails on what the console complains of. */
  async page(browser: Browser, baseURL: string, options: BrowserContextOptions = {}): Promise<Page> {
    return pageOf(browser, baseURL, (await this.owner()).email, options);
  }

  /** A page of somebody who belongs to the account and does not pay for it. */
  async memberPage(browser: Browser, baseURL: string, accountId: Id): Promise<Page> {
    const member = await this.#states.person('Mia Member');
    await this.#states.join(accountId, member.id, 'member');
    return pageOf(browser, baseURL, member.email);
  }

  async staffPage(browser: Browser, baseURL: string): Promise<Page> {
    return pageOf(browser, baseURL, demoPerson('support').email);
  }
}

async function pageOf(browser: Browser, baseURL: string, email: string, options: BrowserContextOptions = {}) {
  const client = await signedInWith(baseURL, email, DEMO_PASSWORD);
  return pageWith(browser, client, { baseURL, locale: 'en-US', ...options });
}
