import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { demoPerson, signedIn } from './support/app';
import { looks } from './support/looks';

/** The activity list, a generation's receipt and the file of both, as a subscriber meets them. */

const { account } = demoPerson('steady');
const activity = `/accounts/${account}/activity`;
const file = `/api/portal/accounts/${account}/activity.csv`;

async function pageOf(browser: Browser, baseURL: string, name: string, options: BrowserContextOptions = {}) {
  const client = await signedIn(baseURL, name);
  const storageState = await client.storageState();
  await client.dispose();
  const context = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'UTC', ...options, storageState });
  return context.newPage();
}

/** A written amount as a number: "1,234.5", "+500", "−40". */
const amount = (text: string) => Number(text.replaceAll(',', '').replace('−', '-').replace('+', ''));

const rows = (page: Page) => page.locator('main tbody tr');

async function lines(page: Page) {
  const cells = await rows(page).evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
  );
  return cells.map(([number, , what, change, balance]) => ({
    number: amount(number!),
    what: what!,
    change: change === 'free' ? 0 : amount(change!),
    balance: amount(balance!),
  }));
}

async function follow(page: Page, name: string) {
  const link = page.getByRole('link', { name, exact: true });
  const path = (await link.getAttribute('href'))!;
  await link.click();
  await page.waitForURL(path);
}

/** The numbers of a CSV without line breaks in its fields: number, change and balance of each entry. */
function entriesOf(csv: string) {
  const [head, ...found] = csv.trimEnd().split('\r\n');
  expect(head).toMatch(/^\ufeffNo\.,Time \(UTC\),Time \(Asia\/Kolkata\),/);
  return found.map((row) => {
    const fields = row.split(',');
    return { number: Number(fields[0]), change: Number(fields.at(-2)), balance: Number(fields.at(-1)) };
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`a subscriber narrows the list, ${javaScriptEnabled ? 'with' : 'without'} scripts, and the address says to what`, async ({
    browser,
    baseURL,
  }) => {
    const page = await pageOf(browser, baseURL!, 'steady', { javaScriptEnabled });
    await page.goto(activity);
    await page.getByLabel('Kind').selectOption({ label: 'Credits used' });
    await page.getByLabel('Feature').selectOption({ label: 'GenAI Image' });
    await page.getByLabel('From day').fill('2026-01-01');
    await page.getByRole('button', { name: 'Show these entries' }).click();
    await expect(page).toHaveURL(`${activity}?kind=debit&feature=genai-image&from=2026-01-01`);
    await expect(page.getByLabel('Feature')).toHaveValue('genai-image');
    const shown = await lines(page);
    expect(shown.length).toBeGreaterThan(0);
    for (const line of shown) {
      expect(line.what).toMatch(/^Used.*GenAI Image/);
      expect(line.change).toBeLessThan(0);
    }

    // One part less, and then everything again.
    await page.getByRole('link', { name: 'GenAI Image (drop this)' }).click();
    await expect(page).toHaveURL(`${activity}?kind=debit&from=2026-01-01`);
    await expect(page.getByLabel('Feature')).toHaveValue('');
    await page.getByRole('link', { name: 'Show everything' }).click();
    await expect(page).toHaveURL(activity);
    await page.context().close();
  });
}

test('a filter that nothing fits says so, and leads back to everything', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(`${activity}?from=2025-12-01&to=2025-11-01`);
  await expect(page.getByText(/^No entry fits\./)).toBeVisible();
  await page.getByRole('link', { name: 'Show everything' }).click();
  await expect(rows(page).first()).toBeVisible();
  await page.context().close();
});

test('pages lead to older entries and back to the same newer ones', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(`${activity}?kind=debit`);
  const first = await lines(page);
  await follow(page, 'Load older');
  const second = await lines(page);
  expect(second[0]!.number).toBeLessThan(first.at(-1)!.number);
  await follow(page, 'Load older');
  await follow(page, 'Load newer');
  expect(await lines(page)).toEqual(second);
  await follow(page, 'Load newer');
  expect(await lines(page)).toEqual(first);
  await expect(page.getByRole('link', { name: 'Load newer' })).toHaveCount(0);
  await page.context().close();
});

test('a row opens its receipt, whose parts add up to the row', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(`${activity}?kind=debit`);
  const [line] = await lines(page);
  // Anywhere in the row.
  await rows(page).first().click();
  await expect(page).toHaveURL(/\/generations\/[0-9a-f-]{36}$/);
  await expect(page.getByText(/ taken on .+ left\.$/)).toBeVisible();
  const facts = await page.locator('main dl').first().locator('dd').allTextContents();
  const [before, taken, after] = facts.map(amount);
  expect(before! + taken!).toBeCloseTo(after!, 6);
  const burnt = await page.getByRole('table', { name: 'What it was paid from' }).locator('tbody tr').all();
  let sum = 0;
  for (const row of burnt) {
    const cells = row.locator('td');
    sum += amount((await cells.nth(1).textContent())!);
    await expect(cells.nth(2)).toHaveText(/^\$\d+\.\d{2,}$/);
  }
  expect(sum).toBeCloseTo(-taken!, 6);
  expect(burnt.length === 1 ? line!.change : taken!).toBeCloseTo(taken!, 6);
  await expect(page.getByText(/^By the price list of Captions, version \d+,/)).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Activity' }).click();
  await expect(page).toHaveURL(activity);
  await page.context().close();
});

/** The receipt of the newest generation with an entry of that kind, and the reference that its lines show. */
async function receiptOf(page: Page, kind: string): Promise<string> {
  await page.goto(`${activity}?kind=${kind}`);
  const row = rows(page).first();
  const reference = (await row.getByTitle(/^Generation /).textContent())!.replace(' · ', '').trim();
  await page.goto((await row.getByRole('link').getAttribute('href'))!);
  return reference;
}

const steps = (page: Page) => page.getByRole('region', { name: 'What happened' }).locator('ol > li');
const summary = (page: Page) => page.locator('main dl').first().locator('dd').allTextContents();

test('a receipt of work that was held, charged and partly given back tells it step by step', async ({
  browser,
  baseURL,
}) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  const reference = await receiptOf(page, 'refund');
  await expect(page.getByText('Partly given back')).toBeVisible();
  const [charged, back, net] = (await summary(page)).map(amount);
  expect(charged! + back!).toBeCloseTo(net!, 6);
  await expect(
    page.getByText(`Of ${charged} credits that were charged, ${-back!} credits have been given back`),
  ).toBeVisible();

  await expect(steps(page)).toHaveCount(3);
  const told = await steps(page).allTextContents();
  expect(told[0]).toMatch(/64 credits were held, until .+ at the latest\./);
  expect(told[1]).toContain('with less than the 64 credits that were held: 48 credits were charged.');
  expect(told[1]).toMatch(/16 credits back to Plan credits, Max plan, no\. \d+/);
  expect(told[2]).toMatch(/16 credits of the charge were given back\..*16 credits back to Plan credits/);
  // What a step moved is what its balance changed by, and the money that came back is a third of what was charged.
  const moves = told.map((text) => /Balance([\d,.]+) → ([\d,.]+?)(?:In money|$)/.exec(text)!.slice(1).map(amount));
  expect(moves.map(([before, after]) => Math.round((after! - before!) * 1e6) / 1e6)).toEqual([-64, 16, 16]);
  const money = told.slice(1).map((text) => Number(/\$([\d.]+)$/.exec(text)![1]));
  expect(money[1]! * 3).toBeCloseTo(money[0]!, 5);

  // Its lines in the list show the same reference, and lead back here.
  await expect(page.locator('main dd b')).toHaveText(reference);
  const receipt = page.url();
  await steps(page).last().getByRole('link').last().click();
  await expect(page).toHaveURL(/\/activity\?before=\d+$/);
  const same = rows(page).filter({ hasText: reference });
  await expect(same).toHaveCount(4);
  await same.last().click();
  await expect(page).toHaveURL(receipt);
  await page.context().close();
});

test('a receipt of work that is held says until when, and that nothing is charged yet', async ({
  browser,
  baseURL,
}) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await receiptOf(page, 'hold');
  await expect(page.getByText('Held, not charged yet')).toBeVisible();
  await expect(
    page.getByText(/^40 credits are held for this work until .+ nothing has been charged yet\.$/),
  ).toBeVisible();
  const [before, held, after] = (await summary(page)).map(amount);
  expect([held, before! + held!]).toEqual([-40, after]);
  await expect(steps(page)).toHaveCount(1);
  const table = page.getByRole('table', { name: 'What it is held from' });
  await expect(table.getByRole('columnheader', { name: 'Money paid' })).toHaveCount(0);
  await page.context().close();
});

for (const [what, words] of [
  ['the hold was called off', /^Nothing was charged: the hold of 32 credits was called off on /],
  ['the hold ended by itself', /^Nothing was charged: the hold of 16 credits ended by itself on /],
] as const) {
  test(`a receipt says that nothing was charged where ${what}`, async ({ browser, baseURL }) => {
    const page = await pageOf(browser, baseURL!, 'steady');
    await page.goto(`${activity}?kind=void`);
    await page.goto((await rows(page).filter({ hasText: what }).first().getByRole('link').getAttribute('href'))!);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByText('In the end nothing was charged')).toBeVisible();
    await expect(steps(page)).toHaveCount(2);
    await expect(page.getByRole('heading', { name: 'What it was paid from' })).toHaveCount(0);
    await page.context().close();
  });
}

test('the file holds what is shown, and its changes add up to the balance’s', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(`${activity}?from=2026-01-01&to=2026-01-31`);
  const shown = await lines(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download these as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('activity-steady-hands-video-from-2026-01-01-to-2026-01-31.csv');
  const entries = entriesOf(readFileSync(await download.path(), 'utf8'));
  expect(
    entries
      .slice(-shown.length)
      .reverse()
      .map(({ number }) => number),
  ).toEqual(shown.map(({ number }) => number));
  const [first, last] = [entries[0]!, entries.at(-1)!];
  const changed = entries.reduce((sum, { change }) => sum + change, 0);
  expect(changed).toBeCloseTo(last.balance - (first.balance - first.change), 6);

  // All of it adds up to what there is.
  const whole = entriesOf(await (await page.request.get(file)).text());
  expect(whole.reduce((sum, { change }) => sum + change, 0)).toBeCloseTo(whole.at(-1)!.balance, 6);
  await page.context().close();
});

test('nobody else’s subscriber finds the receipt or the file', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(`${activity}?kind=debit`);
  const receipt = (await rows(page).first().getByRole('link').getAttribute('href'))!;
  await page.context().close();
  const stranger = await signedIn(baseURL!, 'low');
  for (const path of [receipt, `/support${receipt}`, `/support${activity}`, file]) {
    expect((await stranger.get(path, { maxRedirects: 0 })).status(), path).toBe(404);
  }
  // Nor under an account of one's own.
  const own = receipt.replace(account, demoPerson('low').account);
  expect((await stranger.get(own)).status()).toBe(404);
  await stranger.dispose();
});

for (const { device, viewport, colorScheme, tag } of looks) {
  test(
    `the list and a receipt are sound on a ${device} in the ${colorScheme}`,
    { tag },
    async ({ browser, baseURL }) => {
      const page = await pageOf(browser, baseURL!, 'steady', { viewport, colorScheme });
      await page.goto(`${activity}?kind=debit&from=2025-06-01`);
      if (device === 'phone') await page.locator('summary', { hasText: 'Filter' }).click();
      await expect(page.getByLabel('Kind')).toBeVisible();
      await sound(page);
      await page.goto((await rows(page).first().getByRole('link').getAttribute('href'))!);
      await expect(page.getByRole('heading', { name: 'What it was paid from' })).toBeVisible();
      await sound(page);
      for (const kind of ['refund', 'hold']) {
        await receiptOf(page, kind);
        await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible();
        await sound(page);
      }
      await page.context().close();
    },
  );
}

async function sound(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'wider than the screen').toBeLessThanOrEqual(0);
}
