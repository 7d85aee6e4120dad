import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { openDatabase, type Database } from '@/db/client';
import { instantFromText } from '@/db/schema/columns';
import en from '@/lib/messages/en.json' with { type: 'json' };
import { pseudoCatalogue } from '@/lib/messages/pseudo';
import { periodName } from '@/lib/usage/statement';
import { databaseUrl, demoPerson, signedIn } from './support/app';
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

interface Visit {
  /** One of the demo's people; null: nobody is signed in. */
  name: string | null;
  addresses: string[];
}

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

/** Who opens what. Addresses under an account are from its home on. */
const audiences: Record<string, () => Promise<Visit[]>> = {
  guests: async () => [
    {
      name: null,
      addresses: [
        ...['/sign-in', '/sign-up', '/portal', '/prices', '/developers', '/no-such-page'],
        ...['captions', 'ai-studios', 'artifio'].map((catalog) => `/prices/${catalog}`),
      ],
    },
  ],
  subscribers: async () => [
    {
      name: 'steady',
      addresses: [
        ...[`${own('steady')}/usage`, `${own('steady')}/usage?by=model`, `${own('steady')}/activity?kind=refund`],
        ...(await roomsOf('steady', own('steady'))),
        `${own('steady')}/playground`,
      ],
    },
    ...['new', 'low', 'team', 'packs'].map((name) => ({
      name,
      addresses: [`${own(name)}/usage`, `${own(name)}/balance`],
    })),
  ],
  support: async () => [
    {
      name: 'support',
      addresses: [
        ...['/support', `/support?email=${demoPerson('steady').email}`, '/support?email=nobody@example.com'],
        `/support${own('low')}`,
        ...(await roomsOf('low', `/support${own('low')}`)),
      ],
    },
  ],
};

for (const [audience, visits] of Object.entries(audiences)) {
  test(`${audience}: no text escapes the catalogue, and no page is wider than a phone`, async ({ browser }) => {
    const found: string[] = [];
    for (const visit of await visits()) found.push(...(await visitPages(browser, visit)));
    expect(found).toEqual([]);
  });
}

test('every page of the build is looked at', async () => {
  const seen = (await Promise.all(Object.values(audiences).map((visits) => visits())))
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

function own(name: string): string {
  return `/accounts/${demoPerson(name).account}`;
}

/** The rooms of an account that members and staff have in common, with a receipt for every status there is. */
async function roomsOf(name: string, home: string): Promise<string[]> {
  const { account } = demoPerson(name);
  const generations = await database.sql<{ id: string }[]>`
    SELECT DISTINCT ON (status) id FROM generations WHERE account_id = ${account} ORDER BY status, id`;
  return [
    ...['activity', 'balance', 'statements', `statements/${await periodOf(account)}`].map((room) => `${home}/${room}`),
    ...generations.map(({ id }) => `${home}/generations/${id}`),
  ];
}

async function periodOf(account: string): Promise<string> {
  const [row] = await database.sql`SELECT period_start FROM headers WHERE account_id = ${account}`;
  return periodName(instantFromText(row!.period_start as string));
}

function manifest(): Record<string, string> {
  return JSON.parse(readFileSync(`${project}.next/app-path-routes-manifest.json`, 'utf8')) as Record<string, string>;
}

/** True for an address of this page of the build. */
function isOf(route: string, address: string): boolean {
  if (route === '/_not-found') return address === '/no-such-page';
  return new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`).test(address);
}
