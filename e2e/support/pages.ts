import { expect, type APIRequestContext, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { signedIn } from './app';

/** A page of one of the demo's people, who is signed in already. It fails on what the console complains of. */
export async function pageOf(browser: Browser, baseURL: string, name: string, options: BrowserContextOptions = {}) {
  return pageWith(browser, await signedIn(baseURL, name), { baseURL, locale: 'en-GB', ...options });
}

/** The same with the sign-in of a client, which ends with that. */
export async function pageWith(
  browser: Browser,
  client: APIRequestContext,
  options: BrowserContextOptions & { baseURL: string },
): Promise<Page> {
  const storageState = await client.storageState();
  await client.dispose();
  const context = await browser.newContext({ timezoneId: 'UTC', ...options, storageState });
  const page = await context.newPage();
  page.on('console', (said) => expect(said.type(), said.text()).not.toBe('error'));
  page.on('pageerror', (error) => expect(error.message).toBe(''));
  return page;
}
