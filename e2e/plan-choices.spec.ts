import { expect, test, type Page } from '@playwright/test';
import { asUsual, keepsItsDate, packsByVolume } from './support/paths/tonspur';
import { startOtherVendor, type OtherVendor } from './support/other-vendor';
import { walkPath } from './support/walk-path';

/** A vendor whose catalog lets one choose how to upgrade: each way has a preview of its own, and does what it says. */

let vendor: OtherVendor;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(90_000);
  vendor = await startOtherVendor(new URL('../catalogs/scenarios/vendors/', import.meta.url));
  page = await vendor.lives.page(browser, vendor.url);
});
test.afterAll(async () => {
  await page?.context().close();
  await vendor?.stop();
});

test('the ways to upgrade are beside each other, and the one that is chosen is done', async () => {
  await walkPath({ page, ...vendor }, keepsItsDate);
});

test('as usual, with goodwill and an open hold', { tag: '@long' }, async () => {
  await walkPath({ page, ...vendor }, asUsual);
});

test('packs cost less by the number, and are locked while there is no plan', async () => {
  await walkPath({ page, ...vendor }, packsByVolume);
});

test('where there is nothing to choose no choice is shown', { tag: '@long' }, async () => {
  const account = await vendor.lives.account({ catalogId: 'tonspur', planId: 'studio', pays: 'pays' });
  await page.goto(`/accounts/${account}/plan/change?type=changePlan&planId=creator&intervalId=month`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Studio to Creator');
  await expect(page.getByRole('navigation', { name: 'Ways to upgrade' })).toHaveCount(0);
});
