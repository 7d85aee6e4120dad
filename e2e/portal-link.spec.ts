import AxeBuilder from '@axe-core/playwright';
import { randomUUID } from 'node:crypto';
import { expect, request, test, type BrowserContextOptions, type Page } from '@playwright/test';
import { readDemo } from './support/app';

/** A vendor's own customers, as they come from its product: by a link, without a password. */

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenverein'.repeat(2);

/** Asks the API with the demo's key, which has to answer well. */
async function ask<T>(baseURL: string, path: string, data: object): Promise<T> {
  const client = await request.newContext({ baseURL });
  const headers = { authorization: `Bearer ${readDemo().apiKey}`, 'idempotency-key': randomUUID() };
  const answer = await client.post(`/api/v1${path}`, { headers, data });
  const body = (await answer.json()) as T;
  expect(answer.status(), JSON.stringify(body)).toBe(201);
  await client.dispose();
  return body;
}

/** An account of a customer who is only known to the vendor's product. */
async function newAccount(baseURL: string, name = 'Studio Nord'): Promise<string> {
  return (await ask<{ id: string }>(baseURL, '/accounts', { externalId: randomUUID(), name })).id;
}

async function newLink(baseURL: string, account: string, more: object = {}, name = 'Nora Nord'): Promise<string> {
  const person = { externalId: randomUUID(), name, role: 'owner' };
  return (await ask<{ url: string }>(baseURL, `/accounts/${account}/portal-links`, { person, ...more })).url;
}

const button = (page: Page) => page.getByRole('button', { name: 'Open your account' });

async function listen(page: Page, baseURL: string): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (asked) => {
    if (new URL(asked.url()).origin !== baseURL) complaints.push(`left the machine: ${asked.url()}`);
    if (asked.headers().referer?.includes('token=')) complaints.push(`told of the token: ${asked.url()}`);
  });
  return complaints;
}

test('a link opens its account on the meter, once, and says so the second time', async ({ page, baseURL, browser }) => {
  const complaints = await listen(page, baseURL!);
  const account = await newAccount(baseURL!);
  const url = await newLink(baseURL!, account);

  // Whatever fetches links ahead of people uses nothing up.
  const robot = await request.newContext();
  expect((await robot.get(url)).status()).toBe(200);
  expect((await robot.storageState()).cookies.filter(({ name }) => name.includes('session'))).toEqual([]);
  await robot.dispose();

  await page.goto(url);
  await expect(page.getByText('Nora Nord, this link signs you in to Studio Nord.')).toBeVisible();
  await button(page).click();
  await expect(page).toHaveURL(`/accounts/${account}/usage`);
  await expect(page.getByRole('heading', { level: 1, name: 'Your credits' })).toBeVisible();
  await expect(page.getByTestId('available')).toHaveText('200');
  await page.goto('/');
  await expect(page).toHaveURL(`/accounts/${account}/usage`);
  expect(complaints).toEqual([]);

  const other = await (await browser.newContext({ baseURL: baseURL! })).newPage();
  await other.goto(url);
  await expect(other.getByText('It has been used: each link signs in once.')).toBeVisible();
  await expect(button(other)).toHaveCount(0);
  await other.context().close();
});

test('a link leads to the room that was asked for, and only into its own account', async ({ page, baseURL }) => {
  const account = await newAccount(baseURL!);
  const stranger = await newAccount(baseURL!);
  await page.goto(await newLink(baseURL!, account, { path: '/activity' }));
  await button(page).click();
  await expect(page).toHaveURL(`/accounts/${account}/activity`);
  expect((await page.goto(`/accounts/${stranger}/usage`))?.status()).toBe(404);
});

test('of two windows with the same link, one gets in and the other is told', async ({ browser, baseURL }) => {
  const url = await newLink(baseURL!, await newAccount(baseURL!));
  const pages = await Promise.all([1, 2].map(async () => (await browser.newContext({ baseURL: baseURL! })).newPage()));
  for (const page of pages) await page.goto(url);
  await button(pages[0]!).click();
  await expect(pages[0]!).toHaveURL(/\/usage$/);
  await button(pages[1]!).click();
  await expect(pages[1]!.getByText('It has been used: each link signs in once.')).toBeFocused();
  for (const page of pages) await page.context().close();
});

test('a link that is over, wrong or cut off says so in plain words', async ({ page, baseURL }) => {
  const over = await newLink(baseURL!, await newAccount(baseURL!), { expiresInSeconds: 1 });
  await page.waitForTimeout(1_100);
  const cases = {
    [over]: 'Its time is over',
    [`/portal?token=${'A'.repeat(43)}`]: 'It is not a link of ours',
    [over.slice(0, -5)]: 'It is not a link of ours',
    '/portal': 'It is not a link of ours',
    '/portal?token=a&token=b': 'It is not a link of ours',
  };
  for (const [url, words] of Object.entries(cases)) {
    expect((await page.goto(url))?.status()).toBe(200);
    await expect(page.getByText(words)).toBeVisible();
    await expect(button(page)).toHaveCount(0);
  }
  await page.goto('/sign-in?error=link_not_valid.expired');
  await expect(page.getByText('Its time is over')).toBeVisible();
});

test('without scripts, one is told what is needed', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(await newLink(baseURL!, await newAccount(baseURL!)));
  expect(await page.locator('noscript').textContent()).toContain('Signing in by a link needs scripts.');

  // Where next-auth's own cookie is there already, the form does it.
  await context.request.get('/api/auth/csrf');
  const account = await newAccount(baseURL!);
  await page.goto(await newLink(baseURL!, account));
  await button(page).click();
  await expect(page).toHaveURL(`/accounts/${account}/usage`);
  await context.close();
});

const looks: [name: string, look: BrowserContextOptions][] = [
  ['phone', { viewport: { width: 360, height: 740 } }],
  ['desktop', { viewport: { width: 1280, height: 800 } }],
  ['phone-dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
];
for (const [name, look] of looks) {
  test(`looks right on a ${name}, with long names`, async ({ browser, baseURL }, testInfo) => {
    const page = await (await browser.newContext({ baseURL: baseURL!, ...look })).newPage();
    const account = await newAccount(baseURL!, LONG);
    const url = await newLink(baseURL!, account, {}, LONG);
    for (const [shown, path] of Object.entries({ open: url, closed: '/portal?token=x' })) {
      await page.goto(path);
      await expect(page.locator('h1')).toHaveCount(1);
      await expect(page).toHaveTitle('Open your account · Meterbook');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.screenshot({ path: testInfo.outputPath(`${name}-${shown}.png`) });
    }
    await page.context().close();
  });
}
