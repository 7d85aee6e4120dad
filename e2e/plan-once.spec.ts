import { expect, test, type Page } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import type { Id } from '@/lib/ids';
import type { PlanOrder } from '@/lib/plans/order';
import { balanceOf } from './support/account-rows';
import { databaseUrl } from './support/app';
import { askFor } from './support/ask-for';
import { heldUp } from './support/held-up';
import { ledgerOf } from './support/plan-books';
import { PlanLives } from './support/plan-life';
import type { Outcome, PlanPath } from './support/plan-path';
import { begin, done } from './support/walk-path';

/**
 * One order, one charge, whatever is done with the browser meanwhile: in each catalog an order that costs something, and
 * every way to ask for it twice or not to see its answer. Where something has to happen in the middle of it, the test
 * holds the account up, so that the confirmation waits there.
 */

let database: Database;
let lives: PlanLives;
let page: Page;

test.beforeAll(async ({ browser }, { project }) => {
  database = openDatabase(databaseUrl(), { max: 2 });
  lives = new PlanLives(database);
  page = await lives.page(browser, project.use.baseURL!);
});
test.afterAll(async () => {
  await page?.context().close();
  await database?.close();
});

interface Order extends Omit<PlanPath, 'steps'> {
  order: PlanOrder;
  button: string;
  before: PlanPath['before'];
  /** Credits that are there before it, and all that is there once it is done. */
  balance: number;
  then: Outcome;
}

const orders: Record<string, Order> = {
  // 24.99 − 9.99, 500 − 200; the first second of a period from the 29th.
  captions: {
    on: { catalogId: 'captions', planId: 'pro' },
    ...{ from: '2026-01-29T09:00:00Z', at: '2026-01-29T09:00:00.500Z', before: [] },
    order: { type: 'changePlan', planId: 'max', intervalId: 'month' },
    ...{ button: 'Upgrade to Max, pay $15.00 today', balance: 200 },
    then: { plan: 'Max', balance: 500, invoices: ['1 paid $15.00'] },
  },
  // Half of 39.00 and of 150, from 30 Jan to 28 Feb: 29 days.
  'ai-studios': {
    on: { catalogId: 'ai-studios', planId: 'team' },
    ...{ from: '2026-01-30T09:00:00Z', at: '2026-02-13T21:00:00Z', before: [] },
    order: { type: 'changeSeats', seats: 2 },
    ...{ button: 'Change to 2 seats, pay $19.50 today', balance: 150 },
    then: { plan: 'Team', balance: 225, invoices: ['1 paid $19.50'] },
  },
  // 2 × 19.00 for 2 × 2,000, beside goodwill.
  artifio: {
    on: { catalogId: 'artifio', planId: 'pay-as-you-go' },
    ...{ from: '2026-03-31T09:00:00Z', at: '2026-03-31T09:00:00Z', before: [{ give: 50 }] },
    order: { type: 'buyPack', packId: 'credits-2000', count: 2 },
    ...{ button: 'Buy 2 × 2,000 credits, pay $38.00 today', balance: 50 },
    then: { plan: 'Pay as you go', balance: 4050, invoices: ['1 paid $38.00'] },
  },
};

/** What `npm test` has time for: each of these in one catalog, and each catalog. The others are tried by the long tests. */
const tagOf = (catalog: string, ...always: string[]) => ({ tag: always.includes(catalog) ? [] : ['@long'] });
const confirm = (at: Page, { button }: Order) => at.getByRole('button', { name: button, exact: true });

/** That it was done, and once: on the plan page, and in the books. */
async function seeOnce(accountId: Id, { then: { plan, balance, invoices } }: Order): Promise<void> {
  await page.goto(`/accounts/${accountId}/plan`);
  await expect(page.locator('#now')).toHaveText(plan);
  expect(await ledgerOf(database, accountId)).toEqual({ balance, held: 0, invoices });
}

for (const [catalog, order] of Object.entries(orders)) {
  const asked = async () => {
    const accountId = await begin(lives, order);
    await askFor(page, accountId, order.order);
    await expect(confirm(page, order)).toBeVisible();
    return accountId;
  };

  test(`${catalog}: the tab is closed before the answer`, tagOf(catalog, 'captions'), async () => {
    const accountId = await asked();
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await heldUp(database, accountId, async (untilWaiting) => {
      await confirm(tab, order).click();
      await untilWaiting(1);
      await tab.close();
      expect(await ledgerOf(database, accountId)).toEqual({ balance: order.balance, held: 0, invoices: [] });
    });
    await expect.poll(() => balanceOf(database.sql, accountId)).toBe(order.then.balance);
    await seeOnce(accountId, order);
  });

  test(`${catalog}: two tabs at the same moment`, tagOf(catalog, 'artifio'), async () => {
    const accountId = await asked();
    const tab = await page.context().newPage();
    // The very same preview in both: what is confirmed is one order.
    const preview = await page.locator('main form').evaluate((form: HTMLFormElement) => form.outerHTML);
    await tab.goto(page.url());
    await tab.locator('main form').evaluate((form, html) => {
      const own = new DOMParser().parseFromString(html, 'text/html');
      for (const name of ['token', 'orderId']) {
        const value = own.querySelector<HTMLInputElement>(`[name=${name}]`)!.value;
        form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value;
      }
    }, preview);
    await heldUp(database, accountId, async (untilWaiting) => {
      await Promise.all([page, tab].map((each) => confirm(each, order).click()));
      await untilWaiting(2);
    });
    for (const each of [page, tab]) await expect(done(each)).toContainText('Open invoice 1');
    await tab.close();
    await seeOnce(accountId, order);
  });

  // What costs something and is no pack: of two orders for it the second finds another account than its preview did.
  if (order.order.type !== 'buyPack') {
    test(`${catalog}: two previews, confirmed at the same moment`, tagOf(catalog, 'captions'), async () => {
      const accountId = await asked();
      const tab = await page.context().newPage();
      await tab.goto(page.url());
      await heldUp(database, accountId, async (untilWaiting) => {
        await Promise.all([page, tab].map((each) => confirm(each, order).click()));
        await untilWaiting(2);
      });
      const one = (of: Page) => done(of).or(of.locator('main').getByRole('alert'));
      for (const each of [page, tab]) await expect(one(each)).toBeVisible();
      const said = await Promise.all([page, tab].map((each) => one(each).innerText()));
      expect(said.filter((words) => words.includes('Open invoice 1'))).toHaveLength(1);
      expect(said.filter((words) => /[Nn]othing was (done|charged)|Nothing has changed/.test(words))).toHaveLength(1);
      await tab.close();
      await seeOnce(accountId, order);
    });
  }

  test(`${catalog}: a double click, back, and reloads`, tagOf(catalog, 'ai-studios'), async () => {
    const accountId = await asked();
    await heldUp(database, accountId, async (untilWaiting) => {
      await confirm(page, order).dblclick();
      await untilWaiting(1);
    });
    await expect(done(page)).toContainText('Open invoice 1');
    await page.reload();
    await expect(done(page)).toContainText('Open invoice 1');
    await page.goBack();
    await expect(page).toHaveURL(/\/plan\/change\?/);
    await page.reload();
    await seeOnce(accountId, order);
  });

  test(`${catalog}: a declined card changes nothing; another one pays`, tagOf(catalog, 'ai-studios'), async () => {
    const accountId = await begin(lives, order);
    await lives.pay(accountId, 'declines');
    await askFor(page, accountId, order.order);
    await confirm(page, order).click();
    const alert = page.locator('main').getByRole('alert');
    await expect(alert).toContainText('The card was declined. Nothing has changed');
    const declined = order.then.invoices.map((invoice) => invoice.replace('paid', 'void'));
    expect(await ledgerOf(database, accountId)).toEqual({ balance: order.balance, held: 0, invoices: declined });
    await lives.pay(accountId, 'pays');
    await confirm(page, order).click();
    await expect(done(page)).toContainText('Open invoice 2');
    const paid = order.then.invoices.map((invoice) => invoice.replace('1', '2'));
    await seeOnce(accountId, { ...order, then: { ...order.then, invoices: [...declined, ...paid] } });
  });
}
