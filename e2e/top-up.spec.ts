import { expect, test, type Page } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import { databaseUrl } from './support/app';
import { PlanLives } from './support/plan-life';

/** Packs that are bought by themselves: switched on with bounds that say what it costs at most, changed, and off again. */

let database: Database;
let lives: PlanLives;

test.beforeAll(() => {
  database = openDatabase(databaseUrl(), { max: 2 });
  lives = new PlanLives(database);
});
test.afterAll(() => database?.close());

const room = (page: Page) => page.getByRole('region', { name: 'Automatic top-up' });
const terms = { catalogId: 'artifio', planId: 'pay-as-you-go' } as const;

test('automatic top-up says what it costs at most a month, before and after it is on', async ({ browser, baseURL }) => {
  const account = await lives.account({ ...terms, pays: 'pays' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/plan`);
  await expect(room(page)).toContainText('It is off. Nothing is bought by itself.');
  await expect(room(page)).toContainText('They are charged to Visa ending in 4242.');

  await room(page).getByLabel('Pack').selectOption('credits-2000');
  await room(page).getByLabel('How many at once').fill('2');
  await room(page).getByLabel('Buy when fewer').fill('250');
  await room(page).getByLabel('At most so much').fill('10');
  await room(page).getByRole('button', { name: 'Switch automatic top-up on' }).click();
  // Two packs cost more than $10: what was typed stays.
  await expect(room(page)).toContainText('Enter an amount that is enough for one purchase');
  await expect(room(page).getByLabel('How many at once')).toHaveValue('2');
  await room(page).getByLabel('At most so much').fill('100');
  await room(page).getByRole('button', { name: 'Switch automatic top-up on' }).click();

  await expect(page.getByRole('status').filter({ hasText: 'Automatic top-up is set' })).toBeVisible();
  await expect(room(page)).toContainText('It is on: 2 × 2,000 credits for $38.00, whenever fewer than 250 credits');
  // $100 are enough for two purchases of $38, of 4,000 credits each.
  await expect(room(page)).toContainText('At most $100.00 a month: 2 purchases, 8,000 credits in all.');
  await expect(room(page).getByLabel('At most so much')).toHaveValue('100.00');

  await room(page).getByRole('button', { name: 'Switch it off' }).click();
  await expect(room(page)).toContainText('It is off.');
});

test('automatic top-up needs a card', async ({ browser, baseURL }) => {
  const account = await lives.account({ ...terms, pays: 'invoice' });
  const page = await lives.page(browser, baseURL!);
  await page.goto(`/accounts/${account}/plan`);
  await expect(room(page)).toContainText('That needs a card: add one on the billing page.');
  await expect(room(page).getByRole('button')).toHaveCount(0);
});
