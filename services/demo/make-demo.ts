import type { Database } from '@/db/client';
import { readAccounts } from '@/db/ledger/accounts';
import { findAccountsByEmail } from '@/db/reads/accounts';
import { findPersonByEmail, insertPerson } from '@/db/reads/people';
import { inTransaction } from '@/db/transaction';
import { keyScopes, theProgram } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import { addMonthsUtc, DAY_MS, dayIn, startOfDayIn, type Instant } from '@/lib/time';
import { moveClock } from '../accounts/move-clock';
import { openAccount } from '../accounts/open-account';
import { subscribeAccount } from '../accounts/subscribe-account';
import type { Context } from '../context';
import { createKey } from '../keys/create-key';
import { setMethod } from '../payments/set-method';
import { testCards } from '../payments/test-cards';
import { hashPassword } from '../people/password';
import { busySubscriber, DEMO_MONTHS, DEMO_PASSWORD, demoSubscribers, demoSupport, type DemoSubscriber } from './cast';
import { liveStory } from './live-story';

/** What the demo's visitors need: who can sign in, and a key for the API, which can't be read again later. */
export interface Demo {
  /** For the accounts of the first catalog; apiKeys has one for each. */
  apiKey: string;
  apiKeys: Record<string, string>;
  people: { email: string; password: string; role: 'subscriber' | 'support'; account: Id | null }[];
}

/** True where a whole demo is in the database. */
export async function demoIsWhole(db: Database): Promise<boolean> {
  return (await findPersonByEmail(db.sql, demoSupport.email)) !== null;
}

/**
 * Makes the demo's accounts by living their months through the engine, up to `end`. Making it twice adds nothing but a
 * new API key; one that was cut short is finished. The support person comes last and marks it as whole.
 * @param onProgress is told whose story is next, and how many are done
 */
export async function makeDemo(
  context: Context,
  end: Instant,
  onProgress: (accountName: string, done: number, of: number) => void,
): Promise<Demo> {
  const whole = await demoIsWhole(context.db);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const people: Demo['people'] = [];
  for (const [index, subscriber] of demoSubscribers.entries()) {
    const known = (await findAccountsByEmail(context.db.sql, subscriber.email))[0]?.id;
    const account = known ?? (await openSubscriber(context, subscriber, passwordHash, end));
    if (!whole) {
      onProgress(subscriber.accountName, index, demoSubscribers.length);
      await live(context, subscriber, account, end);
    }
    people.push({ email: subscriber.email, password: DEMO_PASSWORD, role: 'subscriber', account });
  }
  if (!whole) {
    const support = { id: newId(), ...demoSupport, staff: 'support', passwordHash } as const;
    await insertPerson(context.db.sql, support, context.clock.now());
  }
  people.push({ email: demoSupport.email, password: DEMO_PASSWORD, role: 'support', account: null });
  const apiKeys: Demo['apiKeys'] = {};
  for (const catalogId of new Set(demoSubscribers.map((subscriber) => subscriber.catalogId))) {
    const { text } = await createKey(context, {
      owner: { kind: 'catalog', catalogId },
      scopes: [...keyScopes],
      name: 'Demo server',
    });
    apiKeys[catalogId] = text;
  }
  return { apiKey: apiKeys[demoSubscribers[0]!.catalogId]!, apiKeys, people };
}

/**
 * Makes the account with more than 100,000 entries, if it is not there yet, and says where it is.
 * @param onProgress is told which instant its story has come to
 */
export async function makeBusyAccount(
  context: Context,
  end: Instant,
  onProgress: (at: Instant) => void,
): Promise<Demo['people'][number]> {
  const { email } = busySubscriber;
  const known = (await findAccountsByEmail(context.db.sql, email))[0]?.id;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const account = known ?? (await openSubscriber(context, busySubscriber, passwordHash, end));
  const { clockAt } = (await readAccounts(context.db.sql, [account])).get(account)!;
  // A clock that has left its last period's start has arrived: making it again must not go on to today.
  const arrived = clockAt !== null && end - clockAt < busySubscriber.story!.daysIntoPeriod * DAY_MS;
  if (!arrived) await live(context, busySubscriber, account, end, onProgress);
  return { email, password: DEMO_PASSWORD, role: 'subscriber', account };
}

/** Makes the person and an account on the default plan, on the day the story begins, or neither. */
async function openSubscriber(
  context: Context,
  subscriber: DemoSubscriber,
  passwordHash: string,
  end: Instant,
): Promise<Id> {
  const { name, email, accountName, catalogId, zone, locale, story } = subscriber;
  const personId = newId();
  return inTransaction(context.db, async (tx) => {
    await insertPerson(tx, { id: personId, email, name, staff: 'none', passwordHash }, context.clock.now());
    const opened = await openAccount(tx, context, {
      catalogId,
      name: accountName,
      zone,
      locale,
      owner: { personId, email },
      clockAt: story ? openedAt(context, subscriber, end) : end,
    });
    if (!opened.ok) throw new Error(`the demo's account could not be opened: ${opened.error.detail}`);
    return opened.value.accountId;
  });
}

async function live(
  context: Context,
  subscriber: DemoSubscriber,
  accountId: Id,
  end: Instant,
  onProgress: (at: Instant) => void = () => undefined,
): Promise<void> {
  const { story } = subscriber;
  if (!story) return;
  const anchor = anchorOf(story, end);
  const account = (await readAccounts(context.db.sql, [accountId])).get(accountId)!;
  if (account.clockAt! < anchor) {
    const moved = await moveClock(context, theProgram, { accountId, to: anchor });
    if (!moved.ok) throw new Error(`the demo's clock did not move: ${moved.error.detail}`);
  }
  const subscribed = await subscribeAccount(context, theProgram, {
    accountId,
    invoiced: true,
    planId: story.planId,
    intervalId: story.intervalId ?? 'month',
    seats: story.seats ?? 1,
  });
  // So that whoever looks around can change a plan at once; no real card is ever charged.
  const paying = await setMethod(context, theProgram, accountId, { kind: 'card', number: testCards[0]!.number });
  if (!paying.ok) throw new Error(`the demo could not get a card: ${paying.error.detail}`);
  // A demo that was cut short may have got this far already.
  if (!subscribed.ok && subscribed.error.code !== 'already_subscribed') {
    throw new Error(`the demo could not subscribe: ${subscribed.error.detail}`);
  }
  await liveStory(context, {
    accountId,
    catalog: context.catalogs.at(subscriber.catalogId)!(end),
    end,
    story,
    onProgress,
  });
}

/** Whoever pays has looked around on the free plan first, for a day. */
function openedAt(context: Context, { catalogId, story }: DemoSubscriber, end: Instant): Instant {
  const anchor = anchorOf(story!, end);
  return story!.planId === context.catalogs.latest(catalogId)?.defaultPlan ? anchor : anchor - DAY_MS;
}

/** When the subscription began: so many months before the renewal that the story's last day is counted from. */
function anchorOf(story: { daysIntoPeriod: number; startHour: number }, end: Instant): Instant {
  const midnight = startOfDayIn('UTC', dayIn('UTC', end));
  const renewal = midnight - story.daysIntoPeriod * DAY_MS + story.startHour * 3_600_000;
  return addMonthsUtc(renewal, 1 - DEMO_MONTHS);
}
