import { expect, test, type Locator, type Page } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import { balanceOf, invoicesOf } from './support/account-rows';
import { databaseUrl } from './support/app';
import { END, HALF, PlanLives } from './support/plan-life';

/**
 * Every change of a plan, in the browser, against figures that were worked out by hand from the published prices. Each
 * begins on 1 Feb 09:00 UTC: its period has 28 days, and on 15 Feb just half of it is left.
 */

let database: Database;
let lives: PlanLives;

test.beforeAll(() => {
  database = openDatabase(databaseUrl(), { max: 2 });
  lives = new PlanLives(database);
});
test.afterAll(() => database?.close());

const card = (page: Page, plan: string) => page.locator(`[data-plan="${plan}"]`);
const main = (page: Page) => page.locator('main');
const done = (page: Page) => page.getByRole('status').filter({ hasText: /^(Done|The .* plan is cancelled)/ });
/** What all of these say, once the page that has them is there. */
async function told<T>(found: Locator, read: (all: Element[]) => T): Promise<T> {
  await expect(found.first()).toBeVisible();
  return found.evaluateAll(read as (all: Element[]) => never);
}

/** The credits before and after, as the preview has them. */
const credits = (page: Page) =>
  told(page.locator('[data-credits]'), (all) => all.map((each) => Number((each as HTMLElement).dataset.credits)));
/** The lines of a table, as "what|amount". */
const lines = (page: Page, table: string) =>
  told(page.getByRole('table', { name: table }).getByRole('row'), (all) =>
    all
      .slice(1)
      .map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText.split('\n')[0])),
  );
const fates = (page: Page) =>
  told(page.locator('tr[data-fate]'), (all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => (cell as HTMLElement).innerText)),
  );

test.describe('Captions: an upgrade costs the whole difference and brings the whole difference', () => {
  test('Pro to Max: $15.00 and 300 credits, once, whatever is pressed afterwards', async ({ browser, baseURL }) => {
    const account = await lives.account({ catalogId: 'captions', planId: 'pro', pays: 'pays', at: HALF });
    const page = await lives.page(browser, baseURL!);
    await page.goto(`/accounts/${account}/plan`);
    await expect(card(page, 'pro')).toContainText('Your plan now');
    await expect(card(page, 'max')).toContainText('$24.99 a month');
    await expect(card(page, 'max')).toContainText('$49.98 for 1,000 credits, $0.04998 for one');
    await card(page, 'max').getByRole('link', { name: 'See the upgrade to Max' }).click();

    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pro to Max');
    expect(await lines(page, 'Due today')).toEqual([
      ['Change to Max by the month', '$15.00'],
      ['Due today', '$15.00'],
    ]);
    await expect(main(page)).toContainText('If nothing else changes, $24.99 is billed on Mar 1, 2026, 09:00 AM UTC.');
    expect(await credits(page)).toEqual([200, 500]);
    expect(await fates(page)).toEqual([
      ['200', '200', 'stays until May 1, 2026'],
      ['–', '300', 'new, stays until May 1, 2026'],
    ]);
    const preview = page.url();
    await page.getByRole('button', { name: 'Upgrade to Max, pay $15.00 today' }).dblclick();
    await expect(done(page)).toHaveText('Done. The plan is Max now. Open invoice 1');
    await expect(page.locator('header')).toContainText('500');

    await page.reload();
    await page.goBack();
    await page.goto(preview);
    await expect(main(page)).toContainText('This change is not possible as it was asked for.');
    expect(await invoicesOf(database.sql, account)).toEqual(['1 paid 1500']);
    expect(await balanceOf(database.sql, account)).toBe(500);
    await page.context().close();
  });

  test('Max to Pro waits for the period’s end, is taken back, and made again', async ({ browser, baseURL }) => {
    const account = await lives.account({ catalogId: 'captions', planId: 'max', pays: 'pays' });
    const page = await lives.page(browser, baseURL!);
    await page.goto(`/accounts/${account}/plan`);
    const change = async () => {
      await card(page, 'pro').getByRole('link', { name: 'See the change to Pro' }).click();
      await expect(main(page)).toContainText('Nothing is due today.');
      await page.getByRole('button', { name: 'Change to Pro on Mar 1, 2026' }).click();
      await expect(done(page)).toHaveText('Done. What changes stands below, and can be taken back until then.');
    };
    await change();
    await expect(page.locator('[data-waits="plan"]')).toContainText(
      'On Mar 1, 2026, 09:00 AM UTC the plan changes from Max to Pro.',
    );
    await page.getByRole('button', { name: 'Keep Max' }).click();
    await expect(done(page)).toHaveText('Done. The Max plan stays as it is.');
    await expect(page.locator('[data-waits]')).toHaveCount(0);
    await change();
    await lives.moveTo(account, END);
    await page.goto(`/accounts/${account}/plan`);
    await expect(card(page, 'pro')).toContainText('Your plan now');
    // 500 of Max are carried in part (at most twice Pro's 200), and 200 of Pro come.
    expect(await balanceOf(database.sql, account)).toBe(400 + 200);
    await page.context().close();
  });

  test('a plan is cancelled after one question, and resumed', async ({ browser, baseURL }) => {
    const account = await lives.account({ catalogId: 'captions', planId: 'max', pays: 'pays' });
    const page = await lives.page(browser, baseURL!);
    await page.goto(`/accounts/${account}/plan`);
    await page.getByRole('link', { name: 'Cancel the plan' }).click();
    await expect(main(page)).toContainText('No credits end by this change.');
    await expect(main(page)).toContainText('No further invoice follows by itself.');
    await page.getByRole('button', { name: 'Cancel Max on Mar 1, 2026' }).click();
    await expect(done(page)).toHaveText(
      'The Max plan is cancelled. It runs until Mar 1, 2026, 09:00 AM UTC, and can be resumed until then.',
    );
    await page.getByRole('button', { name: 'Resume Max' }).click();
    await expect(done(page)).toHaveText('Done. The Max plan goes on as before.');
    await lives.moveTo(account, END);
    expect(await balanceOf(database.sql, account)).toBe(500 + 500);
    await page.context().close();
  });
});

test.describe('AI Studios: what is left of the period counts', () => {
  test('Personal to Team: half of $10.00 and half of 90 credits', async ({ browser, baseURL }) => {
    const account = await lives.account({ catalogId: 'ai-studios', planId: 'personal', pays: 'pays', at: HALF });
    const page = await lives.page(browser, baseURL!);
    await page.goto(`/accounts/${account}/plan`);
    await card(page, 'team').getByRole('link', { name: 'See the upgrade to Team' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Personal to Team');
    expect(await credits(page)).toEqual([60, 105]);
    await page.getByRole('button', { name: 'Upgrade to Team, pay $5.00 today' }).click();
    await expect(done(page)).toContainText('Done. The plan is Team now.');
    expect(await balanceOf(database.sql, account)).toBe(105);
    await page.context().close();
  });

  test('one more seat of four costs half of $39.00 and brings 75 credits; fewer wait', async ({ browser, baseURL }) => {
    const account = await lives.account({ catalogId: 'ai-studios', planId: 'team', seats: 4, pays: 'pays', at: HALF });
    const page = await lives.page(browser, baseURL!);
    await page.goto(`/accounts/${account}/plan`);
    const before = await balanceOf(database.sql, account);
    await page.getByRole('spinbutton', { name: 'Seats', exact: true }).fill('5');
    await page.getByRole('button', { name: 'See what changes' }).click();
    expect(await lines(page, 'Due today')).toEqual([
      ['1 more seat of Team by the month', '$19.50'],
      ['Due today', '$19.50'],
    ]);
    await expect(main(page)).toContainText('$195.00 is billed on Mar 1, 2026');
    await page.getByRole('button', { name: 'Change to 5 seats, pay $19.50 today' }).click();
    await expect(done(page)).toContainText('Done. There are 5 seats now.');
    expect(await balanceOf(database.sql, account)).toBe(before + 75);

    await page.getByRole('spinbutton', { name: 'Seats', exact: true }).fill('2');
    await page.getByRole('button', { name: 'See what changes' }).click();
    await page.getByRole('button', { name: 'Change to 2 seats on Mar 1, 2026' }).click();
    await expect(page.locator('[data-waits="seats"]')).toContainText('the seats go from 5 to 2');
    await page.getByRole('button', { name: 'Keep all 5 seats' }).click();
    await expect(page.locator('[data-waits]')).toHaveCount(0);
    await page.context().close();
  });

  test('by the month to by the year: $348.00 less the unused $14.50, and the 30 credits that it had bought end', async ({
    browser,
    baseURL,
  }) => {
    const account = await lives.account({ catalogId: 'ai-studios', planId: 'personal', pays: 'pays', at: HALF });
    const page = await lives.page(browser, baseURL!);
    await page.goto(`/accounts/${account}/plan`);
    await page.getByRole('link', { name: 'By the year' }).click();
    await expect(card(page, 'personal')).toContainText('$348.00 a year');
    await expect(card(page, 'personal')).toContainText('= $29.00 a month');
    const before = await balanceOf(database.sql, account);
    await card(page, 'personal').getByRole('link', { name: 'See Personal by the year' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Personal by the year');
    expect(await lines(page, 'Due today')).toEqual([
      ['Personal by the year', '$348.00'],
      ['Unused time of Personal by the month', '−$14.50'],
      ['Due today', '$333.50'],
    ]);
    await expect(main(page)).toContainText('30 credits end by this change.');
    expect(await credits(page)).toEqual([before, before - 30 + 720]);
    await page.getByRole('button', { name: 'Change to Personal by the year, pay $333.50 today' }).click();
    await expect(done(page)).toContainText('Done. The plan is Personal now.');
    expect(await balanceOf(database.sql, account)).toBe(before - 30 + 720);
    await page.context().close();
  });

  test('a step down, a shorter interval and a cancellation wait, and say which credits end with the period', async ({
    browser,
    baseURL,
  }) => {
    const team = await lives.account({ catalogId: 'ai-studios', planId: 'team', pays: 'pays' });
    const page = await lives.page(browser, baseURL!);
    await page.goto(`/accounts/${team}/plan`);
    await card(page, 'personal').getByRole('link', { name: 'See the change to Personal' }).click();
    await expect(main(page)).toContainText('150 credits end on Mar 1, 2026, 09:00 AM UTC.');
    await expect(main(page)).toContainText('If nothing else changes, $29.00 is billed on Mar 1, 2026, 09:00 AM UTC.');
    expect((await fates(page))[0]).toEqual(['150', '0', 'ends on Mar 1, 2026']);
    await page.getByRole('button', { name: 'Change to Personal on Mar 1, 2026' }).click();
    await expect(page.locator('[data-waits="plan"]')).toContainText('the plan changes from Team to Personal');
    // A cancellation takes the place of what waits.
    await page.getByRole('link', { name: 'Cancel the plan' }).click();
    await expect(main(page)).toContainText('150 credits end on Mar 1, 2026, 09:00 AM UTC.');
    await page.getByRole('button', { name: 'Cancel Team on Mar 1, 2026' }).click();
    await expect(page.locator('[data-waits="cancel"]')).toContainText('The Team plan is cancelled and ends on');
    await lives.moveTo(team, END);
    expect(await balanceOf(database.sql, team)).toBe(16);

    const year = { catalogId: 'ai-studios', planId: 'personal', intervalId: 'year', pays: 'pays' } as const;
    const yearly = await lives.account(year);
    await page.goto(`/accounts/${yearly}/plan?months=1`);
    await expect(card(page, 'personal')).toContainText('Your plan now, paid by the year');
    await card(page, 'personal').getByRole('link', { name: 'See Personal by the month' }).click();
    await expect(main(page)).toContainText('720 credits end on Feb 1, 2027, 09:00 AM UTC.');
    await page.getByRole('button', { name: 'Change to Personal by the month on Feb 1, 2027' }).click();
    await expect(page.locator('[data-waits="plan"]')).toBeVisible();
    await page.context().close();
  });

  test('add-ons: two for $20.00 bring 120 credits at once; one is given up again', async ({ browser, baseURL }) => {
    const account = await lives.account({ catalogId: 'ai-studios', planId: 'personal', pays: 'pays', at: HALF });
    const page = await lives.page(browser, baseURL!);
    await page.goto(`/accounts/${account}/plan`);
    const before = await balanceOf(database.sql, account);
    await page.getByLabel('How many to add: 60 more credits').fill('2');
    await page.getByRole('button', { name: 'See what adding costs' }).click();
    await page.getByRole('button', { name: 'Add 2 × 60 more credits, pay $20.00 today' }).click();
    await expect(done(page)).toContainText('Done. The credits are here and can be used.');
    await expect(main(page)).toContainText('2 now');
    expect(await balanceOf(database.sql, account)).toBe(before + 120);
    await page.getByLabel('How many to give up: 60 more credits').fill('1');
    await page.getByRole('button', { name: 'See giving up' }).click();
    await page.getByRole('button', { name: /^Give up 1 × 60 more credits on Mar 1, 2026/ }).click();
    await expect(main(page)).toContainText('2 now, 1 from the next month on');
    expect(await balanceOf(database.sql, account)).toBe(before + 120);
    await page.context().close();
  });

  test('staff set a contract, and mark its invoice as paid', async ({ browser, baseURL }) => {
    const account = await lives.account({ catalogId: 'ai-studios', planId: 'team', pays: 'pays' });
    const page = await lives.staffPage(browser, baseURL!);
    await page.goto(`/support/accounts/${account}/plan`);
    await expect(main(page)).toContainText('Support reads here');
    await expect(page.getByRole('link', { name: 'Cancel the plan' })).toHaveCount(0);
    const before = await balanceOf(database.sql, account);
    const fill = (label: string, text: string) => page.getByLabel(label).fill(text);
    const set = () => page.getByRole('button', { name: 'Set this plan' }).click();
    await fill('Credits that come now', '5,000');
    await fill('Price of the whole contract, in USD', '1500.005');
    await fill('It ends on', '2026-01-31');
    // One thing after the other, each at its field, and what was typed stays.
    for (const [label, words, right] of [
      ['Credits that come now', 'Enter the credits as a number above 0', '5000'],
      ['Price of the whole contract, in USD', 'Enter the price as a number above 0', '1500.00'],
      ['It ends on', 'Enter a day that is still to come.', '2027-02-01'],
    ] as const) {
      await set();
      const field = page.getByLabel(label);
      await expect(field).toHaveAccessibleDescription(new RegExp(`^${words}`));
      await expect(field).toBeFocused();
      await field.fill(right);
    }
    expect(await invoicesOf(database.sql, account)).toEqual([]);
    // What a form says of currency and zone counts for nothing.
    await page.locator('form', { has: page.getByLabel('It ends on') }).evaluate((form) => {
      for (const [name, value] of Object.entries({ currency: 'JPY', zone: 'Asia/Tokyo' })) {
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
      }
    });
    await set();
    await expect(done(page)).toContainText('Done. The contract holds now.');
    expect(await balanceOf(database.sql, account)).toBe(before + 5000);
    await page.getByRole('link', { name: 'Open invoice 1' }).click();
    await page.getByRole('button', { name: 'Mark as paid, $1,500.00' }).click();
    await expect(page.getByTestId('standing')).toContainText('Paid on Feb 1, 2026');
    expect(await invoicesOf(database.sql, account)).toEqual(['1 paid 150000']);
    // For its own time, and not for the plan's months.
    expect(await lines(page, 'What it is for')).toEqual([
      ['Enterprise', '$1,500.00'],
      ['Total', '$1,500.00'],
    ]);

    const owner = await lives.page(browser, baseURL!);
    await owner.goto(`/accounts/${account}/plan`);
    await expect(main(owner)).toContainText('This account is on a contract. Support changes it or ends it');
    await expect(owner.getByRole('link', { name: /^See / })).toHaveCount(0);
    await expect(main(owner)).not.toContainText('Renews');
    await Promise.all([page, owner].map((each) => each.context().close()));
  });
});

test('Artifio: packs with the price of a credit beside them; two of one are two lots', async ({ browser, baseURL }) => {
  const account = await lives.account({ catalogId: 'artifio', planId: 'pay-as-you-go', pays: 'pays' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/plan`);
  expect(await lines(page, 'Packs')).toEqual([
    ['500 credits', '$5.00', '$0.0100', '$10.00'],
    ['2,000 credits', '$19.00', '$0.0095', '$9.50'],
    ['10,000 credits', '$90.00', '$0.0090', '$9.00'],
    ['50,000 credits', '$425.00', '$0.0085', '$8.50'],
  ]);
  await page.getByLabel('How many of 2,000 credits').fill('2');
  await page
    .locator('form', { has: page.locator('input[value="credits-2000"]') })
    .getByRole('button')
    .click();
  await page.getByRole('button', { name: 'Buy 2 × 2,000 credits, pay $38.00 today' }).click();
  await expect(done(page)).toContainText('Done. The credits are here and can be used.');
  expect(await balanceOf(database.sql, account)).toBe(4000);
  expect(await invoicesOf(database.sql, account)).toEqual(['1 paid 3800']);
  await page.context().close();
});
