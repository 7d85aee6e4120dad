import { expect, test, type Page } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import { databaseUrl } from './support/app';
import { studiosPaths } from './support/paths/ai-studios';
import { artifioPaths } from './support/paths/artifio';
import { calendarPaths } from './support/paths/calendar';
import { cancellingPaths } from './support/paths/cancelling';
import { captionsPaths } from './support/paths/captions';
import { seatsAndUnitsPaths } from './support/paths/seats-and-units';
import { ledgerOf } from './support/plan-books';
import { PlanLives } from './support/plan-life';
import { begin, done, walkPath } from './support/walk-path';

/**
 * Every way to change a plan, walked in the browser from the plan page over the preview to the invoice, and each figure on
 * the way against a table that was worked out by hand from the published prices (docs/vendors.md) and the ledger's rules
 * (docs/ledger.md): support/paths.
 */

let database: Database;
let lives: PlanLives;
let page: Page;

test.beforeAll(async ({ browser }, { project }) => {
  database = openDatabase(databaseUrl(), { max: 2 });
  lives = new PlanLives(database);
  // One sign-in for all of them.
  page = await lives.page(browser, project.use.baseURL!);
});
test.afterAll(async () => {
  await page?.context().close();
  await database?.close();
});

for (const [catalog, paths] of Object.entries({
  'Captions and Mirage Studio': captionsPaths,
  'AI Studios': { ...studiosPaths, ...seatsAndUnitsPaths },
  Artifio: artifioPaths,
  Cancelling: cancellingPaths,
})) {
  test.describe(catalog, () => {
    for (const [proves, path] of Object.entries(paths)) {
      test(proves, { tag: path.long ? ['@long'] : [] }, () => walkPath({ page, lives, database }, path));
    }
  });
}

// 31 May to 30 Jun, the middle. The contract holds at once, and what is there stays: Team's 150 until 30 Jun, the 40 of
// goodwill for ever, the contract's 5,000 until the day that was agreed. Its invoice is paid by hand.
test('staff set a contract, once by a double click', { tag: '@long' }, async ({ browser, baseURL }) => {
  const account = await begin(lives, {
    on: { catalogId: 'ai-studios', planId: 'team' },
    ...{ from: '2026-05-31T09:00:00Z', at: '2026-06-15T09:00:00Z', before: [{ give: 40 }] },
  });
  const staff = await lives.staffPage(browser, baseURL!);
  await staff.goto(`/support/accounts/${account}/plan`);
  await staff.getByLabel('Credits that come now').fill('5000');
  await staff.getByLabel('Price of the whole contract, in USD').fill('1500.00');
  await staff.getByLabel('It ends on').fill('2027-05-31');
  await staff.getByRole('button', { name: 'Set this plan' }).dblclick();
  await expect(done(staff)).toContainText('Done. The contract holds now.');
  const books = () => ledgerOf(database, account);
  expect(await books()).toEqual({ balance: 5190, held: 0, invoices: ['1 open $1,500.00'] });
  await staff.getByRole('link', { name: 'Open invoice 1' }).click();
  await staff.getByRole('button', { name: 'Mark as paid, $1,500.00' }).click();
  await expect(staff.getByTestId('standing')).toContainText('Paid on Jun 15, 2026');
  for (const [to, balance] of [
    ['2026-06-30T09:00:00Z', 5040],
    ['2027-05-30T23:59:59.999Z', 5040],
    ['2027-05-31T00:00:00Z', 40],
  ] as const) {
    await lives.moveTo(account, Date.parse(to));
    await page.goto(`/accounts/${account}/plan`);
    await expect(page.locator('#now')).toHaveText('Enterprise');
    expect(await books()).toEqual({ balance, held: 0, invoices: ['1 paid $1,500.00'] });
  }
  await staff.context().close();
});

// Too many for `npm test`, where a few of them stand among the paths above.
test.describe('by the calendar', { tag: '@long' }, () => {
  for (const [proves, path] of Object.entries(calendarPaths)) {
    test(proves, () => walkPath({ page, lives, database }, path));
  }
});
