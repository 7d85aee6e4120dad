import AxeBuilder from '@axe-core/playwright';
import { randomUUID } from 'node:crypto';
import { expect, test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { demoPerson, readDemo, signedIn, signedInAnew } from './support/app';
import { drawnChart } from './support/chart';
import { looks } from './support/looks';

/** The portal as people meet it: in a real browser, with everything that the browser complains about collected. */

const test = base.extend<{ complaints: string[] }>({
  /** Console errors, violations of the security policy, and requests that leave the machine. */
  complaints: async ({ page, baseURL }, use) => {
    const complaints = listen(page, baseURL!);
    await use(complaints);
    expect(complaints).toEqual([]);
  },
});

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

/** A page of somebody who is signed in already. */
async function pageOf(
  browser: Browser,
  baseURL: string,
  name: string,
  options: BrowserContextOptions = {},
  signIn = signedIn,
) {
  const client = await signIn(baseURL, name);
  const storageState = await client.storageState();
  await client.dispose();
  const context = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'UTC', ...options, storageState });
  return context.newPage();
}

async function fillIn(page: Page, email: string, password: string) {
  await page.getByLabel('Mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The numbers of the meter by their names, as written. */
async function numbers(page: Page): Promise<Record<string, string>> {
  const rows = page.locator('main dl > div');
  const entries = await rows.evaluateAll((all) =>
    all.map((row) => [row.querySelector('dt')!.textContent.trim(), row.querySelector('dd')!.textContent]),
  );
  return { ...(Object.fromEntries(entries) as Record<string, string>), whole: (await whole(page))! };
}

async function whole(page: Page): Promise<string | null> {
  return page.getByText(/granted this period/).textContent();
}

const available = (page: Page) => page.getByTestId('available');

test('signing in leads to a meter whose numbers add up', async ({ page, complaints }) => {
  const { email, password, account } = demoPerson('steady');
  await page.goto('/');
  await expect(page).toHaveURL('/sign-in');
  await fillIn(page, email, password);
  await expect(page).toHaveURL(`/accounts/${account}/usage`);
  await expect(page.getByRole('heading', { level: 1, name: 'Your credits' })).toBeVisible();

  const { Used, Held, Ended = '0', Left, whole: sum } = await numbers(page);
  const [total, granted, carried] = sum!.match(/[\d,.]+/g)!.map(amount);
  expect(granted! + carried!).toBeCloseTo(total!, 6);
  expect(amount(Used!) + amount(Held!) + amount(Ended) + amount(Left!)).toBeCloseTo(total!, 6);
  await expect(available(page)).toHaveText(Left!);

  await expect(page.getByText(/^Refreshes .+ (IST|GMT\S*)$/).first()).toBeVisible();
  await expect(page.locator('.recharts-bar-rectangle').first()).toBeVisible();
  const table = page.getByRole('table', { name: 'Credits used in this period, by feature' });
  await expect(table.getByRole('row', { name: /^Total/ })).toContainText(Used!);
  expect(complaints).toEqual([]);
});

test('a wrong password is told in plain words, and what was typed is kept', async ({ page }) => {
  const { email, password, account } = demoPerson('low');
  await page.goto(`/accounts/${account}/activity`);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await fillIn(page, email, 'not the password');
  const alert = page.locator('form').getByRole('alert');
  await expect(alert).toHaveText('The mail address or the password is wrong. Check both and try again.');
  await expect(alert).toBeFocused();
  await expect(page.getByLabel('Mail address')).toHaveValue(email);
  await fillIn(page, email, password);
  await expect(page).toHaveURL(`/accounts/${account}/activity`);
});

test('nobody is sent anywhere else after signing in', async ({ page }) => {
  const { email, password, account } = demoPerson('low');
  await page.goto('/sign-in?callbackUrl=https://elsewhere.invalid/accounts');
  await fillIn(page, email, password);
  await expect(page).toHaveURL(`/accounts/${account}/usage`);
});

test('signing up gives an account of one’s own, new and explained', async ({ page, complaints }) => {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Ada Example');
  await page.getByLabel('Mail address').fill(demoPerson('steady').email);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.locator('form').getByRole('alert')).toContainText('already');
  await expect(page.getByLabel('Name')).toHaveValue('Ada Example');

  await page.getByLabel('Mail address').fill(`ada-${randomUUID()}@example.com`);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page).toHaveURL(/\/accounts\/[0-9a-f-]{36}\/usage$/);
  await expect(available(page)).toHaveText('200');
  await expect(
    page.getByText('Nothing has been used in this period yet: all 200 credits are still here.'),
  ).toBeVisible();
  await expect(page.getByText('Days and times are those of UTC.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No credits used in this period yet' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('signing out ends the sign-in for every copy of its cookie', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'low', {}, signedInAnew);
  const path = `/accounts/${demoPerson('low').account}/usage`;
  await page.goto(path);
  const copy = await browser.newContext({ baseURL: baseURL!, storageState: await page.context().storageState() });
  const other = await copy.newPage();
  await other.goto(path);
  await expect(available(other)).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  // The other window notices by itself, and shows nothing more.
  await expect(other).toHaveURL(/\/sign-in/, { timeout: 5000 });
  await page.context().close();
  await copy.close();
});

test('a debit moves the meter within two seconds, without a reload', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  const complaints = listen(page, baseURL!);
  await page.goto(`/accounts/${demoPerson('steady').account}/usage`);
  await drawnChart(page);
  const marked = await page.evaluate(() => ((window as { marked?: boolean }).marked = true));
  const before = await numbers(page);

  const debited = await page.request.post('/api/v1/generations', {
    headers: { authorization: `Bearer ${readDemo().apiKey}`, 'idempotency-key': randomUUID() },
    data: { account: demoPerson('steady').account, feature: 'genai-image', model: 'flux-1-1', quantity: 1 },
  });
  expect(debited.status(), await debited.text()).toBe(201);
  const { credits } = (await debited.json()) as { credits: number };
  await expect(available(page)).toHaveText(String(amount(before.Left!) - credits), { timeout: 2000 });
  const after = await numbers(page);
  expect(amount(after.Used!)).toBe(amount(before.Used!) + credits);
  expect(after.whole).toBe(before.whole);
  expect(await page.evaluate(() => (window as { marked?: boolean }).marked)).toBe(marked);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the numbers stay when they cannot be brought up to date, and that is said', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'low');
  await page.goto(`/accounts/${demoPerson('low').account}/usage`);
  const left = (await available(page).textContent())!;
  await page.route('**/meter', (route) => route.abort());
  await expect(page.getByRole('status')).toHaveText('Not up to date: trying again');
  await expect(available(page)).toHaveText(left);
  await page.unroute('**/meter');
  await expect(page.getByRole('status')).toBeEmpty({ timeout: 20_000 });
  await page.context().close();
});

test('the meter, its table and the entries can be read without scripts', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'cap', { javaScriptEnabled: false }, signedInAnew);
  const { account } = demoPerson('cap');
  await page.goto(`/accounts/${account}/usage`);
  await expect(available(page)).toBeVisible();
  await expect(page.getByRole('row', { name: /^Total/ })).toBeVisible();
  await expect(page.getByText(/carried-over credits? ends? on|credits? ends? on/).first()).toBeVisible();
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('table', { name: 'Movements of credits' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');

  // And back in, without a single script.
  await page.getByRole('textbox', { name: 'Mail address' }).fill(demoPerson('cap').email);
  await page.getByLabel('Password').fill(demoPerson('cap').password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`/accounts/${account}/usage`);
  await page.context().close();
});

test('entries run back to the beginning of the account, each balance following from the one before', async ({
  browser,
  baseURL,
}) => {
  const page = await pageOf(browser, baseURL!, 'low');
  await page.goto(`/accounts/${demoPerson('low').account}/activity`);
  const rows = page.locator('main tbody tr');
  let newer: { number: number; change: number; balance: number } | null = null;
  for (let pages = 0; pages < 40; pages += 1) {
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
    );
    for (const cells of shown) {
      const row = {
        number: amount(cells[0]!),
        change: cells[3] === 'free' ? 0 : amount(cells[3]!),
        balance: amount(cells[4]!),
      };
      if (newer) {
        expect(row.number).toBe(newer.number - 1);
        expect(row.balance).toBeCloseTo(newer.balance - newer.change, 6);
      }
      newer = row;
    }
    const older = page.getByRole('link', { name: 'Load older' });
    if (!(await older.count())) break;
    const path = (await older.getAttribute('href'))!;
    await older.click();
    await page.waitForURL(path);
    await expect(rows.first().locator('td').first()).toHaveText(String(newer!.number - 1));
  }
  expect(newer!.number).toBe(1);
  expect(newer!.balance).toBe(newer!.change);
  await page.context().close();
});

test('support finds an account by mail and sees the same numbers, in a frame of its own', async ({
  browser,
  baseURL,
}) => {
  const mine = await pageOf(browser, baseURL!, 'cap');
  const { email, account } = demoPerson('cap');
  await mine.goto(`/accounts/${account}/usage`);
  const expected = await numbers(mine);
  await mine.context().close();

  const page = await pageOf(browser, baseURL!, 'support');
  const complaints = listen(page, baseURL!);
  await page.goto('/');
  await expect(page).toHaveURL('/support');
  await page.getByLabel('Mail address').fill(email);
  await page.getByRole('button', { name: 'Find' }).click();
  await page
    .getByRole('region', { name: /^1 account/ })
    .getByRole('link')
    .click();
  await expect(page).toHaveURL(`/support/accounts/${account}`);
  await expect(page.getByText(/^Support view of .+$/)).toBeVisible();
  expect(await numbers(page)).toEqual(expected);
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  // The member's own address leads staff to the staff frame.
  await page.goto(`/accounts/${account}/usage`);
  await expect(page).toHaveURL(`/support/accounts/${account}`);
  await page.goto('/support?email=nobody@example.com');
  await expect(page.getByText(/^No account has a member with the mail address nobody@example\.com/)).toBeVisible();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the chart can be read with the keyboard, day by day', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(`/accounts/${demoPerson('steady').account}/usage`);
  await drawnChart(page);
  await page.locator('svg[role=application]').focus();
  await page.keyboard.press('ArrowRight');
  const card = page.locator('.recharts-tooltip-wrapper');
  await expect(card).toContainText(/\d+ \w{3}/);
  const first = await card.textContent();
  await page.keyboard.press('ArrowRight');
  await expect(card).not.toHaveText(first!);
  await page.context().close();
});

test('the first Tab skips to the content, and every control shows its focus', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'low');
  await page.goto(`/accounts/${demoPerson('low').account}/usage`);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const here = document.activeElement;
      return here && here !== document.body ? getComputedStyle(here).outlineStyle : 'solid';
    });
    expect(outline).not.toBe('none');
  }
  await page.context().close();
});

for (const { device, viewport, colorScheme, tag } of looks) {
  test(`every page is sound on a ${device} in the ${colorScheme}`, { tag }, async ({ browser, baseURL }) => {
    const look = { viewport, colorScheme };
    const { account } = demoPerson('steady');
    const guest = await (await browser.newContext({ baseURL: baseURL!, ...look })).newPage();
    const member = await pageOf(browser, baseURL!, 'steady', look);
    const staff = await pageOf(browser, baseURL!, 'support', look);
    const pages: [Page, string][] = [
      [guest, '/sign-in'],
      [guest, '/sign-up'],
      [member, `/accounts/${account}/usage`],
      [member, `/accounts/${account}/activity`],
      [member, '/no-such-page'],
      [staff, `/support?email=${demoPerson('steady').email}`],
      [staff, `/support/accounts/${account}`],
    ];
    for (const [page, path] of pages) {
      await page.goto(path);
      if (/usage$|support\/accounts\/[^/]+$/.test(path)) await drawnChart(page);
      await expect(page.locator('h1')).toHaveCount(1);
      await expect(page).toHaveTitle(/ · Meterbook$/);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
    }
    for (const page of [guest, member, staff]) await page.context().close();
  });
}

test('nothing moves for those who ask for less motion, and nothing shifts when the chart arrives', async ({
  browser,
  baseURL,
}) => {
  const page = await pageOf(browser, baseURL!, 'steady', { reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    const shifts = ((window as { shifts?: number[] }).shifts = []) as number[];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`/accounts/${demoPerson('steady').account}/usage`);
  await drawnChart(page);
  const shifted = await page.evaluate(() =>
    (window as { shifts?: number[] }).shifts!.reduce((sum, each) => sum + each, 0),
  );
  expect(shifted).toBeLessThan(0.01);
  const durations = await page
    .locator('.follows')
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).transitionProperty));
  expect(new Set(durations)).toEqual(new Set(['none']));
  await page.context().close();
});

test('every page forbids what it does not need', async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of ['/sign-in', '/sign-in', '/no-such-page']) {
    const response = await request.get(path);
    const policy = response.headers()['content-security-policy']!;
    const nonce = /'nonce-([\w+/=-]{20,})' 'strict-dynamic'/.exec(policy)![1]!;
    nonces.add(nonce);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|style-src [^;]*unsafe-inline/);
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(response.headers()['x-content-type-options']).toBe('nosniff');
  }
  expect(nonces.size).toBe(3);
});

test('an unchanged meter crosses the wire as an empty 304, for nobody else to keep', async ({ baseURL }) => {
  const client = await signedIn(baseURL!, 'new');
  const path = `/api/portal/accounts/${demoPerson('new').account}/meter`;
  const first = await client.get(path);
  const { etag } = first.headers();
  expect(etag).toMatch(/^"[\w-]+"$/);
  expect(first.headers()['cache-control']).toBe('private, no-cache');
  const second = await client.get(path, { headers: { 'if-none-match': etag! } });
  expect(second.status()).toBe(304);
  expect((await second.body()).length).toBe(0);
  await client.dispose();
});

/** A written amount as a number: "1,234.5", "+500", "−40". */
function amount(text: string): number {
  return Number(text.replaceAll(',', '').replace('−', '-').replace('+', ''));
}
