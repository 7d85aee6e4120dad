import { simulate } from '@/lib/simulate/run';
import { reportOf } from '@/lib/simulate/statement';
import { wordsOf } from './simulate/print';
import { readScenario } from './simulate/read-files';

const USAGE = `Usage: npm run simulate -- FILE [--json]

  FILE     A scenario: an account's life as dated events, and what must be true of it when. It is lived through in
           memory by the ledger's own rules, and every expectation is printed as met or not.
  --json   Prints everything as one JSON document.

docs/simulate.md explains the format; catalogs/scenarios/ has scenarios to start from.
`;

/**
 * Exit codes: 0 all met; 1 an expectation is not met, or an event was refused and the scenario does not say so; 2 a file
 * is not valid, or the call is not understood.
 */
async function main(args: readonly string[]): Promise<number> {
  const files = args.filter((arg) => arg !== '--json');
  const [file] = files;
  const json = files.length < args.length;
  if (file === undefined || files.length > 1 || file.startsWith('-')) {
    process.stderr.write(USAGE);
    return 2;
  }
  const read = await readScenario(file);
  if (!read.ok) {
    const { problems } = read;
    if (json) process.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`);
    for (const { file, path: place, reason } of problems) process.stderr.write(`${file}: ${place}: ${reason}\n`);
    return 2;
  }
  const { scenario, zone, catalogAt } = read.value;
  const catalog = catalogAt(scenario.account.opensAt);
  const report = reportOf(simulate(scenario, catalogAt, zone));
  const { name } = scenario;
  const description = [scenario.description ?? []].flat();
  if (json) {
    const { id, version, currency } = catalog;
    const setting = { file, name, description, catalog: { id, version }, currency, zone };
    process.stdout.write(`${JSON.stringify({ ...setting, ...report }, null, 2)}\n`);
  } else {
    process.stdout.write(wordsOf(report, { name, description, zone, catalog }));
  }
  return report.ok ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
