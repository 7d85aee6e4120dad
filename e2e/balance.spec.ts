import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openDatabase } from '@/db/client';
import { databaseUrl, demoPerson } from './support/app';
import { pageOf } from './support/pages';

/** The balance page and the notices, as a subscriber meets them. */

async function forgetDismissals() {
  const database = openDatabase(databaseUrl(), { max: 1 });
  await database.sql`UPDATE memberships SET dismissed_level = NULL, dismissed_period = NULL`;
  await database.close();
}

const balanceOf = (name: string) => `/accounts/${demoPerson(name).account}/balance`;
const amount = (text: string) => Number(text.replaceAll(',', ''));

/** The cells of a table's rows, as they are read. */
const rows = (page: Page, table: string) =>
  page
    .getByRole('table', { name: table })
    .getByRole('row')
    .evaluateAll((all) =>
      all.slice(1).map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText)),
    );

test('the lots add up to the balance, and so does what ends', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'cap');
  await page.goto(balanceOf('cap'));
  const here = amount(/^([\d,]+)/.exec((await page.locator('#here').textContent())!)![1]!);
  const lots = await rows(page, 'Lots of credits');
  expect(lots.reduce((sum, [, left]) => sum + amount(/^([\d,]+) of/.exec(left!)![1]!), 0)).toBe(here);
  expect(lots[0]![0]).toContain('Pays next');
  const paid = (text: string) => (text === 'free' ? 0 : Math.round(Number(text.replace(/[^\d.]/g, '')) * 1e4));
  const shown = await page.getByText('Paid for what is left').locator('xpath=following-sibling::dd').textContent();
  expect(lots.reduce((sum, cells) => sum + paid(cells[3]!), 0)).toBe(paid(shown!));

  const ends = await rows(page, 'Days on which credits end');
  expect(ends.reduce((sum, [, credits]) => sum + amount(credits!), 0)).toBe(here);
  let left = here;
  for (const [, credits, , then] of ends.slice(0, -1)) {
    left -= amount(credits!);
    expect(amount(then!)).toBe(left);
  }
  expect(ends.at(-1)![0]).toBe('Never');
  await page.context().close();
});

test('the rollover and the order of use are said from the account’s own policy', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'cap');
  await page.goto(balanceOf('cap'));
  await expect(page.getByTestId('rollover')).toHaveText(
    /^450 credits ended on 7 Mar, as their time was over, and 1,200 credits were carried over, by this rule: Plan credits can be used in their own month and the two after it; at most 2 months' credits are carried over/,
  );
  await expect(page.getByText(/^Credits are used in this order: /)).toBeVisible();
  await page.context().close();

  const other = await pageOf(browser, baseURL!, 'new');
  await other.goto(balanceOf('new'));
  await expect(other.getByTestId('rollover')).toHaveText('Credits that come once never end.');
  await expect(other.getByText('Nothing of what is here ends by itself.')).toBeVisible();
  await other.context().close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`lots that are used up are shown when asked for, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
    baseURL,
  }) => {
    const page = await pageOf(browser, baseURL!, 'steady', { javaScriptEnabled });
    await page.goto(balanceOf('steady'));
    const open = (await rows(page, 'Lots of credits')).length;
    await expect(page.getByRole('link', { name: `With something left (${open})` })).toBeVisible();
    await page.getByRole('link', { name: 'All there ever were' }).click();
    await page.waitForURL(/all=1/);
    expect((await rows(page, 'Lots of credits')).length).toBeGreaterThan(open);
    // A lot's number leads to the entry that issued it.
    const number = page.getByRole('table', { name: 'Lots of credits' }).getByRole('link').last();
    const written = (await number.textContent())!.replace('no. ', '');
    await number.click();
    await page.waitForURL(/activity\?before=/);
    await expect(page.locator('main tbody tr').first().locator('td').first()).toHaveText(written);
    await page.context().close();
  });

  test(`a notice says what can be done, and is put away for the period, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
    baseURL,
  }) => {
    const name = 'low';
    await forgetDismissals();
    const page = await pageOf(browser, baseURL!, name, { javaScriptEnabled });
    await page.goto(balanceOf(name));
    const notices = page.getByRole('region', { name: 'Notices' });
    await expect(notices).toContainText('98% of this period’s credits are used: 432 of 441 credits. 9 are left.');
    await expect(notices).toContainText('The Max plan gives 500 credits a month.');
    await expect(notices.getByRole('link', { name: 'See plans and prices' })).toBeVisible();
    const dismiss = notices.getByRole('button', { name: 'Put this away for this period' });
    await dismiss.focus();
    await page.keyboard.press('Enter');
    await expect(notices).toHaveCount(0);
    await page.goto(balanceOf(name).replace('balance', 'activity'));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(notices).toHaveCount(0);
    await page.context().close();
  });
}

test('support sees the same lots, in its own frame and without notices', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'support');
  await page.goto(`/support${balanceOf('cap')}`);
  expect((await rows(page, 'Lots of credits')).length).toBe(4);
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Balance' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.goto(`/support${balanceOf('low')}`);
  await expect(page.getByRole('region', { name: 'Notices' })).toHaveCount(0);
  await page.context().close();
});

for (const [width, colorScheme] of [
  [390, 'dark'],
  [1440, 'light'],
] as const) {
  // At a desk the page is looked at with all others (portal.spec.ts); what this adds belongs to the long tests.
  const tag = width === 1440 ? ['@long'] : [];
  test(
    `axe finds nothing, and nothing is wider than the screen (${width}, ${colorScheme})`,
    { tag },
    async ({ browser, baseURL }) => {
      for (const name of ['new', 'cap', 'team']) {
        const page = await pageOf(browser, baseURL!, name, { viewport: { width, height: 900 }, colorScheme });
        for (const path of [balanceOf(name), `${balanceOf(name)}?all=1`]) {
          await page.goto(path);
          expect((await new AxeBuilder({ page }).analyze()).violations, path).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBe(0);
        }
        await page.context().close();
      }
    },
  );
}
