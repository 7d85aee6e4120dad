import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { buildIfChanged } from '@/bin/start/build.js';
import { openDatabase } from '@/db/client';
import setUp from './global-setup';
import { audiences, visitsOf, type Visit } from './support/addresses';
import { databaseUrl, signedIn } from './support/app';
import { drawnChart } from './support/chart';
import { contactSheet, type Shot } from './support/contact-sheet';

/**
 * `npm run screenshots [-- --only PATTERN]`: every page of the demo as guests, subscribers and support see it, on a phone
 * and at a desk, in light and in dark, in screenshots/; index.html there shows them side by side.
 */

const project = path.resolve(import.meta.dirname, '..');
const folder = path.join(project, 'screenshots');
const looks = [390, 1440].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
  const wanted = new RegExp(values.only);
  process.env.E2E_PORT = String(await freePort());
  await buildIfChanged(project);
  const tearDown = await setUp();
  const database = openDatabase(databaseUrl(), { max: 2 });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args });
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const shots: Shot[] = [];
    for (const audience of audiences) {
      for (const visit of await visitsOf(database, audience)) {
        const addresses = visit.addresses.filter((address) => wanted.test(address));
        if (addresses.length > 0) shots.push(...(await shoot(browser, { ...visit, addresses }, shots.length)));
      }
    }
    await writeFile(path.join(folder, 'index.html'), contactSheet(shots));
    process.stdout.write(`${shots.length} screenshots: screenshots/index.html\n`);
  } finally {
    await browser.close();
    await database.close();
    await tearDown();
  }
}

/** @param from how many there are already: each file is named by its number */
async function shoot(browser: Browser, { name, addresses }: Visit, from: number): Promise<Shot[]> {
  const baseURL = `http://localhost:${process.env.E2E_PORT}`;
  const client = name === null ? null : await signedIn(baseURL, name);
  const storageState = await client?.storageState();
  await client?.dispose();
  const shots: Shot[] = [];
  for (const { width, colorScheme } of looks) {
    const context = await browser.newContext({
      ...{ baseURL, colorScheme, viewport: { width, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' },
      ...(storageState && { storageState }),
    });
    const page = await context.newPage();
    for (const address of addresses) {
      await page.goto(address, { waitUntil: 'networkidle' });
      if (await page.getByRole('figure').count()) await drawnChart(page);
      await page.evaluate(() => window.scrollTo(0, 0));
      const file = `${String(from + shots.length + 1).padStart(3, '0')}.png`;
      await page.screenshot({ path: path.join(folder, file), fullPage: true, animations: 'disabled' });
      shots.push({ file, who: name ?? 'guest', address, look: `${width}, ${colorScheme}` });
    }
    await context.close();
  }
  process.stdout.write(`  ${name ?? 'guest'}: ${addresses.length} pages\n`);
  return shots;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
