import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { demoPerson, signedIn } from './support/app';
import { pageOf } from './support/pages';

/** The statements of every period, as a subscriber reads, prints and keeps them. */

const { account } = demoPerson('steady');
const statements = `/accounts/${account}/statements`;

/** A written amount as a number: "1,234.5", "+500", "− 40", "free". */
const amount = (text: string) => (text === 'free' ? 0 : Number(text.replaceAll(/[,+\s]/g, '').replace('−', '-')));
const micro = (text: string) => Math.round(amount(text) * 1e6);

const figures = (page: Page, table: string) =>
  page
    .getByRole('table', { name: table })
    .getByRole('row')
    .evaluateAll((rows) =>
      rows
        .slice(1)
        .map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText.trim())),
    );

for (const javaScriptEnabled of [true, false]) {
  test(`every period leads to a statement that adds up, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
    baseURL,
  }) => {
    const page = await pageOf(browser, baseURL!, 'steady', { javaScriptEnabled });
    await page.goto(statements);
    const periods = await figures(page, 'Statements');
    expect(periods.length).toBeGreaterThan(10);
    expect(periods[0]![0]).toContain('not over yet');
    // Each begins with what the one before it ended with.
    for (let at = 1; at < periods.length; at += 1) expect(periods[at]![2]).toBe(periods[at - 1]![1]);

    for (const index of [0, 1, periods.length - 1]) {
      await page.goto(statements);
      const [, opening, closing] = periods[index]!;
      await page.getByRole('table').getByRole('link').nth(index).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Statement, .+ – /);
      const sums = await figures(page, 'How the balance changed');
      expect([sums[0]![1], sums.at(-1)![1]]).toEqual([opening, closing]);
      const total = sums.slice(0, -1).reduce((sum, [, credits]) => sum + micro(credits!), 0);
      expect(total).toBe(micro(closing!));
    }
    await page.context().close();
  });
}

test('the entries of a statement, page by page, and its file add up to the same', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(statements);
  await page.getByRole('table').getByRole('link').nth(1).click();
  await page.waitForURL(/statements\/\d/);
  const sums = await figures(page, 'How the balance changed');
  const [opening, closing] = [micro(sums[0]![1]!), micro(sums.at(-1)![1]!)];
  let [changed, seen, balance] = [0, 0, 0];
  for (;;) {
    const lines = await figures(page, 'Movements of credits');
    for (const [, , , change, after] of lines) {
      changed += micro(change!);
      balance = micro(after!);
    }
    seen += lines.length;
    const next = page.getByRole('link', { name: 'Next entries' });
    if ((await next.count()) === 0) break;
    await page.goto((await next.getAttribute('href'))!);
  }
  expect(opening + changed).toBe(closing);
  expect(balance).toBe(closing);

  const file = page.getByRole('link', { name: 'Download every entry as CSV' });
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
  expect(download.suggestedFilename()).toMatch(/^statement-steady-hands-video-\d{8}t\d{9}z\.csv$/);
  const answer = await page.request.get((await file.getAttribute('href'))!);
  const rows = (await answer.text()).trimEnd().split('\r\n').slice(1);
  expect(rows).toHaveLength(seen);
  expect(Math.round(Number(rows.at(-1)!.split(',').at(-1)) * 1e6)).toBe(closing);
  await page.context().close();
});

test('a row of a statement opens its receipt, and the keyboard gets there', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(statements);
  const first = page.getByRole('table').getByRole('link').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/statements\/\d/);
  const receipt = page.getByRole('table', { name: 'Movements of credits' }).getByRole('link').first();
  await receipt.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/generations\/[0-9a-f-]{36}$/);
  await page.context().close();
});

test('on paper there is the statement and nothing of the frame', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady', { colorScheme: 'dark' });
  await page.goto(statements);
  await page.goto((await page.getByRole('table').getByRole('link').nth(1).getAttribute('href'))!);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('heading', { name: /^Statement,/ })).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(2);
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByRole('link', { name: /^Download|^Statements$/ })).toHaveCount(0);
  // Paper is white, whatever the screen is.
  await expect(page.locator('html')).toHaveCSS('color', 'rgb(27, 28, 26)');
  await page.context().close();
});

test('what is no period of the account does not exist', async ({ baseURL }) => {
  const client = await signedIn(baseURL!, 'steady');
  for (const name of ['20200101T000000.000Z', 'beginning', 'x', '..%2F..']) {
    expect((await client.get(`${statements}/${name}`)).status(), name).toBe(404);
    const file = await client.get(`/api/portal/accounts/${account}/statements/${name}/entries.csv`);
    expect(file.status(), name).toBe(404);
  }
  await client.dispose();
});

for (const [width, colorScheme] of [
  [390, 'light'],
  [1440, 'dark'],
] as const) {
  // At a desk the page is looked at with all others (portal.spec.ts); what this adds belongs to the long tests.
  const tag = width === 1440 ? ['@long'] : [];
  test(
    `axe finds nothing, and nothing is wider than the screen (${width}, ${colorScheme})`,
    { tag },
    async ({ browser, baseURL }) => {
      const page = await pageOf(browser, baseURL!, 'team', { viewport: { width, height: 900 }, colorScheme });
      const own = `/accounts/${demoPerson('team').account}/statements`;
      await page.goto(own);
      const statement = (await page.getByRole('table').getByRole('link').nth(1).getAttribute('href'))!;
      for (const path of [own, statement]) {
        await page.goto(path);
        expect((await new AxeBuilder({ page }).analyze()).violations, path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBe(0);
      }
      await page.context().close();
    },
  );
}
