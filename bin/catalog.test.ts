import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCatalog } from '@/lib/catalog/parse';
import { exampleReport, exampleText } from '@/lib/catalog/testing/example';
import { reportOf } from './catalog/report';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'meterbook-catalog-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/catalog.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function report(id: string): string {
  const parsed = parseCatalog(readFileSync(path.join(root, 'catalogs', `${id}.json`), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return reportOf(parsed.catalog);
}

describe('npm run catalog -- check', () => {
  it('says that a file is valid and what it means', () => {
    const { status, stdout, stderr } = run('check', 'catalogs/captions.json');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('catalogs/captions.json is valid.\n\nCaptions ("captions"), version 1');
    expect(stdout).toContain(report('captions'));
  });

  it('names the place and the reason of every problem', () => {
    const file = path.join(folder, 'broken.json');
    const data = JSON.parse(readFileSync(path.join(root, 'catalogs/artifio.json'), 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...data, graceDays: -1, defaultPlam: 'x' }));
    const { status, stdout } = run('check', file);
    expect(status).toBe(1);
    expect(stdout).toContain(`${file} is not valid: 2 problems`);
    expect(stdout).toMatch(/^ {2}\/graceDays: /m);
    expect(stdout).toMatch(/^ {2}\/: .*defaultPlam/m);
  });

  it('refuses what is not JSON or not there', () => {
    const file = path.join(folder, 'text.json');
    writeFileSync(file, '{ "format": 1, }');
    expect(run('check', file)).toMatchObject({ status: 1, stdout: expect.stringContaining('/: not JSON') as string });
    const away = run('check', path.join(folder, 'away.json'));
    expect(away).toMatchObject({ status: 1, stderr: expect.stringContaining('there is no such file') as string });
  });

  it.each([[[]], [['prove', 'catalogs/artifio.json']], [['check']], [['check', 'a', 'b']]])('%j: usage', (args) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: npm run catalog -- check FILE');
  });
});

it('says of the made-up vendor what docs/catalogs.md shows', () => {
  const file = path.join(folder, 'lumen.json');
  writeFileSync(file, exampleText());
  const { status, stdout } = run('check', file);
  expect(status).toBe(0);
  const said = stdout.split('\n');
  expect(exampleReport().filter((line) => !said.includes(line))).toEqual([]);
});

describe('what it says of the three catalogs', () => {
  it.each([
    ['captions', /^ {2}Pro +\$9\.99 a month +200 each month, last 3 months +\$49\.95 per 1,000 credits$/m],
    ['captions', /^ {2}At least \$0\.04995: the Pro plan by the month/m],
    ['captions', /^ {2}Prompt to Video +8 +per second$/m],
    ['captions', /^ {2}GenAI Video \(addition\) +1–64 +per clip, by model$/m],
    ['captions', /^ {4}Veo 3 \(4 s clip\) +32 +per clip$/m],
    ['captions', /^ {2}decision at \/features\/12\/price: The source says that voiceovers debit/m],
    ['captions', /^ {2}4\. The same capability costs the same: can't tell\.$/m],
    ['ai-studios', /^ {2}Team by the year +\$468\.00 a year a seat +1,800 each year a seat, end with the year/m],
    ['ai-studios', /^ {2}3\. .*: no\.\n {5}Credits end with their own period: Free, Personal, Team\.$/m],
    ['ai-studios', /^ {2}200 more credits \(with Team\) +\$30\.00 a month +200 credits, shared by the workspace/m],
    ['artifio', /^ {2}50,000 credits +\$425\.00 +\$0\.0085 a credit +Credits of a pack never end\.$/m],
    ['artifio', /^ {4}Image Premium, 4k resolution +25 +per image$/m],
  ])('%s: %s', (id, line) => {
    expect(report(id)).toMatch(line);
  });
});
