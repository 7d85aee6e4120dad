import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { demoPerson, signedIn } from './support/app';

/** Work that is pretended, credits that move: by the keyboard too, and without saying the key. */

const own = demoPerson('packs');

async function open(page: Page, baseURL: string, name = 'packs', account = own.account): Promise<void> {
  const client = await signedIn(baseURL, name);
  await page.context().addCookies((await client.storageState()).cookies);
  await client.dispose();
  await page.goto(`/accounts/${account}/playground`);
}

const available = async (page: Page) =>
  Number((await page.getByTestId('available').innerText()).replace(/[^\d.]/g, ''));
const step = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words });

test('a hold is captured with what the work took, and the meter follows', async ({ page, baseURL }) => {
  await open(page, baseURL!);
  await page.getByLabel('Works out, in percent').fill('100');
  await page.getByLabel('Takes, in seconds').fill('1');
  const button = page.getByRole('button', { name: /^Generate, hold .+ credit/ });
  await expect(button).toBeVisible();
  const before = await available(page);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(step(page, 'It worked: captured what it took')).toBeVisible();
  await expect.poll(() => available(page)).toBeLessThan(before);
  const held = step(page, 'Credits held before the work');
  await held.getByText('The same with curl').click();
  await expect(held.locator('pre').first()).toContainText('$METERBOOK_KEY');
  expect(await page.content()).not.toMatch(/mb_live_/);
});

test('a hold whose work fails is given back, and a charge is refunded', async ({ page, baseURL }) => {
  await open(page, baseURL!);
  await page.getByLabel('Works out, in percent').fill('0');
  await page.getByLabel('Takes, in seconds').fill('0');
  const hold = page.getByRole('button', { name: /^Generate, hold/ });
  await expect(hold).toBeVisible();
  const before = await available(page);
  await hold.click();
  await expect(step(page, 'It failed: the hold is given back')).toBeVisible();
  await page.getByLabel('How it is charged').selectOption('debit');
  await page.getByRole('button', { name: /^Generate, pay/ }).click();
  await expect(step(page, 'It failed: the charge is given back')).toBeVisible();
  await expect.poll(() => available(page)).toBe(before);
});

test('the page is readable by anybody, on a phone too', async ({ page, baseURL }) => {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await open(page, baseURL!);
    await expect(page.getByRole('button', { name: /^Generate, hold/ })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
});
