import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type BrowserContextOptions } from '@playwright/test';
import { demoPerson, signedIn } from './support/app';

/** The bottom bar of a phone: the first rooms, and the others behind "More". */

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 } };
const home = () => `/accounts/${demoPerson('steady').account}`;

async function pageOf(browser: Browser, baseURL: string, options: BrowserContextOptions) {
  const client = await signedIn(baseURL, 'steady');
  const storageState = await client.storageState();
  await client.dispose();
  const context = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'UTC', ...options, storageState });
  return context.newPage();
}

test('More opens the other rooms by keyboard, closes with Escape, and leads there', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, phone);
  await page.goto(`${home()}/usage`, { waitUntil: 'networkidle' });
  const bar = page.getByRole('navigation', { name: 'Rooms' });
  await expect(bar.getByRole('link')).toHaveText(['Usage', 'Activity', 'Balance', 'Prices']);

  const more = bar.getByRole('button', { name: 'More' });
  await more.focus();
  await page.keyboard.press('Enter');
  const item = bar.getByRole('listitem').getByRole('link', { name: 'Playground' });
  await expect(item).toBeInViewport({ ratio: 1 });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(item).toBeHidden();
  await expect(more).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(bar.getByRole('link', { name: 'Plan' })).toBeFocused();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Tab');
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/playground');
  await expect(item).toBeHidden();
  await expect(more).toHaveAttribute('aria-current', 'true');
  await more.click();
  await expect(item).toHaveAttribute('aria-current', 'page');
  await page.context().close();
});

test('without scripts More opens a list of links', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, { ...phone, javaScriptEnabled: false });
  await page.goto(`${home()}/usage`);
  const bar = page.getByRole('navigation', { name: 'Rooms' });
  const [more, link] = [bar.getByRole('button', { name: 'More' }), bar.getByRole('link', { name: 'Playground' })];
  await expect(link).toBeHidden();
  await more.click();
  await expect(link).toBeInViewport({ ratio: 1 });
  await link.click();
  await expect(page).toHaveURL(/\/playground$/);
  await expect(more).toHaveAttribute('aria-current', 'true');
  await page.context().close();
});

test('at a desk every room has its place, and there is no More', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, { viewport: { width: 1440, height: 900 } });
  await page.goto(`${home()}/usage`, { waitUntil: 'networkidle' });
  const rail = page.getByRole('navigation', { name: 'Rooms' });
  await expect(rail.getByRole('link')).toHaveText([
    'Usage',
    'Activity',
    'Balance',
    'Prices',
    'Plan',
    'Billing',
    'Calculator',
    'Playground',
  ]);
  await expect(rail.getByRole('button', { name: 'More' })).toBeHidden();
  await page.context().close();
});
