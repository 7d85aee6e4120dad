import AxeBuilder from '@axe-core/playwright';
import { randomUUID } from 'node:crypto';
import { expect, request, test, type Page } from '@playwright/test';
import { demoPerson, readDemo } from './support/app';
import { looks } from './support/looks';
import { pageOf } from './support/pages';

/** Looking for something in the activity list: by number, by id, by member and by period. */

const { account } = demoPerson('steady');
const home = `/accounts/${account}`;
const activity = `${home}/activity`;
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenverein'.repeat(2);

const rows = (page: Page) => page.locator('main tbody tr');
const numbers = async (page: Page) => (await rows(page).locator('td:first-child').allTextContents()).map(Number);

async function search(page: Page, text: string) {
  await page.getByLabel('Find an entry or a generation').fill(text);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('find') === text);
}

for (const javaScriptEnabled of [true, false]) {
  test(`an entry is found by its number and a generation by its id, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
    baseURL,
  }) => {
    const page = await pageOf(browser, baseURL!, 'steady', { javaScriptEnabled });
    await page.goto(`${activity}?kind=refund`);
    const [refund] = await numbers(page);
    const receipt = (await rows(page).first().getByRole('link').getAttribute('href'))!;
    const id = receipt.split('/').at(-1)!;
    await page.goto(activity);
    await search(page, `#${refund}`);
    expect(await numbers(page)).toEqual([refund]);

    // Held, captured, what was left over, and given back: one story, in each line.
    for (const text of [id, id.slice(0, -2), id.slice(-8)]) {
      await search(page, text);
      expect(await numbers(page)).toHaveLength(4);
      expect(await numbers(page)).toContain(refund);
      const story = 'Held, then charged 48 of 64 credits, 16 came back, 16 given back since';
      await expect(rows(page).filter({ hasText: story })).toHaveCount(4);
    }
    await rows(page).last().click();
    await expect(page).toHaveURL(receipt);
    await page.context().close();
  });
}

test('a search that is none says what one is, and leads back to everything', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(activity);
  await search(page, '‘what’ & %');
  await expect(page.getByText(/^This is neither an entry’s number nor a generation’s id\./)).toBeVisible();
  await expect(page.getByLabel('Find an entry or a generation')).toHaveValue('‘what’ & %');
  await page.getByRole('link', { name: 'Show everything' }).click();
  await expect(rows(page).first()).toBeVisible();
  // Whatever stands in an address.
  for (const bad of [
    'find=%00',
    'find=a&find=b',
    'member=%ED%A0%80',
    'period=never',
    'project=-&period=20260230T000000.000Z',
  ]) {
    expect((await page.goto(`${activity}?${bad}`))!.status(), bad).toBe(200);
  }
  await page.context().close();
});

test('a period leads to its statement, and that to exactly its entries', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(activity);
  const choice = page.getByLabel('Period');
  const names = await choice.locator('option').allTextContents();
  expect(names.length).toBeGreaterThan(10);
  await choice.selectOption({ label: names[3]! });
  await page.getByRole('button', { name: 'Show these entries' }).click();
  await page.waitForURL(/\?period=\d{8}T[\d.]+Z$/);
  const here = page.url();
  const listed = [...(await numbers(page))];
  for (let older = page.getByRole('link', { name: 'Load older' }); (await older.count()) > 0;) {
    await page.goto((await older.getAttribute('href'))!);
    listed.push(...(await numbers(page)));
  }
  const file = await page.request.get(
    (await page.getByRole('link', { name: 'Download these as CSV' }).getAttribute('href'))!,
  );
  const inFile = (await file.text()).trimEnd().split('\r\n').slice(1);
  expect(inFile.map((line) => Number(line.split(',')[0])).reverse()).toEqual(listed);

  await page.getByRole('link', { name: `Statement of ${names[3]}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Statement, ${names[3]}`);
  const sums = await page.request.get(
    (await page.getByRole('link', { name: 'Download every entry as CSV' }).getAttribute('href'))!,
  );
  expect((await sums.text()).trimEnd().split('\r\n').slice(1)).toEqual(inFile);
  await page.getByRole('link', { name: 'These entries in Activity' }).click();
  await expect(page).toHaveURL(here);
  await page.context().close();
});

/** An account with work of several members, and a page that is signed in to it. */
async function studio(baseURL: string, page: Page): Promise<string> {
  const client = await request.newContext({ baseURL });
  const ask = async <T>(path: string, data: object) => {
    const headers = { authorization: `Bearer ${readDemo().apiKey}`, 'idempotency-key': randomUUID() };
    const answer = await client.post(`/api/v1${path}`, { headers, data });
    const body = (await answer.json()) as T;
    expect(answer.status(), JSON.stringify(body)).toBe(201);
    return body;
  };
  const { id } = await ask<{ id: string }>('/accounts', { externalId: randomUUID(), name: LONG });
  for (const about of [{ member: 'ada' }, { member: LONG, project: LONG }, {}, { member: '-' }]) {
    await ask('/generations', { account: id, feature: 'ai-ads', quantity: 12, ...about });
  }
  const person = { externalId: randomUUID(), name: 'Nora Nord', role: 'owner' };
  const { url } = await ask<{ url: string }>(`/accounts/${id}/portal-links`, { person, path: '/activity' });
  await client.dispose();
  await page.goto(url);
  await page.getByRole('button', { name: 'Open your account' }).click();
  await page.waitForURL(/\/activity$/);
  return id;
}

test('the list is narrowed to a member, and to what has none', async ({ page, baseURL }) => {
  const id = await studio(baseURL!, page);
  for (const [label, value, found] of [
    ['ada', 'ada', 1],
    [LONG, LONG, 1],
    ['-', '--', 1],
    ['without a member', '-', 1],
  ] as const) {
    await page.goto(`/accounts/${id}/activity`);
    await page.getByLabel('Member').selectOption({ label });
    await page.getByRole('button', { name: 'Show these entries' }).click();
    await page.waitForURL((url) => url.searchParams.get('member') === value);
    await expect(rows(page)).toHaveCount(found);
    await expect(page.getByRole('link', { name: `${label} (drop this)` })).toBeVisible();
    await expect(page.getByLabel('Member')).toHaveValue(value);
    const file = await page.request.get(
      (await page.getByRole('link', { name: 'Download these as CSV' }).getAttribute('href'))!,
    );
    expect((await file.text()).trimEnd().split('\r\n')).toHaveLength(1 + found);
  }
});

for (const { device, viewport, colorScheme, ...look } of looks) {
  // At a desk the list is looked at by activity.spec.ts; what this adds belongs to the long tests.
  const tag = device === 'desktop' ? ['@long'] : look.tag;
  test(
    `long names, a search and a period are sound on a ${device} in the ${colorScheme}`,
    { tag },
    async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, viewport, colorScheme, locale: 'en-GB' });
      const page = await context.newPage();
      const id = await studio(baseURL!, page);
      await page.goto(`/accounts/${id}/activity?member=${encodeURIComponent(LONG)}`);
      if (device === 'phone') await page.locator('summary', { hasText: 'Filter' }).click();
      await expect(page.getByLabel('Member')).toBeVisible();
      await sound(page);
      await page.goto(`/accounts/${id}/activity?find=what+is+this`);
      await sound(page);
      await context.close();

      const steady = await pageOf(browser, baseURL!, 'steady', { viewport, colorScheme });
      await steady.goto(`${activity}?kind=refund`);
      const receipt = (await rows(steady).first().getByRole('link').getAttribute('href'))!;
      await steady.goto(`${activity}?find=${receipt.split('/').at(-1)}`);
      await sound(steady);
      await steady.goto(activity);
      if (device === 'phone') await steady.locator('summary', { hasText: 'Filter' }).click();
      await steady.getByLabel('Period').selectOption({ index: 2 });
      await steady.getByRole('button', { name: 'Show these entries' }).click();
      await steady.waitForURL(/period=/);
      await sound(steady);
      await steady.context().close();
    },
  );
}

async function sound(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'wider than the screen').toBeLessThanOrEqual(0);
}
