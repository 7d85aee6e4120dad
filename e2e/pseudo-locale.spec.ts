import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import en from '@/lib/messages/en.json' with { type: 'json' };
import { pseudoCatalogue } from '@/lib/messages/pseudo';
import { audiences, visitsOf, type Visit } from './support/addresses';
import { databaseUrl, signedIn } from './support/app';
import { withoutData } from './support/known-data';
import { startPages, type PagesServer } from './support/pages-server';
import { textsOf } from './support/page-texts';

/**
 * Every page of the build, in the pseudo-locale: a plain letter that is no data is a word that escapes the message
 * catalogue. Its words are longer than English, so the pages also show here whether they bear that on a phone.
 */

const project = fileURLToPath(new URL('..', import.meta.url));
const words = JSON.stringify(pseudoCatalogue(en));
/** The first two send on to another page; the last is for when the frame itself breaks. */
const elsewhere = new Set(['/', '/accounts/[account]', '/_global-error']);
/** Pages that scripts draw a part of when they have come. */
const DRAWN_LATER = /usage|playground|developers|^\/support\/accounts\/[^/]+$/;

// Some forty pages, one after another.
test.describe.configure({ timeout: 150_000 });

let database: Database;
let pages: PagesServer;
let folder: string;
let rest: (text: string) => string;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'meterbook-words-'));
  const file = path.join(folder, 'words.json');
  writeFileSync(file, words);
  database = openDatabase(databaseUrl(), { max: 2 });
  rest = await withoutData(database);
  const before = new URL('support/words-under-test.js', import.meta.url).href;
  pages = await startPages({ WORDS_FILE: file }, { before });
});

test.afterAll(async () => {
  pages?.process.kill('SIGTERM');
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const audience of audiences) {
  test(`${audience}: no text escapes the catalogue, and no page is wider than a phone`, async ({ browser }) => {
    const found: string[] = [];
    for (const visit of await visitsOf(database, audience)) found.push(...(await visitPages(browser, visit)));
    expect(found).toEqual([]);
  });
}

test('every page of the build is looked at', async () => {
  const seen = (await Promise.all(audiences.map((audience) => visitsOf(database, audience))))
    .flat()
    .flatMap(({ addresses }) => addresses.map((address) => address.split('?')[0]!));
  const routes = Object.entries(manifest()).filter(([file]) => file.endsWith('/page'));
  const missed = routes.map(([, route]) => route).filter((route) => !seen.some((address) => isOf(route, address)));
  expect(missed.filter((route) => !elsewhere.has(route))).toEqual([]);
});

/** What is wrong with these pages: texts in plain letters, and too much width. */
async function visitPages(browser: Browser, { name, addresses }: Visit): Promise<string[]> {
  const page = await openPage(browser, name);
  const wrong: string[] = [];
  for (const address of addresses) {
    await page.goto(pages.url + address, { waitUntil: DRAWN_LATER.test(address) ? 'networkidle' : 'load' });
    const all = await textsOf(page);
    expect(
      all.some(({ text }) => text.includes('[!!')),
      `${address} speaks the pseudo-locale`,
    ).toBe(true);
    const plain = all.filter(({ text }) => /[a-z]/i.test(rest(text)));
    wrong.push(...plain.map(({ text, where }) => `${address}, ${where}: ${text}`));
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (excess > 0) wrong.push(`${address} is ${excess} pixels wider than the screen`);
  }
  await page.context().close();
  return wrong;
}

async function openPage(browser: Browser, name: string | null): Promise<Page> {
  const client = name === null ? null : await signedIn(pages.url, name);
  const storageState = await client?.storageState();
  await client?.dispose();
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    ...(storageState && { storageState }),
  });
  await context.addInitScript(`globalThis.wordsUnderTest = ${words};`);
  return context.newPage();
}

function manifest(): Record<string, string> {
  return JSON.parse(readFileSync(`${project}.next/app-path-routes-manifest.json`, 'utf8')) as Record<string, string>;
}

/** True for an address of this page of the build. */
function isOf(route: string, address: string): boolean {
  if (route === '/_not-found') return address === '/no-such-page';
  return new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`).test(address);
}
