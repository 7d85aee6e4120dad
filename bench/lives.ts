/**
 * `npm run lives -- [--commands N] [--seed S]`: random lives of accounts, as many as you like, held to what must be true
 * of any life. Prints how often each command was done and refused; a life that breaks a promise is printed, made as short
 * as it can be, with its seed. Exit code 1 then.
 */
import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { books, livesOf } from '@/lib/ledger/testing/lives';
import { tallyLines } from '@/lib/ledger/testing/refusals';
import { WatchedLife, type Tally } from '@/lib/ledger/testing/watched-life';

const STEPS = 40;
const { values } = parseArgs({
  options: {
    commands: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const [commands, seed] = [Number(values.commands), Number(values.seed)];
if (!Number.isInteger(commands) || commands < 1 || !Number.isInteger(seed)) {
  console.error('Say how many: npm run lives -- --commands 1000000 [--seed 42]');
  process.exit(2);
}

const tally: Tally = new Map();
let lived = 0;
let failure: string | null = null;
for (let batch = 0; lived < commands && failure === null; batch += 1) {
  const result = fc.check(
    fc.property(books, livesOf(STEPS), ({ catalogAt }, steps) => {
      const life = new WatchedLife(catalogAt, tally);
      for (const step of steps) life.live(step);
      life.finish();
      lived += steps.length;
    }),
    // Far apart, so that runs of neighbouring seeds live different lives.
    { seed: (seed + batch * 1_000_003) | 0, numRuns: 250 },
  );
  if (result.failed) {
    const why = result.errorInstance instanceof Error ? result.errorInstance.stack : String(result.errorInstance);
    failure = `${fc.defaultReportMessage(result) ?? ''}\n${why}`;
  }
}
console.info([`random lives, seed ${seed}:`, ...tallyLines(tally)].join('\n'));
if (failure !== null) {
  console.error(failure);
  process.exitCode = 1;
}
