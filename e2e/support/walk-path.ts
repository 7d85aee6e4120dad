import { expect, type Page } from '@playwright/test';
import type { Database } from '@/db/client';
import type { Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import { reconcile } from '@/services/audit/reconcile';
import { askFor } from './ask-for';
import { creditsText, ledgerOf } from './plan-books';
import type { PlanLives } from './plan-life';
import type { Happening, Outcome, PlanPath, Step } from './plan-path';
import { previewFigures } from './preview-figures';

interface Walk {
  page: Page;
  lives: PlanLives;
  database: Database;
  accountId: Id;
}

/** Lives an account up to the change, goes through the path in the browser, and looks at the ledger after each step. */
export async function walkPath(walk: Omit<Walk, 'accountId'>, path: PlanPath): Promise<void> {
  const { lives, database } = walk;
  const accountId = await begin(lives, path);
  for (const step of path.steps) await takeStep({ ...walk, accountId }, step);
  await seeInvoice(walk.page, accountId, path.steps);
  expect(await reconcile(database.sql, [accountId])).toEqual([]);
}

/** An account that has come to where its path begins. */
export async function begin(lives: PlanLives, { on, from, at, before = [] }: Omit<PlanPath, 'steps'>): Promise<Id> {
  const accountId = await lives.account({ ...on, pays: 'pays', from: Date.parse(from) });
  for (const each of before) await happen(lives, { accountId, catalogId: on.catalogId, at }, each);
  await lives.moveTo(accountId, Date.parse(at));
  return accountId;
}

async function happen(
  lives: PlanLives,
  { accountId, catalogId, at }: { accountId: Id; catalogId: string; at: string },
  what: Happening,
): Promise<void> {
  const instant: Instant = Date.parse(what.at ?? at);
  await lives.moveTo(accountId, instant);
  const account = { accountId, catalogId, at: instant };
  if ('give' in what) await lives.give(accountId, what.give);
  else if ('use' in what) await lives.work(account, what.use);
  else await lives.work(account, what.hold, Date.parse(what.until));
}

async function takeStep(walk: Walk, step: Step): Promise<void> {
  const { page, lives, accountId } = walk;
  if ('to' in step) {
    await lives.moveTo(accountId, Date.parse(step.to));
    await page.goto(`/accounts/${accountId}/plan`);
    return seeOutcome(walk, step.then);
  }
  if ('press' in step) {
    await page.getByRole('button', { name: step.press, exact: true }).click();
    await expect(done(page)).toHaveText(step.says);
    return seeOutcome(walk, step.then);
  }
  await askFor(page, accountId, step.order);
  expect(await previewFigures(page, step.heading)).toEqual(step.shows);
  if (step.words) await expect(page.locator('main')).toContainText(step.words);
  if (step.way) {
    const ways = page.getByRole('navigation', { name: 'Ways to upgrade' });
    await expect(ways.getByRole('link')).toHaveCount(2);
    await expect(ways.locator('[aria-current=true]')).toHaveText('As usual');
    await ways.getByRole('link', { name: step.way.name }).click();
    await expect(ways.locator('[aria-current=true]')).toHaveText(step.way.name);
    expect(await previewFigures(page, step.heading)).toEqual(step.way.shows);
  }
  await page.getByRole('button', { name: step.button, exact: true }).click();
  await expect(done(page)).toContainText(step.says);
  await seeOutcome(walk, step.then);
}

/** What is said when an order is done. */
export function done(page: Page) {
  return page.getByRole('status').filter({ hasText: /^(Done|The .* plan is cancelled)/ });
}

async function seeOutcome({ page, database, accountId }: Walk, { plan, balance, held = 0, invoices }: Outcome) {
  await expect(page.locator('#now')).toHaveText(plan);
  await expect(page.locator('header')).toContainText(`${creditsText(balance)} `);
  expect(await ledgerOf(database, accountId)).toEqual({ balance, held, invoices });
}

/** The last order that was paid at once: its invoice has the very lines and the sum of its preview. */
async function seeInvoice(page: Page, accountId: Id, steps: readonly Step[]): Promise<void> {
  const paid = steps.findLast((step) => 'order' in step && step.shows.due.length > 0);
  if (!paid || !('order' in paid)) return;
  const { due } = paid.way?.shows ?? paid.shows;
  await page.goto(`/accounts/${accountId}/invoices/${paid.then.invoices.length}`);
  await expect(page.getByTestId('standing')).toContainText('Paid on');
  const rows = page.getByRole('table', { name: 'What it is for' }).getByRole('row');
  const lines = await rows.evaluateAll((all) =>
    all
      .slice(1)
      .map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText.split('\n')[0])),
  );
  expect(lines).toEqual([...due.slice(0, -1), ['Total', due.at(-1)![1]]]);
}
