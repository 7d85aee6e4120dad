import { simulateCommand } from './simulate/command';

/** `npm run simulate`: lives a scenario through and says which of its expectations are met. docs/simulate.md */
const { code, out, err } = await simulateCommand(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
