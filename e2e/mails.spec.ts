import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import { newId } from '@/lib/ids';
import { databaseUrl, demoPerson, signedIn } from './support/app';
import { looks } from './support/looks';

/** What the worker does, as it is seen: a mail about an account is made within seconds, and support reads it. */

const { account, email } = demoPerson('steady');
let database: Database;

test.beforeAll(async () => {
  database = openDatabase(databaseUrl(), { max: 1 });
});
test.afterAll(() => database?.close());

for (const { device, viewport, colorScheme, tag } of looks) {
  const title = `support reads what an owner was written, on a ${device} in ${colorScheme}`;
  test(title, { tag }, async ({ browser, baseURL }) => {
    const endsAt = '2026-04-10T09:30:00.000Z';
    await database.sql`
      INSERT INTO outbox (account_id, id, topic, payload, created_at)
      VALUES (${account}, ${newId()}, 'mail.cancelled', ${JSON.stringify({ endsAt })}::text::jsonb, now())`;
    await expect
      .poll(
        async () => (await database.sql`SELECT FROM outbox WHERE account_id = ${account} AND done_at IS NULL`).length,
      )
      .toBe(0);

    const client = await signedIn(baseURL!, 'support');
    const context = await browser.newContext({
      viewport,
      colorScheme,
      baseURL,
      storageState: await client.storageState(),
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (said) => void (said.type() === 'error' && errors.push(said.text())));
    await page.goto(`/support/accounts/${account}`);
    const mail = page.getByRole('region', { name: 'Mails to the owners' }).getByRole('listitem').first();
    await expect(mail).toContainText(`to ${email}, kept here and not sent`);
    const words = mail.getByText('it is not charged again');
    await expect(words).toBeHidden();
    await mail.getByText('plan is cancelled and ends on').focus();
    await page.keyboard.press('Enter');
    await expect(words).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
}

test('support sees that the worker keeps up, and so does whoever probes', async ({ browser, baseURL, request }) => {
  const client = await signedIn(baseURL!, 'support');
  const context = await browser.newContext({ baseURL, storageState: await client.storageState() });
  const page = await context.newPage();
  await page.goto('/support');
  await expect(page.getByText('The worker is up to date')).toBeVisible();
  await context.close();
  expect(await (await request.get('/api/ready')).json()).toEqual({
    status: 'ready',
    worker: { lagSeconds: expect.any(Number) },
  });
});
