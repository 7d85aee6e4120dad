import AxeBuilder from '@axe-core/playwright';
import { randomUUID } from 'node:crypto';
import { expect, test, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import { demoPerson, readDemo, signedIn } from './support/app';
import { drawnChart } from './support/chart';
import { looks } from './support/looks';

/** The usage page: the meter with its forecast, and what credits were used for, over whatever days one asks for. */

const usage = (name: string, query = '') => `/accounts/${demoPerson(name).account}/usage${query}`;

async function pageOf(browser: Browser, baseURL: string, name: string, options: BrowserContextOptions = {}) {
  const client = await signedIn(baseURL, name);
  const storageState = await client.storageState();
  await client.dispose();
  const context = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'UTC', ...options, storageState });
  return context.newPage();
}

/** Console errors, violations of the security policy, and requests that leave the machine. */
function listen(page: Page, baseURL: string): string[] {
  const complaints: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== baseURL && protocol !== 'data:') complaints.push(`left the machine: ${request.url()}`);
  });
  return complaints;
}

/** A written amount as a number: "1,234.5", "+500", "−40". */
const amount = (text: string) => Number(text.replaceAll(',', '').replace('−', '-').replace('+', ''));

const table = (page: Page) => page.getByRole('table', { name: /^Credits used .+, by / });
const chartBars = (page: Page) => page.locator('.recharts-bar-rectangle path');

/** The table's rows: what it is of, credits and generations. */
async function rowsOf(of: Locator) {
  const cells = await of.evaluateAll((all) =>
    all.map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.firstElementChild?.textContent ?? cell.textContent),
    ),
  );
  return cells.map(([name, credits, , generations]) => ({
    name: name!.replace(/ \(open its entries\)$/, ''),
    credits: amount(credits!),
    generations: amount(generations!),
  }));
}

async function spend(page: Page) {
  const [lines, [total]] = [
    await rowsOf(table(page).locator('tbody tr')),
    await rowsOf(table(page).locator('tfoot tr')),
  ];
  return { lines, total: total! };
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

test('the meter says how long it lasts, what ends when, and in whose days', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady', { javaScriptEnabled: false });
  await page.goto(usage('steady'));
  await expect(
    page.getByText(/^At the pace of the last 28 days \([\d.]+ credits a day\), about \d+ credits are left on /),
  ).toBeVisible();
  await expect(
    page.getByText(/^\d+ (carried-over )?credits end on .+, in \d+ days; they are used first\.$/),
  ).toBeVisible();
  await expect(page.getByText('Days and times are those of Asia/Kolkata.')).toBeVisible();
  await expect(page.getByText('even pace')).toBeVisible();
  const held = page.locator('main [role=img] .hatched');
  expect(await held.evaluate((each) => getComputedStyle(each).backgroundImage)).toContain('repeating-linear-gradient');
  await page.context().close();
});

test('a pace at which the credits do not last is marked, with its range', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'low');
  await page.goto(usage('low'));
  const note = page.getByText(
    /nothing is left from Mar \d+ on; four times in five that is between Mar \d+ and Mar \d+\.$/,
  );
  await expect(note).toHaveClass(/text-soon/);
  await page.context().close();
});

test('nothing is foretold of an account that has used nothing', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'new');
  await page.goto(usage('new'));
  await expect(page.getByTestId('available')).toBeVisible();
  await expect(page.getByText(/^At the pace/)).toHaveCount(0);
  await page.context().close();
});

for (const [device, viewport] of [
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1440, height: 900 }],
] as const) {
  test(`what is left stands on every page on a ${device}`, async ({ browser, baseURL }) => {
    const left = (page: Page) => page.getByText(/^[\d,]+ left$/).filter({ visible: true });
    const { account } = demoPerson('low');
    const member = await pageOf(browser, baseURL!, 'low', { viewport });
    await member.goto(`/accounts/${account}/activity?kind=debit`);
    const receipt = (await member.locator('main tbody a').first().getAttribute('href'))!;
    const staff = await pageOf(browser, baseURL!, 'support', { viewport });
    for (const [page, path] of [
      [member, `/accounts/${account}/activity`],
      [member, receipt],
      [staff, `/support/accounts/${account}/activity`],
      [staff, `/support${receipt}`],
    ] as const) {
      await page.goto(path);
      await expect(left(page), path).toHaveCount(1);
    }
    for (const page of [member, staff]) await page.context().close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';

  test(`every time and every way to add up gives sums that agree, ${how} scripts`, async ({ browser, baseURL }) => {
    const page = await pageOf(browser, baseURL!, 'low', { javaScriptEnabled });
    await page.goto(usage('low'));
    for (const [range, query] of [
      ['Last period', 'range=last'],
      ['7 days', 'range=7d'],
      ['30 days', 'range=30d'],
      ['90 days', 'range=90d'],
      ['12 months', 'range=12m'],
      ['This period', ''],
    ] as const) {
      await page.getByRole('link', { name: range, exact: true }).click();
      await expect(page).toHaveURL(usage('low', query && `?${query}`));
      await expect(page.getByRole('link', { name: range, exact: true })).toHaveAttribute('aria-current', 'true');
      const { lines, total } = await spend(page);
      expect(sum(lines.map(({ credits }) => credits)), range).toBeCloseTo(total.credits, 6);
      await expect(page.getByText(/ generations?\.$/).first()).toHaveText(
        new RegExp(
          `^${total.credits.toLocaleString('en-US')} credits in ${total.generations.toLocaleString('en-US')} gen`,
        ),
      );
    }
    const { total } = await spend(page);
    for (const by of ['Model', 'Project', 'Member', 'Feature'] as const) {
      await page.getByRole('link', { name: by, exact: true }).first().click();
      await expect(table(page).getByRole('columnheader').first()).toHaveText(by);
      expect((await spend(page)).total, by).toEqual(total);
    }
    await page.context().close();
  });

  test(`the table is put in another order, ${how} scripts`, async ({ browser, baseURL }) => {
    const page = await pageOf(browser, baseURL!, 'low', { javaScriptEnabled });
    await page.goto(usage('low', '?range=30d'));
    const head = (name: string) => table(page).getByRole('columnheader', { name });
    await expect(head('Credits')).toHaveAttribute('aria-sort', 'descending');
    const usual = (await spend(page)).lines;
    await head('Feature').getByRole('link').click();
    await expect(head('Feature')).toHaveAttribute('aria-sort', 'ascending');
    await expect(page).toHaveURL(usage('low', '?range=30d&sort=name'));
    const byName = (await spend(page)).lines;
    expect(byName).toEqual([...usual].sort((a, b) => a.name.localeCompare(b.name)));
    await head('Generations').getByRole('link').click();
    await expect(head('Generations')).toHaveAttribute('aria-sort', 'descending');
    await head('Generations').getByRole('link').click();
    await expect(head('Generations')).toHaveAttribute('aria-sort', 'ascending');
    const counts = (await spend(page)).lines.map(({ generations }) => generations);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    await page.context().close();
  });

  test(`days of one’s own, ${how} scripts`, async ({ browser, baseURL }) => {
    const page = await pageOf(browser, baseURL!, 'low', { javaScriptEnabled });
    await page.goto(usage('low', '?by=model'));
    await page.locator('summary', { hasText: 'Other days' }).click();
    await page.getByLabel('First day').fill('2026-02-01');
    await page.getByLabel('Last day').fill('2026-02-28');
    await page.getByRole('button', { name: 'Show these days' }).click();
    await expect(page).toHaveURL(usage('low', '?by=model&from=2026-02-01&to=2026-02-28'));
    await expect(page.getByText(/ than from Jan 4 to Jan 31: /)).toBeVisible();
    // From there to a preset: the days are dropped, the rest stays.
    await page.getByRole('link', { name: '7 days', exact: true }).click();
    await expect(page).toHaveURL(usage('low', '?by=model&range=7d'));
    await page.context().close();
  });
}

test('an address that asks for what there is not shows the usual', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'low');
  await page.goto(usage('low'));
  const usual = await spend(page);
  for (const query of [
    '?by=price&range=13m&sort=__proto__',
    '?from=2026-02-30&to=2026-03-01',
    '?range=7d&range=30d&hide=',
  ]) {
    await page.goto(usage('low', query));
    await expect(page.getByRole('link', { name: 'This period', exact: true })).toHaveAttribute('aria-current', 'true');
    expect(await spend(page)).toEqual(usual);
  }
  await page.context().close();
});

/** What the entries of the list come to, on its only page. */
async function changes(page: Page): Promise<number> {
  await expect(page.getByRole('table', { name: 'Movements of credits' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Load older' })).toHaveCount(0);
  const cells = await page
    .locator('main tbody tr')
    .evaluateAll((all) => all.map((row) => row.querySelectorAll('td')[3]!.textContent));
  return sum(cells.map((text) => (text === 'free' ? 0 : amount(text))));
}

test('a part of a bar opens exactly its entries; so do a line and a day of the tables', async ({
  browser,
  baseURL,
}) => {
  const page = await pageOf(browser, baseURL!, 'low');
  const complaints = listen(page, baseURL!);
  await page.goto(usage('low', '?range=7d'));
  await drawnChart(page);
  const { lines } = await spend(page);
  await chartBars(page).first().hover();
  const card = await page
    .locator('.recharts-tooltip-wrapper li')
    .evaluateAll((all) => all.map((each) => each.textContent));
  await chartBars(page).first().click();
  await expect(page).toHaveURL(/\/activity\?feature=[\w-]+&from=2026-03-\d\d&to=2026-03-\d\d$/);
  const { searchParams } = new URL(page.url());
  expect(searchParams.get('from')).toBe(searchParams.get('to'));
  const opened = await changes(page);
  expect(opened).toBeLessThan(0);
  expect(card.some((text) => text!.endsWith(String(-opened)))).toBe(true);

  await page.goto(usage('low', '?range=7d'));
  await table(page).locator('tbody tr').first().click();
  await expect(page).toHaveURL(/\/activity\?feature=[\w-]+&from=2026-03-09&to=2026-03-15$/);
  expect(await changes(page)).toBeCloseTo(-lines[0]!.credits, 6);

  await page.goto(usage('low', '?range=7d'));
  await page.locator('summary', { hasText: 'The same, day by day' }).click();
  const day = page.getByRole('table', { name: 'The same, day by day' }).locator('tbody tr').nth(1);
  const used = amount((await day.locator('td').first().textContent())!);
  await day.click();
  await expect(page).toHaveURL(/\/activity\?from=2026-03-10&to=2026-03-10$/);
  expect(await changes(page)).toBeCloseTo(-used, 6);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the legend takes a part out of the chart and brings it back; the table keeps it', async ({
  browser,
  baseURL,
}) => {
  const page = await pageOf(browser, baseURL!, 'low');
  await page.goto(usage('low', '?range=30d'));
  await drawnChart(page);
  const [before, all] = [await spend(page), await page.locator('.recharts-bar').count()];
  await page.getByRole('link', { name: 'AI Edit (hide in the chart)' }).click();
  await expect(page).toHaveURL(usage('low', '?range=30d&hide=ai-edit'));
  await expect(page.locator('.recharts-bar')).toHaveCount(all - 1);
  expect(await spend(page)).toEqual(before);
  const shown = page.getByRole('link', { name: 'AI Edit (show in the chart)' });
  await expect(shown).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.recharts-bar')).toHaveCount(all);
  await page.context().close();
});

test('the chart is read and opened with the keyboard alone', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'low');
  await page.goto(usage('low', '?range=7d'));
  await drawnChart(page);
  await page.locator('svg[role=application]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.recharts-tooltip-wrapper')).toContainText('Mar 10');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/activity\?from=2026-03-10&to=2026-03-10$/);
  await page.context().close();
});

test('page and API give the same numbers, on days of 23 hours too', async ({ browser, baseURL, request }) => {
  // The clocks of New York go forward on 8 March, those of Rome on 29 March of the year before.
  for (const [name, from, to] of [
    ['low', '2026-03-08', '2026-03-08'],
    ['low', '2026-02-20', '2026-03-12'],
    ['cap', '2025-03-25', '2025-04-02'],
  ] as const) {
    const page = await pageOf(browser, baseURL!, name);
    const { account } = demoPerson(name);
    for (const by of ['feature', 'project', 'member']) {
      await page.goto(usage(name, `?by=${by}&from=${from}&to=${to}`));
      const answer = await request.get(`/api/v1/accounts/${account}/usage?by=${by}&from=${from}&to=${to}`, {
        headers: { authorization: `Bearer ${readDemo().apiKey}` },
      });
      const { items, total } = (await answer.json()) as {
        items: { credits: number; generations: number }[];
        total: { credits: number; generations: number };
      };
      if (items.length === 0) {
        await expect(page.getByRole('heading', { name: /^No credits used / })).toBeVisible();
        continue;
      }
      const shown = await spend(page);
      expect(shown.total, `${name} ${by}`).toMatchObject({ credits: total.credits, generations: total.generations });
      expect(shown.lines.map(({ credits }) => credits)).toEqual(items.map(({ credits }) => credits));
    }
    await page.context().close();
  }
});

test('what is used while one looks comes into the table by itself', async ({ page, baseURL }) => {
  const complaints = listen(page, baseURL!);
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Liv Live');
  await page.getByLabel('Mail address').fill(`liv-${randomUUID()}@example.com`);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page).toHaveURL(/\/usage$/);
  await expect(page.getByRole('heading', { name: 'No credits used in this period yet' })).toBeVisible();
  const account = /accounts\/([^/]+)/.exec(page.url())![1]!;
  const debited = await page.request.post('/api/v1/generations', {
    headers: { authorization: `Bearer ${readDemo().apiKey}`, 'idempotency-key': randomUUID() },
    data: { account, feature: 'ai-ads', quantity: 12, project: 'A project’s name '.repeat(7).trim(), member: 'liv' },
  });
  expect(debited.status(), await debited.text()).toBe(201);
  await expect(table(page).getByRole('row', { name: /^AI Ads/ })).toContainText('12', { timeout: 5000 });
  await expect(chartBars(page).first()).toBeVisible();

  // A long name breaks, and does not push the page.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${page.url()}?by=project`);
  await expect(page.getByRole('heading', { name: /^A project’s name / })).toBeVisible();
  await sound(page);
  expect(complaints).toEqual([]);
});

for (const { device, viewport, colorScheme, tag } of looks) {
  test(`every time is sound on a ${device} in the ${colorScheme}`, { tag }, async ({ browser, baseURL }) => {
    const page = await pageOf(browser, baseURL!, 'steady', { viewport, colorScheme });
    const complaints = listen(page, baseURL!);
    for (const query of [
      '',
      '?range=12m&by=model',
      '?range=90d&by=project&hide=brand-film',
      '?from=2024-01-01&to=2024-01-05',
    ]) {
      await page.goto(usage('steady', query));
      if (query.includes('2024')) await expect(page.getByText(/^Nothing was used in this time/)).toBeVisible();
      else await drawnChart(page);
      const days = page.locator('summary', { hasText: /^The same, / });
      if (await days.count()) await days.click();
      await sound(page);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
}

test('on a phone the chart is loaded when it is near, and not before', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady', { viewport: { width: 390, height: 700 } });
  await page.goto(usage('steady'), { waitUntil: 'networkidle' });
  await expect(page.getByRole('figure')).toHaveCount(1);
  await expect(chartBars(page)).toHaveCount(0);
  await drawnChart(page);
  await page.context().close();
});

test('nothing shifts when the chart of another time arrives', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.addInitScript(() => {
    const shifts = ((window as { shifts?: number[] }).shifts = []) as number[];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(usage('steady', '?range=90d&by=model'));
  await drawnChart(page);
  const shifted = await page.evaluate(() =>
    (window as { shifts?: number[] }).shifts!.reduce((all, each) => all + each, 0),
  );
  expect(shifted).toBeLessThan(0.01);
  await page.context().close();
});

async function sound(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'wider than the screen').toBeLessThanOrEqual(0);
}
