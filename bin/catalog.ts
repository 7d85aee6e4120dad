import { readFile } from 'node:fs/promises';
import { parseCatalog } from '@/lib/catalog/parse';
import { reportOf } from './catalog/report';

const USAGE = `Usage: npm run catalog -- check FILE

  check FILE   Says whether a catalog file is valid, with the place and the reason of every problem (exit code 1);
               and if it is, what it means: prices, how long credits last, rules, and how fair it is.

docs/catalogs.md explains the format.
`;

/** For authors of catalogs. Exit codes: 0 valid, 1 not valid or not readable, 2 not understood. */
async function main(args: readonly string[]): Promise<number> {
  const [command, file, ...rest] = args;
  if (command !== 'check' || file === undefined || rest.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') {
    process.stderr.write(`${file} can't be read: ${text.code === 'ENOENT' ? 'there is no such file' : text.message}\n`);
    return 1;
  }
  const parsed = parseCatalog(text);
  if (!parsed.ok) {
    const { problems } = parsed;
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    process.stdout.write(`${file} is not valid: ${count}\n\n`);
    for (const { path, reason } of problems) process.stdout.write(`  ${path}: ${reason}\n`);
    return 1;
  }
  process.stdout.write(`${file} is valid.\n\n${reportOf(parsed.catalog)}`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
