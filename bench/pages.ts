/**
 * `npm run bench -- pages [--entries N] [--seconds S] [--no-lighthouse] [--json]`: what the pages of an account with a long history take,
 * beside those of a new one, and how much script the first of them loads; docs/bench.md says how to read it.
 */
import { parseArgs } from 'node:util';
import { addMonthsUtc, DAY_MS, type Instant } from '@/lib/time';
import { accountWithHistory } from '@/services/testing/long-history';
import { openPlace } from './place/database';
import { buildPages, openPages } from './place/servers';
import { judge, scoresTable } from './pages/lighthouse';
import { pagesTable, type Compared, type Taken } from './pages/report';
import { rowsReadSoFar } from './pages/rows-read';
import { gzipBytes, scriptsOf } from './pages/scripts';
import { visit, type Visit } from './pages/visit';

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '4' },
    lighthouse: { type: 'boolean', default: true },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const [entries, seconds] = [Number(values.entries), Number(values.seconds)];
/** Entries a day. Both are given a lot of credits a day: what differs is how much has happened. */
const A_DAY = { new: 10, long: 1_440 };
/** Two whole periods and the running one, so that the charts of both have all their days. */
const NEW_DAYS_MIN = 62;
const ROUNDS = 4;
const RENDERS_COUNTED = 10;
/** There is no such page: what is loaded for it is what Next and the frame of all pages take. */
const EMPTY_PAGE = '/nothing';

await buildPages();
const place = await openPlace();
try {
  const server = await withHistory();
  await measure(server).finally(() => server.server.stop());
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await place.close();
}

/** An account that has lived from then on until now. */
function made(start: Instant, aDay: number) {
  const apartMs = DAY_MS / aDay;
  const count = Math.floor((place.context.clock.now() - start) / apartMs);
  return accountWithHistory(place.context, { entries: count, start, zone: 'Europe/Berlin', apartMs, giftEvery: aDay });
}

type Page = keyof Visit['paths'];

async function withHistory() {
  const now = place.context.clock.now();
  const longAgo = now - (entries / A_DAY.long) * DAY_MS;
  // On the same day of the month, so that both are as far into their period.
  let recently = longAgo;
  for (let month = 1; addMonthsUtc(longAgo, month) <= now - NEW_DAYS_MIN * DAY_MS; month += 1)
    recently = addMonthsUtc(longAgo, month);
  say(`making an account with ${entries} entries, and one that is new`);
  const people = { new: await made(recently, A_DAY.new), long: await made(longAgo, A_DAY.long) };
  await place.owner.sql`VACUUM ANALYZE`;
  await place.owner.sql`CHECKPOINT`;
  const server = await openPages({ databaseUrl: place.url, folder: place.folder });
  return { server, new: await visit(place, server, people.new), long: await visit(place, server, people.long) };
}

async function measure({ server, ...accounts }: Awaited<ReturnType<typeof withHistory>>): Promise<void> {
  const pages: Compared[] = [];
  for (const page of ['dashboard', 'activity', 'statement'] as const) {
    const taken = await sideBySide(page, accounts);
    const rows = { new: await rowsOf(page, accounts.new), long: await rowsOf(page, accounts.long) };
    pages.push({ page, new: { ...taken.new, rows: rows.new }, long: { ...taken.long, rows: rows.long } });
    say(`${page}: measured`);
  }
  const origin = `http://127.0.0.1:${server.port}`;
  const loaded = async (html: string) => gzipBytes(origin, scriptsOf(html));
  const empty = await loaded(await (await fetch(origin + EMPTY_PAGE)).text());
  const dashboard = await loaded(await accounts.new.visitor.get(accounts.new.paths.dashboard));
  const scripts = { dashboard, empty, over: dashboard - empty };
  const judged = values.lighthouse ? await judge(origin, mainPages(accounts.new), say) : [];
  if (values.json) return console.info(JSON.stringify({ entries, pages, scripts, lighthouse: judged }, null, 2));
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  console.info(`\n${pagesTable(pages)}\n`);
  console.info(
    `First load of the dashboard, before its charts: ${kB(dashboard)} of scripts (gzip). An empty page (${EMPTY_PAGE}, ` +
      `which is not there): ${kB(empty)}. Over it: ${kB(scripts.over)}, of at most 45 kB: ${scripts.over <= 45_000 ? 'yes' : 'NO'}`,
  );
  if (judged.length > 0) console.info(`\n${scoresTable(judged)}`);
}

/** The pages that most people ever see, and the one that guests do. */
function mainPages({ visitor: { cookie }, paths }: Visit) {
  const own = Object.entries(paths).map(([page, path]) => ({ page, path, cookie }));
  return [...own, { page: 'prices', path: '/prices/captions', cookie: null }];
}

/** By turns, so that whatever else the machine does meets both. */
async function sideBySide(page: Page, accounts: Record<'new' | 'long', Visit>): Promise<Record<'new' | 'long', Taken>> {
  const times = { new: [] as number[], long: [] as number[] };
  const length = { new: 0, long: 0 };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const which of ['new', 'long'] as const) {
      const { visitor, paths } = accounts[which];
      const until = performance.now() + (seconds * 1000) / ROUNDS;
      while (performance.now() < until) {
        const begun = performance.now();
        length[which] = (await visitor.get(paths[page])).length;
        // The first round warms up.
        if (round > 0) times[which].push(performance.now() - begun);
      }
    }
  }
  const taken = (which: 'new' | 'long'): Taken => {
    const sorted = [...times[which]].sort((a, b) => a - b);
    const total = sorted.reduce((sum, each) => sum + each, 0);
    return {
      perSecond: (sorted.length / total) * 1000,
      p50Ms: sorted[sorted.length >> 1]!,
      rows: 0,
      length: length[which],
    };
  };
  return { new: taken('new'), long: taken('long') };
}

async function rowsOf(page: Page, { visitor, paths }: Visit): Promise<number> {
  const before = await rowsReadSoFar(place.owner);
  for (let count = 0; count < RENDERS_COUNTED; count += 1) await visitor.get(paths[page]);
  return ((await rowsReadSoFar(place.owner)) - before) / RENDERS_COUNTED;
}

/** To the error stream, so that JSON can be read from the other. */
function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
