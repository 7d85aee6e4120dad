import { readFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { signedIn } from './support/app';
import { looks } from './support/looks';

/** The catalog files themselves: what the pages say is held against them. */
interface CatalogFile {
  plans: { name: string; intervals: { price: number | null; grants: { credits: number }[] }[] }[];
  packs: { name: string; credits: number; price: number }[];
  features: { name: string; price: { credits?: number; models?: Record<string, { credits: number }> } }[];
  models: { id: string; name: string }[];
  notes: { text: string }[];
}
function file(id: string): CatalogFile {
  const text = readFileSync(path.join(import.meta.dirname, '..', 'catalogs', `${id}.json`), 'utf8');
  return { packs: [], models: [], ...(JSON.parse(text) as Omit<CatalogFile, 'packs' | 'models'>) };
}
const captions = file('captions');
const artifio = file('artifio');
const phone = { width: 390, height: 844 };

const dollars = (minor: number) => `$${(minor / 100).toFixed(2)}`;
const row = (page: Page, name: string | RegExp) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: typeof name === 'string' }) });

/** Whatever the browser complains about, the security policy's refusals among it. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return said;
}

test.describe('a visitor on a phone', () => {
  test.use({ viewport: phone });

  test('compares the prices of all catalogs without signing in', async ({ page }) => {
    const said = complaints(page);
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Prices' }).click();
    await expect(page).toHaveURL(/\/prices$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Prices');

    await page.getByRole('main').getByRole('link', { name: 'Captions' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Prices of Captions');
    await expect(page.getByText('$0.04995 to $0.05000')).toBeVisible();
    const plans = page.getByRole('region', { name: 'Plans' });
    for (const { name, intervals } of captions.plans) {
      const [{ price, grants }] = intervals as [(typeof intervals)[number]];
      const cells = plans.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      await expect(cells).toContainText(dollars(price!));
      await expect(cells).toContainText(grants[0]!.credits.toLocaleString('en'));
      if (price) await expect(cells).toContainText(dollars(Math.round((price * 1000) / grants[0]!.credits)));
    }

    await page.getByRole('navigation', { name: 'Catalogs' }).getByRole('link', { name: 'Artifio' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Prices of Artifio');
    const packs = page.getByRole('region', { name: 'Packs' });
    for (const { name, credits, price } of artifio.packs) {
      const cells = packs.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
      await expect(cells).toContainText(dollars(price));
      await expect(cells).toContainText(`$${(price / 100 / credits).toFixed(4)}`);
    }
    expect(said).toEqual([]);
  });

  test('finds a model, and sees what the credits of a plan buy', async ({ page }) => {
    const said = complaints(page);
    await page.goto('/prices/captions');
    await expect(row(page, /^GenAI Video/)).toContainText('1–64');
    await page.getByLabel('Find a feature or a model').fill('veo 3');
    await expect(page.getByRole('status')).toHaveText('4 prices');
    await expect(row(page, 'Veo 3 Audio (4 s clip)')).toContainText('64');
    await expect(row(page, 'Prompt to Video')).toHaveCount(0);

    await page.getByRole('link', { name: 'Max: 500' }).click();
    await expect(row(page, 'Veo 3 Audio (4 s clip)')).toContainText('7 clips');
    await expect(page).toHaveURL(/\?q=veo\+3&plan=max$/);

    // The address is the view: whoever gets it sees the same.
    await page.reload();
    await expect(page.getByLabel('Find a feature or a model')).toHaveValue('veo 3');
    await expect(row(page, 'Veo 3 Audio (4 s clip)')).toContainText('7 clips');

    await page.getByLabel('Find a feature or a model').fill('no such thing');
    await page.getByRole('link', { name: 'Show everything' }).click();
    await expect(row(page, 'Prompt to Video')).toContainText('62 seconds');
    expect(said).toEqual([]);
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, viewport: phone });

  test('the page says everything, and the search works', async ({ page }) => {
    await page.goto('/prices/captions');
    await expect(page.getByText(/Plan credits can be used in their own month and the two after it/)).toBeVisible();
    await expect(page.getByText(/^Free: .*Mirage Script/)).toBeVisible();
    for (const { name, price } of captions.features) {
      if (price.credits === undefined) continue;
      await expect(row(page, new RegExp(`^${name}( addition)?$`))).toContainText(String(price.credits));
    }
    for (const { id, name } of captions.models) {
      const price = captions.features.find((each) => each.price.models?.[id])!.price.models![id]!;
      const shown = price.credits === 0 ? 'free' : String(price.credits);
      await expect(row(page, new RegExp(`^${name.replaceAll('.', '\\.')}( \\(.*\\))?$`))).toContainText(shown);
    }

    await page.getByLabel('Find a feature or a model').fill('music');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(/\?q=music/);
    await expect(page.getByRole('status')).toHaveText('5 prices');
    await expect(row(page, 'Udio')).toBeVisible();
    await page.getByRole('link', { name: 'Scale: 1,400' }).click();
    await expect(row(page, 'Udio')).toContainText('1,400 clips');
  });
});

test('search engines get a title, a description, one address a page, and a map', async ({ page, request }) => {
  await page.goto('/prices/artifio?q=video&plan=credits-500');
  await expect(page).toHaveTitle('Prices of Artifio · Meterbook');
  await expect(page.locator('meta[name=description]')).toHaveAttribute('content', /Every plan, pack, feature/);
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', /\/prices\/artifio$/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'One credit costs',
    'How long credits last',
    'Packs',
    'Plans',
    'Features and models',
    'Changing and cancelling',
  ]);
  const robots = await request.get('/robots.txt');
  expect(await robots.text()).toMatch(/Disallow: \/accounts\/[^]*Sitemap: .*\/sitemap\.xml/);
  expect(await (await request.get('/sitemap.xml')).text()).toMatch(/\/prices\/ai-studios<\/loc>/);
  expect((await request.get('/prices/nobody')).status()).toBe(404);
});

test('what is ours and not the vendor’s is shown to staff only', async ({ page, context, baseURL }) => {
  const [note] = captions.notes;
  await page.goto('/prices/captions');
  await expect(page.getByText(note!.text)).toHaveCount(0);

  const client = await signedIn(baseURL!, 'support');
  await context.addCookies((await client.storageState()).cookies);
  await client.dispose();
  await page.goto('/prices/captions');
  await expect(page.getByText(note!.text)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Your account' })).toBeVisible();
});

for (const { device, viewport, colorScheme, tag } of looks) {
  test(`on a ${device}, ${colorScheme}: fits, is accessible, and nothing complains`, { tag }, async ({ browser }) => {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    const said = complaints(page);
    for (const address of ['/prices', '/prices/captions', '/prices/ai-studios', '/prices/artifio']) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, `${address} is wider than the screen`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${address} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    expect(said).toEqual([]);
    await context.close();
  });
}
