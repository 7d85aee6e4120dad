import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import { DAY_MS } from '@/lib/time';
import { balanceOf, invoicesOf } from './support/account-rows';
import { databaseUrl } from './support/app';
import { misfits } from './support/page-shape';
import { cards, END, HALF, PlanLives } from './support/plan-life';

/** How payments can go, and what is seen of them: each account begins on Pro with 200 credits, and wants Max for $15.00. */

let database: Database;
let lives: PlanLives;

test.beforeAll(() => {
  database = openDatabase(databaseUrl(), { max: 2 });
  lives = new PlanLives(database);
});
test.afterAll(() => database?.close());

const main = (page: Page) => page.locator('main');
const standing = (page: Page) => page.getByTestId('standing');
const toMax = 'plan/change?type=changePlan&planId=max&intervalId=month';
const upgrade = (page: Page) => page.getByRole('button', { name: 'Upgrade to Max, pay $15.00 today' });
const plan = (page: Page) => main(page).getByRole('heading', { level: 2 }).first();

test('without a way to pay the way to one is shown; then it is paid', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/${toMax}`);
  await expect(main(page)).toContainText('No way to pay is known yet.');
  await expect(upgrade(page)).toBeDisabled();
  await page.getByRole('link', { name: 'Choose how to pay' }).click();
  await page.getByLabel('Card number').fill('1234 5678 9012 3456');
  await page.getByRole('button', { name: 'Pay by this card' }).click();
  await expect(main(page)).toContainText('This is no test card. Nothing was saved.');
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByRole('button', { name: 'Pay by this card' }).click();
  await expect(main(page)).toContainText('Now: Visa ending in 4242.');
  expect(await page.content()).not.toContain(`value="${cards.pays}"`);

  await page.getByRole('link', { name: 'Go on with the change' }).click();
  await upgrade(page).click();
  await page.getByRole('link', { name: 'Open invoice 1' }).click();
  await expect(standing(page)).toHaveText(/^Paid on Feb 1, 2026, .*: Visa ending in 4242\.$/);
  await expect(page.getByRole('table', { name: 'What it is for' })).toContainText('$15.00');
  await page.context().close();
});

test('a declined card changes nothing and says so; another one then pays', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'declines' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/${toMax}`);
  await upgrade(page).click();
  await expect(main(page).getByRole('alert')).toHaveText(
    'The card was declined. Nothing has changed: your plan and your credits are as before, and nothing was charged. Try again, or pay in another way.',
  );
  expect(await balanceOf(database.sql, account)).toBe(200);
  await lives.pay(account, 'pays');
  // The same button is another order now.
  await upgrade(page).click();
  await expect(page.getByRole('status')).toContainText('Done. The plan is Max now.');
  expect(await balanceOf(database.sql, account)).toBe(500);
  expect(await invoicesOf(database.sql, account)).toEqual(['1 void 1500', '2 paid 1500']);
  await page.context().close();
});

test('a card that asks is confirmed on the invoice’s page, or not', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'confirms' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/${toMax}`);
  await upgrade(page).click();
  await expect(standing(page)).toContainText('It waits for your confirmation.');
  await page.getByRole('button', { name: 'Decline, change nothing' }).click();
  await expect(standing(page)).toContainText('the payment was declined. Nothing was charged');
  expect(await balanceOf(database.sql, account)).toBe(200);

  await page.goto(`/accounts/${account}/${toMax}`);
  await upgrade(page).click();
  await expect(page.getByRole('button', { name: 'Confirm, pay $15.00' })).toBeVisible();
  // The plan page leads back to what waits.
  await page.goto(`/accounts/${account}/plan`);
  await page.getByRole('link', { name: 'Confirm or decline it: invoice 2' }).click();
  await page.getByRole('button', { name: 'Confirm, pay $15.00' }).click();
  await expect(page.getByRole('status')).toContainText('The payment has come in. Thank you.');
  await expect(plan(page)).toHaveText('Max');
  expect(await balanceOf(database.sql, account)).toBe(500);
  await page.context().close();
});

test('a payment that comes late brings the change when it comes; staff move the clock', async ({
  browser,
  baseURL,
}) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'paysLate' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/${toMax}`);
  await upgrade(page).click();
  await expect(standing(page)).toContainText('The payment is on its way.');
  expect(await balanceOf(database.sql, account)).toBe(200);

  const staff = await lives.staffPage(browser, baseURL!);
  await staff.goto(`/support/accounts/${account}/plan`);
  await staff.getByLabel('By days').fill('4');
  await staff.getByRole('button', { name: 'Move the clock' }).click();
  await expect(staff.getByText(/Test clock: stands at Feb 5, 2026/)).toBeVisible();
  await page.goto(`/accounts/${account}/plan`);
  await expect(plan(page)).toHaveText('Max');
  expect(await balanceOf(database.sql, account)).toBe(500);
  await Promise.all([page, staff].map((each) => each.context().close()));
});

test('money that comes when the change can’t be made any more is given back', async ({ browser, baseURL }) => {
  const at = END - 2 * DAY_MS;
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'paysLate', at });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/${toMax}`);
  await upgrade(page).click();
  await expect(standing(page)).toContainText('The payment is on its way.');
  // Nothing else is ordered beside it.
  await page.goto(`/accounts/${account}/${toMax.replace('max', 'scale')}`);
  await page.getByRole('button', { name: 'Upgrade to Scale, pay $60.00 today' }).click();
  await expect(main(page).getByRole('alert')).toContainText('A payment for this account has not arrived yet.');
  await lives.moveTo(account, END + 2 * DAY_MS);
  await page.goto(`/accounts/${account}/invoices/1`);
  await expect(standing(page)).toContainText('all of the money was given back. Your credits are as before.');
  await page.goto(`/accounts/${account}/plan`);
  await expect(plan(page)).not.toHaveText('Max');
  await page.context().close();
});

test('a member sees the plan, and whom to ask; what is paid is not theirs to see', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'pays' });
  const page = await lives.memberPage(browser, baseURL!, account);
  await page.goto(`/accounts/${account}/plan`);
  await expect(main(page)).toContainText('Only an owner of the account changes the plan: ask Paula Planner.');
  await expect(main(page).getByRole('link')).toHaveCount(0);
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Billing' })).toHaveCount(0);
  for (const path of [toMax, 'billing', 'invoices/1']) {
    expect((await page.request.get(`/accounts/${account}/${path}`)).status(), path).toBe(404);
  }
  await page.context().close();
});

test('by invoice: it is there at once, the change when staff have marked it as paid', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'invoice' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/billing`);
  for (const [label, text] of [
    ['Name', 'Planner & Partners'],
    ['Address', '1 Long Acre'],
    ['City', 'London'],
    ['Tax id', 'GB123456789'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
  await page.getByLabel('Country').selectOption('United Kingdom');
  await page.getByRole('button', { name: 'Save for new invoices' }).click();
  await expect(main(page)).toContainText('Saved. New invoices carry it.');

  await page.goto(`/accounts/${account}/${toMax}`);
  await page.getByRole('button', { name: 'Upgrade to Max, get an invoice of $15.00' }).click();
  await expect(standing(page)).toContainText('$15.00 is open, due on Feb 15, 2026.');
  await expect(main(page)).toContainText('United Kingdom');
  await expect(main(page)).toContainText('Tax id GB123456789');
  await expect(page.getByRole('button', { name: /^Pay/ })).toHaveCount(0);
  // Whoever pays by card after all need not wait.
  await lives.pay(account, 'declines');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Pay $15.00 now' })).toBeVisible();
  await lives.pay(account, 'invoice');
  const staff = await lives.staffPage(browser, baseURL!);
  await staff.goto(`/support/accounts/${account}/invoices/1`);
  await staff.getByRole('button', { name: 'Mark as paid, $15.00' }).click();
  await expect(standing(staff)).toContainText('Paid on Feb 1, 2026');
  await page.goto(`/accounts/${account}/plan`);
  await expect(plan(page)).toHaveText('Max');
  await Promise.all([page, staff].map((each) => each.context().close()));
});

test('an order that waits for its money can be taken back', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'invoice' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/${toMax}`);
  await page.getByRole('button', { name: 'Upgrade to Max, get an invoice of $15.00' }).click();
  await page.getByRole('button', { name: 'Take the order back' }).click();
  await expect(standing(page)).toHaveText(
    'Void since Feb 1, 2026: the order was taken back. Nothing was charged, and nothing is to pay.',
  );
  await page.goto(`/accounts/${account}/plan`);
  await expect(plan(page)).toHaveText('Pro');
  expect(await invoicesOf(database.sql, account)).toEqual(['1 void 1500']);
  await page.context().close();
});

test('two tabs: the second is shown what holds now, and nothing is charged twice', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'pays' });
  const page = await lives.page(browser, baseURL!);
  const other = await page.context().newPage();
  await page.goto(`/accounts/${account}/${toMax}`);
  await other.goto(`/accounts/${account}/${toMax.replace('max', 'scale')}`);
  await upgrade(page).click();
  await expect(page.getByRole('status')).toContainText('Done. The plan is Max now.');
  await other.getByRole('button', { name: 'Upgrade to Scale, pay $60.00 today' }).click();
  await expect(main(other).getByRole('alert')).toContainText(
    'Something changed meanwhile, so nothing was done and nothing was charged.',
  );
  await expect(main(other).getByRole('alert')).toContainText('Due today was $60.00, and is $45.00 now.');
  await other.getByRole('button', { name: 'Upgrade to Scale, pay $45.00 today' }).click();
  await expect(other.getByRole('status')).toContainText('Done. The plan is Scale now.');
  expect(await balanceOf(database.sql, account)).toBe(1400);
  expect(await invoicesOf(database.sql, account)).toEqual(['1 paid 1500', '2 paid 4500']);
  await page.context().close();
});

test('a renewal that is not paid: what is owed, until when, and one button that pays it', async ({
  browser,
  baseURL,
}) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'declines' });
  await lives.moveTo(account, END + DAY_MS / 2);
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/usage`);
  await page.getByRole('link', { name: 'See what is owed, and pay it' }).click();
  await expect(main(page)).toContainText('$9.99 has been open since Mar 1, 2026.');
  await expect(main(page)).toContainText('Everything that is here stays usable until Mar 8, 2026, 09:00 AM UTC.');
  await lives.moveTo(account, END + 10 * DAY_MS);
  await page.goto(`/accounts/${account}/plan`);
  await expect(main(page)).toContainText('The time for paying was over on Mar 8, 2026, 09:00 AM UTC.');
  await expect(main(page)).toContainText('Until then it can be paid above, or the plan can be cancelled.');
  await expect(page.getByRole('link', { name: /^See the/ })).toHaveCount(0);
  await page.goto(`/accounts/${account}/invoices/1`);
  await expect(standing(page)).toContainText('$9.99 was due on Mar 1, 2026 and is not paid yet.');
  await expect(standing(page)).toContainText('what waited for it is locked, not lost, until it is paid.');
  await page.goto(`/accounts/${account}/plan`);
  await lives.pay(account, 'pays');
  await page.getByRole('link', { name: 'See and pay invoice 1' }).click();
  await page.getByRole('button', { name: 'Pay $9.99 now' }).click();
  await expect(page.getByRole('status')).toContainText('The payment has come in. Thank you.');
  await expect(page.getByRole('heading', { name: 'Open payment' })).toHaveCount(0);
  expect(await balanceOf(database.sql, account)).toBe(400);
  await page.context().close();
});

test('without scripts all of it can be read, and a plan changed', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'pays', at: HALF });
  const page = await lives.page(browser, baseURL!, { javaScriptEnabled: false });
  await page.goto(`/accounts/${account}/plan`);
  await page.locator('[data-plan="max"]').getByRole('link').click();
  await upgrade(page).click();
  await expect(page.getByRole('status')).toContainText('Done. The plan is Max now.');
  await page.getByRole('link', { name: 'Open invoice 1' }).click();
  await expect(standing(page)).toContainText('Paid on Feb 15, 2026');
  await page.goto(`/accounts/${account}/billing`);
  await expect(page.getByRole('table', { name: 'Invoices' })).toContainText('$15.00');
  await page.context().close();
});

test('an upgrade by keyboard alone, with nothing that moves under the finger', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'pays' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/plan`);
  await page.locator('[data-plan="max"]').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pro to Max');
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
  expect(shift).toBeLessThan(0.01);
  await page.getByRole('link', { name: 'Pay in another way' }).focus();
  await page.keyboard.press('Tab');
  await expect(upgrade(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Done. The plan is Max now.');
  await page.context().close();
});

for (const [width, colorScheme] of [
  [390, 'dark'],
  [1440, 'light'],
] as const) {
  test(`axe finds nothing, and all fits (${width}, ${colorScheme})`, async ({ browser, baseURL }) => {
    const account = await lives.account({ catalogId: 'ai-studios', planId: 'team', seats: 100_000, pays: 'pays' });
    const page = await lives.page(browser, baseURL!, { viewport: { width, height: 900 }, colorScheme });
    const home = `/accounts/${account}`;
    await page.goto(`${home}/plan/change?type=addUnits&addOnId=team-credits&units=3`);
    await page.getByRole('button', { name: /^Add 3/ }).click();
    await expect(page.getByRole('status')).toContainText('Done.');
    for (const path of ['plan', 'plan?months=12', 'plan/change?type=cancel', 'billing', 'invoices/1']) {
      await page.goto(`${home}/${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations, path).toEqual([]);
      expect(await misfits(page), path).toEqual([]);
      const beyond = await page
        .locator('main :is(input, select, button):visible')
        .evaluateAll((all) =>
          all
            .filter((each) => each.getBoundingClientRect().right > window.innerWidth - 16)
            .map((each) => each.outerHTML),
        );
      expect(beyond, path).toEqual([]);
    }
    await page.context().close();
  });
}
