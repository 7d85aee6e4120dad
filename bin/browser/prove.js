/** Whether a browser really works here: it is made to draw a page. That a file exists proves little. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEnding, runToEnd } from '../start/children.js';

const PATIENCE_MS = 60_000; // the first launch on a cold disk is slow

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ works: true } | { works: false, why: string }>}
 */
export async function proveBrowser(path, signal) {
  const folder = await mkdtemp(join(tmpdir(), 'meterbook-browser-'));
  const args = ['--headless', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage', '--disable-breakpad'];
  if (process.getuid?.() === 0) args.push('--no-sandbox'); // Chromium refuses its sandbox to root
  args.push(`--user-data-dir=${folder}`, '--dump-dom');
  args.push('data:text/html,<body><script>document.body.append(6*7)</script>');
  try {
    const { output, ...ending } = await runToEnd(path, args, {
      env: { ...process.env, HOME: folder },
      timeoutMs: PATIENCE_MS,
      signal,
    });
    if (/<body>.*42<\/body>/s.test(output)) return { works: true };
    return { works: false, why: `${describeEnding(ending)}; ${output.trim().split('\n').slice(-3).join(' / ')}` };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
