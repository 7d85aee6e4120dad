import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findBrowser } from '@/bin/find-browser.js';
import { describeEnding, runToEnd } from '@/bin/start/children.js';
import { table } from '../speed/report';

/** Fetched when it is asked for: it is larger than all that the program itself needs. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
/** What each of them should come to, of 100. */
const ENOUGH = 95;

/** A page is looked at so many times, and the middle one counts: what else the machine does meets one of them. */
const TIMES = 3;

export type Scores = Record<(typeof CATEGORIES)[number], number>;

interface Seen {
  scores: Scores;
  figures: string;
}

export interface Judged {
  page: string;
  /** What the window is like: a telephone's with a slow network, as Lighthouse has it by itself, or a desktop's. */
  form: 'mobile' | 'desktop';
  scores: Scores;
}

/** What Lighthouse says of pages, seen by whoever has that cookie; null: by a guest. One after another. */
export async function judge(
  origin: string,
  pages: readonly { page: string; path: string; cookie: string | null }[],
  say: (line: string) => void,
): Promise<Judged[]> {
  const browser = await findBrowser();
  const folder = await mkdtemp(path.join(tmpdir(), 'meterbook-lighthouse-'));
  const judged: Judged[] = [];
  try {
    for (const { page, path: place, cookie } of pages) {
      for (const form of ['mobile', 'desktop'] as const) {
        const seen = () => ask(origin + place, { form, cookie, browser, folder });
        const times: Seen[] = [];
        // Now and then the browser misses its own beginning, and Lighthouse asks to be run again.
        while (times.length < TIMES) times.push(await seen().catch(seen));
        const { scores, figures } = middleOf(times);
        judged.push({ page, form, scores });
        say(`${page}, ${form}: ${figures}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return judged;
}

/** The one whose performance is neither the best nor the worst. */
function middleOf(times: readonly Seen[]): Seen {
  return [...times].sort((a, b) => a.scores.performance - b.scores.performance)[times.length >> 1]!;
}

/** What the score of performance is made of. */
const FIGURES = {
  'first-contentful-paint': 'first paint',
  'largest-contentful-paint': 'largest paint',
  'total-blocking-time': 'blocked',
  'cumulative-layout-shift': 'shift',
  'speed-index': 'speed index',
};

async function ask(
  url: string,
  { form, cookie, browser, folder }: { form: Judged['form']; cookie: string | null; browser: string; folder: string },
): Promise<Seen> {
  const [headers, report] = [path.join(folder, 'headers.json'), path.join(folder, 'report.json')];
  await writeFile(headers, JSON.stringify(cookie === null ? {} : { Cookie: cookie }));
  const args = [
    ...['--yes', LIGHTHOUSE, url, '--quiet', '--output=json', `--output-path=${report}`, `--extra-headers=${headers}`],
    ...[`--only-categories=${CATEGORIES.join(',')}`, '--chrome-flags=--headless=new --no-sandbox'],
    ...(form === 'desktop' ? ['--preset=desktop'] : []),
  ];
  const { output, ...ending } = await runToEnd('npx', args, { env: { ...process.env, CHROME_PATH: browser } });
  if (ending.code !== 0) throw new Error(`Lighthouse failed (${describeEnding(ending)}):\n${output.trim()}`);
  const { categories, audits } = JSON.parse(await readFile(report, 'utf8')) as Report;
  const scores = CATEGORIES.map((name) => [name, Math.round(categories[name]!.score * 100)]);
  const figures = Object.entries(FIGURES).map(([name, words]) => `${words} ${audits[name]!.displayValue}`);
  return { scores: Object.fromEntries(scores) as Scores, figures: figures.join(', ') };
}

/** What is read of Lighthouse's report. */
interface Report {
  categories: Record<string, { score: number }>;
  audits: Record<string, { displayValue: string }>;
}

export function scoresTable(judged: readonly Judged[]): string {
  const rows = judged.map(({ page, form, scores }) => [
    `${page}, ${form}`,
    ...CATEGORIES.map((name) => String(scores[name])),
    CATEGORIES.every((name) => scores[name] >= ENOUGH) ? 'yes' : 'NO',
  ]);
  return table([['Lighthouse', ...CATEGORIES, `${ENOUGH} or more`], ...rows]);
}
