/** How many branches of the ledger's rules the unit tests take, from the report that they write. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The rules that are measured, and the least that is enough. */
const RULES = ['lib/ledger', 'lib/plans'];
const BRANCHES_MIN_PERCENT = 95;

/** Random lives take other branches each time, and minutes to do so: what counts is taken by examples. */
const LEFT_OUT = 'properties.test.ts';

/**
 * What vitest is told so that it measures the rules by their own unit tests, files that none of them loads included. The
 * report is written even where a test fails.
 * @param {string} root
 * @param {string} folder for the report; it is emptied first
 */
export async function coverageArguments(root, folder) {
  return [
    ...['run', '--project', 'unit', '--reporter=dot', ...(await testsOfRules(root))],
    ...['--coverage.enabled', '--coverage.provider=v8'],
    ...RULES.map((rules) => `--coverage.include=${rules}/**`),
    ...['**/*.test.ts', '**/testing/**'].map((pattern) => `--coverage.exclude=${pattern}`),
    ...['--coverage.reporter=json-summary', '--coverage.reportOnFailure', `--coverage.reportsDirectory=${folder}`],
  ];
}

/** @param {string} root */
async function testsOfRules(root) {
  const folders = RULES.map(async (rules) =>
    (await readdir(join(root, rules), { recursive: true })).map((file) => `${rules}/${file.split(sep).join('/')}`),
  );
  const files = (await Promise.all(folders)).flat();
  return files.filter((file) => file.endsWith('.test.ts') && !file.endsWith(LEFT_OUT)).sort();
}

/**
 * The measure in words, a line each, and whether it is enough of each. A missing report is not enough.
 * @param {{ root: string, folder: string }} where `folder` holds the report of the files under `root`
 * @returns {Promise<{ lines: string[], enough: boolean }>}
 */
export async function judgeCoverage({ root, folder }) {
  const files = await readBranches(root, join(folder, 'coverage-summary.json'));
  if (!files) return { lines: ['branch coverage: not measured'], enough: false };
  const measures = RULES.map((rules) => ({ rules, ...sum(files.filter(({ file }) => file.startsWith(`${rules}/`))) }));
  const texts = measures.map((measure) => `${measure.rules} ${percent(measure)}`);
  const lines = [
    `branch coverage: ${texts.join(', ')} (at least ${BRANCHES_MIN_PERCENT})`,
    `branch coverage of both: ${percent(sum(measures))}`,
  ];
  const enough = measures.every(({ covered, total }) => total > 0 && covered * 100 >= total * BRANCHES_MIN_PERCENT);
  if (!enough) lines.push(...files.filter(isLacking).sort(byMissing).slice(0, LACKING_SHOWN).map(missing));
  return { lines, enough };
}

/** @typedef {{ covered: number, total: number }} Branches */
/** @typedef {Branches & { file: string }} FileBranches by its path from the root */

const LACKING_SHOWN = 10;

/** @param {FileBranches} file */
const isLacking = ({ covered, total }) => covered < total;

/** @param {FileBranches} a @param {FileBranches} b */
const byMissing = (a, b) => b.total - b.covered - (a.total - a.covered);

/** @param {FileBranches} file */
const missing = ({ file, covered, total }) => `  ${file}: ${total - covered} of ${total} branches are not taken`;

/** @param {Branches[]} branches @returns {Branches} */
function sum(branches) {
  return {
    covered: branches.reduce((all, { covered }) => all + covered, 0),
    total: branches.reduce((all, { total }) => all + total, 0),
  };
}

/** Rounded down, so that what reads as enough is enough. @param {Branches} branches */
function percent({ covered, total }) {
  return total === 0 ? '0.0 %' : `${(Math.floor((covered * 1000) / total) / 10).toFixed(1)} %`;
}

/** @param {string} root @param {string} summary @returns {Promise<FileBranches[] | undefined>} of the rules' files */
async function readBranches(root, summary) {
  try {
    const found = Object.entries(JSON.parse(await readFile(summary, 'utf8')));
    return found
      .map(([file, { branches }]) => ({ file: relative(root, file).split(sep).join('/'), ...branches }))
      .filter(({ file }) => RULES.some((rules) => file.startsWith(`${rules}/`)));
  } catch {
    return undefined;
  }
}
