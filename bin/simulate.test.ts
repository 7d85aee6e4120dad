import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { eventSchema } from '@/lib/simulate/events';
import { expectationFields } from '@/lib/simulate/expectations';
import { parseScenario } from '@/lib/simulate/parse';
import { simulate } from '@/lib/simulate/run';
import { reportOf } from '@/lib/simulate/statement';
import { simulateCommand } from './simulate/command';
import { readScenario } from './simulate/read-files';

const root = path.resolve(import.meta.dirname, '..');
const scenarios = path.join(root, 'catalogs/scenarios');
const shipped = readdirSync(scenarios).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
const folder = mkdtempSync(path.join(tmpdir(), 'meterbook-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A scenario in a file of its own, on Artifio unless it says something else. */
function written(change: Record<string, unknown>): string {
  const file = path.join(folder, 'scenario.json');
  const account = { opensAt: '2026-01-10T09:00' };
  writeFileSync(file, JSON.stringify({ format: 1, name: 'Mine', catalog: 'artifio', account, events: [], ...change }));
  return file;
}

async function lived(file: string) {
  const read = await readScenario(file);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { scenario, catalogAt, zone } = read.value;
  return reportOf(simulate(scenario, catalogAt, zone));
}

const words = eventSchema('UTC').options.map((each) => each.shape.do.value);

describe('the scenarios that come with Meterbook', () => {
  it.each(shipped)('%s: every expectation is met', async (name) => {
    const report = await lived(path.join(scenarios, name));
    expect(report.expectations.filter(({ met }) => !met)).toEqual([]);
    expect(report.refusals.filter(({ foreseen }) => !foreseen)).toEqual([]);
    expect(report.of).toBeGreaterThan(5);
  });

  it('say how their figures were worked out', () => {
    for (const name of shipped) {
      const { description } = JSON.parse(readFileSync(path.join(scenarios, name), 'utf8')) as { description?: unknown };
      expect(description, name).toBeDefined();
    }
  });

  it('use every event and look at everything that can be expected', () => {
    const text = shipped.map((name) => readFileSync(path.join(scenarios, name), 'utf8')).join('\n');
    expect(words.filter((word) => !text.includes(`"do": "${word}"`))).toEqual([]);
    expect(Object.keys(expectationFields('UTC')).filter((field) => !text.includes(`"${field}":`))).toEqual([]);
  });

  it('lie where no catalog is looked for', () => {
    const catalogs = readdirSync(path.join(root, 'catalogs')).filter((name) => name.endsWith('.json'));
    expect(catalogs.some((name) => shipped.includes(name))).toBe(false);
  });
});

describe('npm run simulate', () => {
  it('prints what the command says and leaves with its code', async () => {
    const file = written({ expect: [{ at: '2026-02-01', balance: 5 }] });
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/simulate.ts', file], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ code: status, out: stdout, err: stderr }).toEqual(await simulateCommand([file]));
    expect(status).toBe(1);
  });

  it('prints the statement, the grants, the charges and every expectation', async () => {
    const { code, out, err } = await simulateCommand(['catalogs/scenarios/captions-upgrade.json']);
    expect([code, err]).toEqual([0, '']);
    const lines = out.split('\n');
    expect(lines[0]).toBe('Captions: from Pro to Max in the middle of a period');
    expect(lines[1]).toBe('Captions, version 1. Times are those of UTC, prices in USD.');
    for (const line of [
      /^ {2}2026-03-10 09:00:00 {2}Granted: with the start of the plan +grant 1, plan credits +\+200 {2}200$/,
      /^ {2}2026-03-15 00:00:00 {2}Used: Prompt to Video +grant 1, plan credits +−120 {3}80$/,
      /^ {2}2026-03-20 00:00:00 {2}Granted: with the upgrade +grant 2, plan credits +\+300 {2}380$/,
      /^ {2}2026-03-21 00:00:00 {2}Refused: change-plan: change_not_possible\. /,
      /^ {2}Closing balance 880, held 0$/,
      /^ {2}2 "difference": 300, plan credits \(max, monthly\), from 2026-03-20 00:00:00, until 2026-06-10 09:00:00, paid \$15\.00$/,
      /^ {5}120 used for Prompt to Video; 80 available$/,
      /^ {2}2026-03-20 00:00:00 {2}Change of plan +max, month +\$15\.00 /,
      /^ {2}Paid in all: \$49\.98$/,
      /^ {2}✓ 2026-03-20 00:00:00 due: 1,500$/,
      /^ {2}✓ 2026-04-10 09:00:00 balance: 880$/,
    ])
      expect(
        lines.some((each) => line.test(each)),
        `${line}`,
      ).toBe(true);
    expect(lines.at(-2)).toMatch(/^(\d+) of \1 expectations met$/);
  });

  it('says what was found where an expectation is not met, and leaves with 1', async () => {
    const file = written({ expect: [{ at: '2026-02-01', balance: 5, why: 'A guess', held: 0 }] });
    const { code, out } = await simulateCommand([file]);
    expect(code).toBe(1);
    expect(out).toContain('✗ 2026-02-01 00:00:00 balance: expected 5, found 0 (A guess) at /expect/0');
    expect(out).toMatch(/\n1 of 2 expectations met\n$/);
  });

  it('leaves with 1 where an event is refused and the scenario does not say so', async () => {
    const { code, out } = await simulateCommand([written({ events: [{ at: '2026-01-11', do: 'use', credits: 1 }] })]);
    expect(code).toBe(1);
    expect(out).toContain('Refused: use: insufficient_credits, which the scenario does not say.');
    expect(out).toMatch(/\nOne event was refused, and the scenario does not say so\.\n0 of 0 expectations met\n$/);
  });

  it('--json prints all of it as one document', async () => {
    const { code, out } = await simulateCommand(['catalogs/scenarios/tonspur-upgrade.json', '--json']);
    expect(code).toBe(0);
    const document = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual([
      ...['file', 'name', 'description', 'catalog', 'currency', 'zone', 'statement', 'grants', 'charges', 'paidTotal'],
      ...['closing', 'refusals', 'expectations', 'met', 'of', 'ok'],
    ]);
    expect(document).toMatchObject({
      catalog: { id: 'tonspur', version: 1 },
      currency: 'EUR',
      zone: 'Europe/Berlin',
      closing: { balance: 380, held: 0 },
      paidTotal: 6960,
      ok: true,
    });
    const [first] = document.expectations as object[];
    expect(Object.keys(first!).sort()).toEqual(['at', 'expected', 'found', 'met', 'place', 'what', 'why']);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a misspelt event',
      { events: [{ at: '2026-01-11', do: 'captur' }] },
      '/events/0/do: no event is called "captur" here',
    ],
    [
      'a catalog that is not there',
      { catalog: 'artfio' },
      '/catalog: no catalog is called "artfio"; did you mean "artifio"',
    ],
    [
      'an hour that is not there',
      { account: { opensAt: '2026-03-29T02:30', zone: 'Europe/Berlin' } },
      '/account/opensAt: clocks in',
    ],
  ])('leaves with 2 for %s', async (_, change, problem) => {
    const file = written(change);
    const { code, out, err } = await simulateCommand([file]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`${file}: ${problem}`);
    const asJson = await simulateCommand([file, '--json']);
    expect(asJson.code).toBe(2);
    expect(JSON.parse(asJson.out)).toMatchObject({ problems: [{ file, path: problem.split(': ')[0] }] });
  });

  it.each([[[]], [['a.json', 'b.json']], [['--help']]])('%j: usage', async (args) => {
    const { code, out, err } = await simulateCommand(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage: npm run simulate -- FILE [--json]');
  });
});

describe('files beside a scenario', () => {
  const tonspur = readFileSync(path.join(scenarios, 'vendors/tonspur.json'), 'utf8');

  it('are found by their path from it, and told apart when something is wrong in them', async () => {
    writeFileSync(path.join(folder, 'mine.json'), tonspur.replace('"rank": 2', '"rnk": 2'));
    const read = await readScenario(written({ catalog: 'mine.json' }));
    expect(read).toMatchObject({ ok: false });
    if (!read.ok)
      expect(read.problems[0]).toMatchObject({ file: path.join(folder, 'mine.json'), path: '/plans/2/rank' });
  });

  it('that are not there are named', async () => {
    const read = await readScenario(written({ catalog: 'vendors/away.json' }));
    const file = path.join(folder, 'vendors/away.json');
    expect(read).toEqual({ ok: false, problems: [{ file, path: '/', reason: 'there is no such file' }] });
  });

  it.each([
    ['the same version again', tonspur, 'version 1 is there already'],
    [
      'a version of another catalog',
      readFileSync(path.join(root, 'catalogs/artifio.json'), 'utf8'),
      'is a version of "artifio", not of "tonspur"',
    ],
  ])('%s is no later version', async (_, text, reason) => {
    writeFileSync(path.join(folder, 'right.json'), tonspur);
    writeFileSync(path.join(folder, 'next.json'), text);
    const file = written({ catalog: 'right.json', versions: ['next.json'] });
    expect(await readScenario(file)).toEqual({ ok: false, problems: [{ file, path: '/versions/0', reason }] });
  });
});

describe('docs/simulate.md', () => {
  const page = readFileSync(path.join(root, 'docs/simulate.md'), 'utf8');
  const examples = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, text]) => JSON.parse(text!) as unknown);
  const base = { format: 1, name: 'An example', catalog: 'captions', account: { opensAt: '2026-01-01' }, events: [] };

  it('begins with a scenario that is right and whose expectations are met', async () => {
    const file = path.join(folder, 'first.json');
    writeFileSync(file, JSON.stringify(examples[0]));
    expect(await lived(file)).toMatchObject({ ok: true, met: 6, of: 6 });
  });

  it.each(examples.slice(1).map((example, index) => [index + 1, example]))(
    'shows what is right: example %i',
    (_, example) => {
      const scenario = Array.isArray(example)
        ? { ...base, events: example as unknown[] }
        : { ...base, expect: [example] };
      const parsed = parseScenario(JSON.stringify(scenario), 'UTC');
      expect(parsed.ok ? [] : parsed.problems).toEqual([]);
    },
  );

  it('names every event, every one of their fields, and everything that can be expected', () => {
    const fields = eventSchema('UTC').options.flatMap((each) => Object.keys(each.shape));
    for (const name of [...words, ...fields, ...Object.keys(expectationFields('UTC'))]) {
      expect(page.includes(`\`${name}\``), name).toBe(true);
    }
  });

  it('tells of every scenario of the made-up vendor', () => {
    for (const name of shipped.filter((each) => each.startsWith('tonspur'))) {
      expect(page, name).toContain(`\`${name}\``);
    }
  });

  it('shows problems as they are told', () => {
    const events = [
      { at: '2026-01-02', do: 'captur' },
      { at: '2026-01-02', do: 'use', credits: 1, quantty: 5 },
    ];
    const parsed = parseScenario(JSON.stringify({ ...base, events }), 'UTC');
    const problems = parsed.ok ? [] : parsed.problems;
    expect(problems).toHaveLength(2);
    for (const { path: place, reason } of problems) expect(page).toContain(`my.json: ${place}: ${reason}`);
  });
});
