/**
 * Finds a real Chromium for the browser tests, or gets one: the one named by CHROMIUM_PATH, the system's, Playwright's
 * own, or one from the system's packages. Whatever it answers with has just drawn a page.
 *
 * `node bin/find-browser.js` prints the path.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playwrightBrowsers, systemBrowsers } from './browser/candidates.js';
import { commandToType, installFromPackages } from './browser/packages.js';
import { proveBrowser } from './browser/prove.js';
import { describeEnding, runToEnd } from './start/children.js';
import { beginStep } from './start/progress.js';

/** Without internet the download neither comes nor fails. */
const SILENCE_MS = 45_000;

/**
 * @param {AbortSignal} [signal]
 * @returns {Promise<string>} the browser's path
 */
export async function findBrowser(signal) {
  const step = beginStep('Looking for a Chromium for the browser tests');
  /** @type {string[]} */
  const tried = [];

  /** @param {string[]} paths */
  const firstThatWorks = async (paths) => {
    for (const path of paths) {
      step.at(path);
      const proof = await proveBrowser(path, signal);
      if (proof.works) return path;
      tried.push(`${path}: ${proof.why}`);
    }
    return undefined;
  };

  try {
    const named = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : [];
    let path = await firstThatWorks([...named, ...systemBrowsers(), ...playwrightBrowsers()]);
    if (!path && playwrightBrowsers().length === 0) {
      step.at("downloading Playwright's own");
      const trouble = await downloadPlaywrights(signal, step.at);
      if (trouble) tried.push(trouble);
      path = await firstThatWorks(playwrightBrowsers());
    }
    if (!path) {
      step.at("installing it from the system's packages");
      const trouble = await installFromPackages({ signal, onLine: (line) => step.at(line.slice(0, 60)) });
      if (trouble) tried.push(trouble);
      else path = await firstThatWorks(systemBrowsers());
    }
    if (!path) throw new Error(explain(tried));
    step.done(`The browser tests use ${path}`);
    return path;
  } catch (error) {
    step.at('');
    step.failed('Found no Chromium for the browser tests');
    throw error;
  }
}

/**
 * @param {AbortSignal | undefined} signal
 * @param {(text: string) => void} onLine
 * @returns {Promise<string | undefined>} why it did not work
 */
async function downloadPlaywrights(signal, onLine) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const either = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  try {
    const ending = await runToEnd(process.execPath, [playwrightCli(), 'install', 'chromium'], {
      signal: either,
      onLine(line) {
        onLine(line.slice(0, 60));
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
      },
    });
    if (ending.code === 0) return undefined;
    return `Playwright's download: ${describeEnding(ending)}`;
  } catch (error) {
    if (signal?.aborted || !silence.signal.aborted) throw error;
    return "Playwright's download: nothing came";
  } finally {
    clearTimeout(timer);
  }
}

function playwrightCli() {
  const packageFile = createRequire(import.meta.url).resolve('@playwright/test/package.json');
  return join(dirname(packageFile), 'cli.js');
}

/** @param {string[]} tried */
function explain(tried) {
  const command = commandToType() ?? 'npx playwright install --with-deps chromium';
  const list = tried.map((line) => `  - ${line}`).join('\n');
  return `the browser tests need a Chromium. Run this and try again (or set CHROMIUM_PATH):\n\n  ${command}\n\n${list}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  findBrowser().then(
    (path) => process.stdout.write(`${path}\n`),
    (error) => {
      process.stderr.write(`✗ ${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
