import { simulate } from '@/lib/simulate/run';
import { reportOf } from '@/lib/simulate/statement';
import { wordsOf } from './print';
import { readScenario, type FileProblem } from './read-files';

const USAGE = `Usage: npm run simulate -- FILE [--json]

  FILE     A scenario: an account's life as dated events, and what must be true of it when. It is lived through in
           memory by the ledger's own rules, and every expectation is printed as met or not.
  --json   Prints everything as one JSON document.

docs/simulate.md explains the format; catalogs/scenarios/ has scenarios to start from.
`;

/** What a run of the command prints, and the code that it leaves with. */
export interface Printed {
  code: 0 | 1 | 2;
  out: string;
  err: string;
}

/**
 * Exit codes: 0 all met; 1 an expectation is not met, or an event was refused and the scenario does not say so; 2 a file
 * is not valid, or the call is not understood.
 */
export async function simulateCommand(args: readonly string[]): Promise<Printed> {
  const files = args.filter((arg) => arg !== '--json');
  const [file] = files;
  const json = files.length < args.length;
  if (file === undefined || files.length > 1 || file.startsWith('-')) return { code: 2, out: '', err: USAGE };
  const read = await readScenario(file);
  if (!read.ok) return notValid(read.problems, json);

  const { scenario, zone, catalogAt } = read.value;
  const catalog = catalogAt(scenario.account.opensAt);
  const report = reportOf(simulate(scenario, catalogAt, zone));
  const { name } = scenario;
  const description = [scenario.description ?? []].flat();
  const code = report.ok ? 0 : 1;
  if (!json) return { code, out: wordsOf(report, { name, description, zone, catalog }), err: '' };
  const { id, version, currency } = catalog;
  const setting = { file, name, description, catalog: { id, version }, currency, zone };
  return { code, out: `${JSON.stringify({ ...setting, ...report }, null, 2)}\n`, err: '' };
}

function notValid(problems: readonly FileProblem[], json: boolean): Printed {
  const err = problems.map(({ file, path, reason }) => `${file}: ${path}: ${reason}\n`).join('');
  return { code: 2, out: json ? `${JSON.stringify({ problems }, null, 2)}\n` : '', err };
}
