import AxeBuilder from '@axe-core/playwright';
import { randomUUID } from 'node:crypto';
import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import type { Id } from '@/lib/ids';
import { DEMO_PASSWORD } from '@/services/demo/cast';
import { databaseUrl, readDemo, signedInWith } from './support/app';
import { States } from './support/in-states';
import { misfits } from './support/page-shape';

/**
 * Accounts in the states that nobody wishes for, and with names and balances of the largest size: on every page of theirs
 * all fits, from a phone to a desk, and says what the state means for the credits and what can be done.
 */

const start = Date.parse('2026-02-01T09:00:00Z');
const longName =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft Sankt Pölten, Abteilung Bewegtbild';
/** What every new account of the catalog has. */
const WELCOME = 200;
const LARGEST = 999_999_999.999999;

type State = 'pastDue' | 'suspended' | 'usedUp' | 'fresh' | 'large';
type Person = { id: Id; email: string };

let database: Database;
let owner: Person;
let member: Person;
let accounts: Record<State, Id>;

test.beforeAll(async ({ playwright, baseURL }) => {
  database = openDatabase(databaseUrl(), { max: 2 });
  const states = new States(database);
  owner = await states.person('Maximiliane-Wilhelmine von Hohenlohe-Schillingsfürst-Waldenburg');
  member = await states.person('Mia Member');
  accounts = {
    pastDue: await states.account(owner.id, 'Paid late', start),
    suspended: await states.account(owner.id, 'Not paid', start),
    usedUp: await states.account(owner.id, 'Used up', start),
    fresh: await states.account(owner.id, 'Just begun', start),
    large: await states.account(owner.id, longName, start),
  };
  await states.declineRenewal(accounts.pastDue, start, 2);
  await states.declineRenewal(accounts.suspended, start, 10);
  for (const state of ['suspended', 'usedUp'] as const) await states.join(accounts[state], member.id, 'member');

  const api = await playwright.request.newContext({ baseURL: baseURL! });
  // 8 credits a second.
  const work = { feature: 'prompt-to-video', quantity: WELCOME / 8 };
  await post(api, '/generations', { account: accounts.usedUp, ...work, project: longName });
  await post(api, `/accounts/${accounts.large}/grants`, { source: 'goodwill', credits: LARGEST - WELCOME });
  await api.dispose();
});

test.afterAll(() => database?.close());

/** What the usage page says of it. */
const said: Record<State, RegExp[]> = {
  pastDue: [/The payment that was due on 1 Mar is still open\. New credits come with it\./, /stay usable/],
  suspended: [/The payment that was due on 1 Mar is overdue/, /Credits that are locked until it comes are not lost/],
  usedUp: [/Nothing is left of this period’s credits: 200 of 200 credits are used\./, /See plans and prices/],
  fresh: [/Nothing has been used in this period yet: all 200 credits are still here\./],
  large: [/999,999,999\.999999 credits left/],
};

for (const [state, sentences] of Object.entries(said) as [State, RegExp[]][]) {
  test(`${state}: every page is sound on a phone and at a desk, and says what it means`, async ({
    browser,
    baseURL,
  }) => {
    const page = await pageOf(browser, baseURL!, owner);
    const complaints = listen(page);
    const home = `/accounts/${accounts[state]}`;
    const wrong: string[] = [];
    for (const path of [
      ...['usage', 'balance', 'activity', 'plan', 'billing', 'statements'].map((room) => `${home}/${room}`),
      'newest',
    ]) {
      const address = path === 'newest' ? await newestStatement(page) : path;
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(address);
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        wrong.push(...(await misfits(page)).map((what) => `${address} at ${width}: ${what}`));
      }
      // The pages are the same but for their figures and sentences: the largest show what the others have.
      if (state !== 'large' && !address.endsWith('usage')) continue;
      const { violations } = await new AxeBuilder({ page }).analyze();
      wrong.push(...violations.map(({ id, help }) => `${address}: ${id}, ${help}`));
    }
    expect(wrong).toEqual([]);
    await page.goto(`${home}/usage`);
    for (const sentence of sentences) await expect(page.locator('main')).toContainText(sentence);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
}

test('who owes can read what to do, and a member whom to ask', async ({ browser, baseURL }) => {
  const [ofOwner, ofMember] = [await pageOf(browser, baseURL!, owner), await pageOf(browser, baseURL!, member)];
  for (const state of ['suspended', 'pastDue'] as const) {
    await ofOwner.goto(`/accounts/${accounts[state]}/usage`);
    const notices = ofOwner.getByRole('region', { name: 'Notices' });
    await expect(notices.getByRole('link', { name: 'See what is owed, and pay it' })).toBeVisible();
  }
  await ofMember.goto(`/accounts/${accounts.suspended}/usage`);
  const notices = ofMember.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(
    `Ask Maximiliane-Wilhelmine von Hohenlohe-Schillingsfürst-Waldenburg (${owner.email})`,
  );
  await expect(notices).not.toContainText('pay it');
  await ofMember.goto(`/accounts/${accounts.usedUp}/usage`);
  await expect(notices).toContainText('For more credits, ask Maximiliane');
  await expect(notices.getByRole('link')).toHaveCount(0);
  await ofMember.setViewportSize({ width: 390, height: 844 });
  expect(await misfits(ofMember)).toEqual([]);
  await Promise.all([ofOwner, ofMember].map((page) => page.context().close()));
});

test('with several accounts, one changes from each to each, whatever their names', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, owner);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/accounts/${accounts.fresh}/usage`);
  const menu = page.getByRole('button', { name: 'Switch account: Just begun' });
  await menu.click();
  const others = page.getByRole('banner').getByRole('list').getByRole('link').filter({ hasText: 'Captions' });
  await expect(others).toHaveCount(Object.keys(accounts).length);
  expect(await misfits(page)).toEqual([]);
  // Beneath its button, wherever that is.
  const [button, list] = [await menu.boundingBox(), await others.first().boundingBox()];
  expect(list!.y).toBeGreaterThanOrEqual(button!.y + button!.height);
  expect(list!.y).toBeLessThan(button!.y + button!.height + 20);
  await others.filter({ hasText: longName }).click();
  await page.waitForURL(`**/accounts/${accounts.large}/usage`);
  await page.context().close();
});

/** The newest statement's address, from the list that is open. */
async function newestStatement(page: Page): Promise<string> {
  return (await page.getByRole('table').getByRole('link').first().getAttribute('href'))!;
}

async function pageOf(browser: Browser, baseURL: string, { email }: Person): Promise<Page> {
  const client = await signedInWith(baseURL, email, DEMO_PASSWORD);
  const storageState = await client.storageState();
  await client.dispose();
  const context = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'UTC', storageState });
  return context.newPage();
}

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

async function post(api: APIRequestContext, path: string, data: object): Promise<void> {
  const answer = await api.post(`/api/v1${path}`, {
    headers: { authorization: `Bearer ${readDemo().apiKey}`, 'idempotency-key': randomUUID() },
    data,
  });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
}
