import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import { newId } from '@/lib/ids';
import { addressToken } from '@/services/people/address-token';
import { secretsFrom } from '@/services/secrets';
import { balanceOf } from './support/account-rows';
import { authSecret, databaseUrl } from './support/app';
import { startPages, type PagesServer } from './support/pages-server';

/** Signing up where mails are sent: the address is confirmed by a link, and one-time credits come with that. */

let database: Database;
let pages: PagesServer;

test.beforeAll(async () => {
  database = openDatabase(databaseUrl(), { max: 1 });
  pages = await startPages({ SMTP_URL: 'smtp://127.0.0.1:9' });
});
test.afterAll(async () => {
  pages?.process.kill('SIGTERM');
  await database?.close();
});

/** The link that the mail has: what is kept of a mail has it not. */
async function linkFor(email: string, sentAt = Date.now()): Promise<string> {
  const [person] = await database.sql`SELECT id FROM people WHERE email = ${email}`;
  return `/confirm-address?token=${addressToken({ id: person!.id, email }, sentAt, secretsFrom(authSecret()).addresses)}`;
}

async function signedUp(browser: Browser, options: { viewport: { width: number; height: number } }) {
  const context = await browser.newContext({ baseURL: pages.url, ...options });
  const page = await context.newPage();
  page.on('console', (said) => expect(said.type(), said.text()).not.toBe('error'));
  const email = `${newId()}@example.com`;
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Ada Address');
  await page.getByLabel('Mail address').fill(email);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.waitForURL(/\/usage$/);
  return { page, email };
}

for (const width of [390, 1440]) {
  test(`whoever signs up confirms their address, and gets the 200 credits (${width})`, async ({ browser }) => {
    const { page, email } = await signedUp(browser, { viewport: { width, height: 900 } });
    const notice = page.getByRole('region', { name: 'Mail address' });
    await expect(notice).toContainText(`a link has been sent to ${email}. 200 credits come with it`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await notice.getByRole('button', { name: 'Send a new link' }).click();
    await expect(notice.getByRole('status')).toHaveText('A new link is on its way. It works for 24 hours.');
    const account = page.url();

    await page.goto(await linkFor(email));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your mail address');
    await expect(page.locator('main')).toContainText(email);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole('button', { name: 'Confirm the address' }).click();
    await expect(page.getByRole('status')).toHaveText(
      'The address is confirmed, and 200 credits have come to your account. Thank you.',
    );
    await page.goto(account);
    await expect(notice).toHaveCount(0);
    await expect(page.locator('main')).toContainText('200 credits left');
    await page.goto(await linkFor(email));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The address is confirmed');
    await page.context().close();
  });
}

test('a link that is over says so; without scripts one confirms as well', async ({ browser }) => {
  const { page, email } = await signedUp(browser, { viewport: { width: 1440, height: 900 } });
  await page.goto(await linkFor(email, Date.now() - 25 * 3_600_000));
  await expect(page.locator('main')).toContainText('Its time is over: a link works for 24 hours.');
  const context = await browser.newContext({ baseURL: pages.url, javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(await linkFor(email));
  await plain.getByRole('button', { name: 'Confirm the address' }).click();
  await expect(plain.getByRole('heading', { level: 1 })).toHaveText('The address is confirmed');
  await expect(plain.locator('main')).toContainText('what comes with it is in your account');
  const [account] = await database.sql`
    SELECT account_id FROM memberships JOIN people ON people.id = person_id WHERE email = ${email}`;
  expect(await balanceOf(database.sql, account!.account_id)).toBe(200);
  await Promise.all([context, page.context()].map((each) => each.close()));
});
