import { expect, test, type APIRequestContext } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { examples } from '@/api/examples';

/** The page for those who write a product's server. It is open to anybody, and works without the internet. */

test('the API is explained, and every operation is listed, without a request that leaves the machine', async ({
  page,
  baseURL,
}) => {
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));

  await page.goto('/developers');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The API');
  await expect(page.locator('.opblock')).toHaveCount(Object.keys(examples).length);
  for (const path of await paths(page.request)) {
    await expect(page.locator(`.opblock [data-path="${path}"]`).first()).toBeVisible();
  }

  // Opening an operation shows its schemas and an example, and asks nobody either.
  await page.locator('.opblock-summary-control').first().click();
  await expect(page.locator('.opblock .responses-wrapper')).toBeVisible();
  expect([...new Set(asked.map((url) => new URL(url).origin))].filter((origin) => origin !== baseURL)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the words before the list can be read by anybody', async ({ page }) => {
  await page.goto('/developers');
  await expect(page.locator('.opblock')).toHaveCount(Object.keys(examples).length);
  const { violations } = await new AxeBuilder({ page }).exclude('.reference').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test('the document comes without a key, and once', async ({ request }) => {
  const first = await request.get('/api/openapi.json');
  expect(first.status()).toBe(200);
  expect(await first.json()).toMatchObject({ openapi: '3.1.1', paths: { '/generations': {} } });
  const etag = first.headers().etag!;
  const again = await request.get('/api/openapi.json', { headers: { 'if-none-match': etag } });
  expect([again.status(), await again.text()]).toEqual([304, '']);
});

async function paths(request: APIRequestContext): Promise<string[]> {
  return Object.keys(((await (await request.get('/api/openapi.json')).json()) as { paths: object }).paths);
}
