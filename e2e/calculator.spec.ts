import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { demoPerson } from './support/app';
import { pageOf } from './support/pages';

/** The calculator, as subscribers and support meet it. */

const calculatorOf = (name: string) => `/accounts/${demoPerson(name).account}/calculator`;
const need = (page: Page) => page.getByTestId('need');
const finding = (page: Page) => page.getByTestId('finding');
const marked = (page: Page) => page.locator('[data-cheapest]');
const line = (page: Page, name: string) => page.getByRole('spinbutton', { name: `${name}, how many a month` });

for (const javaScriptEnabled of [true, false]) {
  test(`a mix is made, kept in the address and answered, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
    baseURL,
  }) => {
    const page = await pageOf(browser, baseURL!, 'new', { javaScriptEnabled });
    await page.goto(calculatorOf('new'));
    await expect(need(page)).toHaveText('This mix costs no credits.');
    await expect(marked(page)).toHaveCount(0);

    await page.getByLabel('What', { exact: true }).selectOption('prompt-to-video');
    await page.getByRole('spinbutton', { name: 'How many a month', exact: true }).fill('30');
    await page.getByRole('button', { name: 'Add to the mix' }).click();
    await expect(need(page)).toHaveText('This mix needs 240 credits a month.');
    await expect(finding(page)).toHaveText(
      /^Max is the cheapest that fits: (US)?\$24\.99 a month gives 500 credits, 260 credits more than the mix needs\.$/,
    );
    await expect(marked(page)).toHaveCount(1);
    await expect(marked(page)).toContainText('cheapest that fits');

    await line(page, 'Prompt to Video').fill('25');
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Work it out' }).click();
    await expect(finding(page)).toHaveText(
      /^Pro is the cheapest that fits: (US)?\$9\.99 a month gives just the 200 credits that the mix needs\.$/,
    );
    const kept = page.url();
    expect(kept).toMatch(/q\.prompt-to-video=25/);

    await page.goto('about:blank');
    await page.goto(kept);
    await expect(line(page, 'Prompt to Video')).toHaveValue('25');
    await expect(need(page)).toHaveText('This mix needs 200 credits a month.');
    await page.getByRole('link', { name: 'Fill in from real use again' }).click();
    await expect(need(page)).toHaveText('This mix costs no credits.');
    await page.context().close();
  });
}

test('real use fills the mix in, and the keyboard changes it without losing its place', async ({
  browser,
  baseURL,
}) => {
  const page = await pageOf(browser, baseURL!, 'steady');
  await page.goto(calculatorOf('steady'));
  await expect(page.getByText('Filled in with what was used from 15 Dec to 14 Mar: 90 days,')).toBeVisible();
  await expect(marked(page)).toHaveCount(1);
  const edits = line(page, 'AI Edit');
  const before = await need(page).textContent();
  await edits.focus();
  await page.keyboard.press('ArrowUp');
  await expect(need(page)).not.toHaveText(before!);
  await expect(edits).toBeFocused();
  await page.waitForURL(/q\.ai-edit=/);
  await page.context().close();
});

test('what the balance buys is whole units of what can be spent', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'new');
  await page.goto(calculatorOf('new'));
  const table = page.getByRole('table', { name: 'What the balance buys of each feature' });
  const row = (name: RegExp) => table.getByRole('row', { name });
  await expect(page.getByText('200 credits can be spent now.')).toBeVisible();
  await expect(row(/^AI Edit 14/)).toContainText('14 edits');
  await expect(row(/^Voiceover/)).toContainText('2,000 seconds');
  await expect(row(/^Veo 3 \(4 s clip\)/)).toContainText('6 clips');
  await expect(row(/^Mirage Script/)).toContainText('any number');
  await page.context().close();
});

test('packs, add-ons, seats and contracts are said as such', async ({ browser, baseURL }) => {
  const packs = await pageOf(browser, baseURL!, 'packs');
  await packs.goto(`${calculatorOf('packs')}?q.text-generation.text-draft.over-0=2400`);
  await expect(finding(packs)).toHaveText(
    /^Pay as you go with 1 × 500 credits and 1 × 2,000 credits is the cheapest that fits: (US)?\$24\.00 a month\. The plan gives 0 credits, and 2,400 credits are bought beside it\.$/,
  );
  await packs.context().close();

  const team = await pageOf(browser, baseURL!, 'team');
  await team.goto(`${calculatorOf('team')}?q.ai-video-generator=700`);
  await expect(marked(team)).toContainText('for 5 seats');
  await expect(team.getByRole('row', { name: /^Enterprise/ })).toContainText('by contract, so not compared');
  await expect(team.getByRole('row', { name: /^Personal by the month/ })).toContainText('fewer than this account has');
  await team.context().close();
});

test('no address breaks the page', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'low');
  for (const asked of [
    '?q.no-such-thing=3',
    '?q.ai-edit=-4&q.ai-ads=1e99&q.voiceover=%00',
    '?q.ai-edit=1&q.ai-edit=2&add=x&add=y&n=&mix=%F0%9F%98%80',
    `?add=ai-edit&n=${'9'.repeat(400)}`,
    '?q.__proto__=1&q.constructor=1&q.=1',
  ]) {
    const answer = await page.goto(calculatorOf('low') + asked);
    expect(answer!.status(), asked).toBe(200);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('What would it cost?');
    await expect(page.getByText(/of the address (was|were) left out/)).toBeVisible();
  }
  await page.goto(`${calculatorOf('low')}?q.genai-video.veo-3-audio=1000000&q.prompt-to-video=1000000`);
  await expect(need(page)).toHaveText('This mix needs 72,000,000 credits a month.');
  await expect(finding(page)).toContainText('No plan with a published price gives this much');
  await page.context().close();
});

test('support sees the same, in its own frame', async ({ browser, baseURL }) => {
  const page = await pageOf(browser, baseURL!, 'support');
  await page.goto(`/support${calculatorOf('cap')}`);
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Calculator' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await line(page, 'AI Edit').fill('300');
  await expect(need(page)).toContainText(/needs 4,\d{3} credits/);
  await page.waitForURL(/\/support\/.*q\.ai-edit=300/);
  await page.context().close();
});

const looks = [
  ['new', 'light', 390],
  ['cap', 'dark', 390],
  ['team', 'light', 390],
  ['team', 'dark', 1440],
  ['packs', 'light', 1440],
  ['steady', 'light', 1440],
  // Its long name, and numbers as big as they come.
  ['team', 'light', 390, '?q.ai-video-generator=1000000&q.ai-image-generator=1000000'],
  ['packs', 'dark', 390, '?q.video-generation.video-premium=1000000'],
] as const;
for (const [name, colorScheme, width, asked = ''] of looks) {
  test(`fits and passes axe: ${name}, ${colorScheme}, ${width}${asked && ', big numbers'}`, async ({
    browser,
    baseURL,
  }) => {
    const page = await pageOf(browser, baseURL!, name, { colorScheme, viewport: { width, height: 800 } });
    await page.goto(calculatorOf(name) + asked);
    await expect(need(page)).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 300);
        }),
    );
    expect(shift).toBeLessThan(0.01);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.context().close();
  });
}
