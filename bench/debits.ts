/**
 * `npm run bench -- [--quick] [--json] [--only shell,door,batch,next]`: how fast a debit is, as ratios to what PostgreSQL and
 * Next do on the same machine in the same run; docs/bench.md says how to read them. Every debit that is counted is then
 * looked for in the database, and all accounts are audited at the end. Exit code 1 where anything is missing or wrong.
 */
import { parseArgs } from 'node:util';
import { nodeFlags } from '@/bin/start/serve.js';
import { audit } from '@/services/audit/reconcile';
import { openAccounts, openKey } from './place/accounts';
import { openPlace, type Place } from './place/database';
import { buildPages, openDoor, openPages, type Server } from './place/servers';
import { checkDebits } from './speed/check-debits';
import type { ClientTask } from './speed/client';
import type { Measured, Spans } from './speed/loop';
import { openProgram } from './speed/program';
import { partsTable, ratiosOf, ratioTable, type Run } from './speed/report';
import type { ShellTask } from './speed/shell';
import { measureInserts, openTpcb } from './speed/yardsticks';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: 'shell,door,batch,next' },
  },
});
const only = new Set(values.only.split(','));
const spans: Spans = values.quick ? { warmSeconds: 0.5, seconds: 2.5 } : { warmSeconds: 2, seconds: 10 };
const OWNER = 'catalog:captions';
const run: Run = { tpcb: [], inserts: null, parts: new Map() };

// Before anything is measured: a build takes all processors for a minute.
if (only.has('next')) await buildPages();
const place = await openPlace();
try {
  await bench();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await place.close();
}

async function bench(): Promise<void> {
  const settings = await durability(place);
  say(`a PostgreSQL of its own: ${Object.entries(settings).map((each) => each.join(' = '))}`);
  const accounts = await openAccounts(place.context, 1_001);
  const hot = accounts.pop()!;
  const whose = { random: accounts, hot: [hot] };
  const apiKey = await openKey(place.context);
  const tpcb = await openTpcb(place);
  await place.owner.sql`VACUUM ANALYZE`;
  await place.owner.sql`CHECKPOINT`;
  await tpcb({ ...spans, seconds: 1 });
  run.tpcb.push(await tpcb(spans));
  say(`tpcb-like, 8 clients: ${run.tpcb[0]!.perSecond.toFixed(0)} a second, by ${run.tpcb[0]!.by}`);
  run.inserts = await measureInserts(place, spans);

  if (only.has('shell')) await shell(whose);
  const common = { apiKey, accounts: whose.random, ...spans };
  const options = { databaseUrl: place.url, folder: place.folder };
  if (only.has('door') || only.has('batch'))
    await withServer(openDoor(options), (server) => door(server, common, whose));
  if (only.has('next')) await withServer(openPages(options), (server) => next(server, common));
  run.tpcb.push(await tpcb(spans));
  say(`tpcb-like again: ${run.tpcb[1]!.perSecond.toFixed(0)} a second`);

  const { violations, ...audited } = await audit(place.context.db, () => undefined);
  if (violations.length > 0) process.exitCode = 1;
  const told = { ratios: ratiosOf(run), quick: values.quick, settings, ...run, parts: Object.fromEntries(run.parts) };
  if (values.json) console.info(JSON.stringify({ ...told, audit: { ...audited, violations } }, null, 2));
  else console.info(`\n${partsTable(run)}\n\n${ratioTable(run)}\n`);
  say(
    `audit: ${audited.accounts} accounts, ${audited.entries} entries, ${audited.answers} stored answers: ` +
      `${violations.length} violations${violations.slice(0, 20).map((each) => `\n  ${each}`)}`,
  );
}

async function shell(whose: Record<'random' | 'hot', string[]>): Promise<void> {
  const ask = await openProgram<ShellTask>('shell');
  for (const [which, accounts] of Object.entries(whose)) {
    for (const inFlight of [1, 32, 256]) {
      const task = { ...spans, databaseUrl: place.url, inFlight, accounts, owner: OWNER, watched: watching() };
      await part(`shell ${which} ${inFlight}`, (prefix) => ask({ ...task, prefix }, nodeFlags));
    }
  }
}

async function withServer(opening: Promise<Server>, measure: (server: Server) => Promise<void>): Promise<void> {
  const server = await opening;
  await measure(server).finally(() => server.stop());
}

type Common = Pick<ClientTask, 'apiKey' | 'accounts' | keyof Spans>;

async function door(server: Server, common: Common, whose: Record<'random' | 'hot', string[]>): Promise<void> {
  const ask = await openProgram<ClientTask>('client');
  const task = { ...common, port: server.port, watched: watching(server.pid) };
  for (const [which, accounts] of only.has('door') ? Object.entries(whose) : []) {
    for (const connections of [1, 32, 128]) {
      const debits = { ...task, accounts, connections, what: 'debit', path: '/api/v1/generations' } as const;
      await part(`door ${which} ${connections}`, (prefix) => ask({ ...debits, prefix }));
    }
  }
  for (const connections of only.has('batch') ? [1, 32] : []) {
    const batches = { ...task, connections, what: 'batch', path: '/api/v1/generations/batch' } as const;
    await part(`batch random ${connections}`, (prefix) => ask({ ...batches, prefix }));
  }
}

async function next(server: Server, common: Common): Promise<void> {
  const ask = await openProgram<ClientTask>('client');
  const task = { ...common, port: server.port, watched: watching(server.pid) };
  for (const connections of [1, 32, 128]) {
    const nothing = { ...task, connections, what: 'get', path: '/api/health', prefix: '' } as const;
    await part(`empty route ${connections}`, () => ask(nothing), false);
    const debits = { ...task, connections, what: 'debit', path: '/api/v1/generations' } as const;
    await part(`next random ${connections}`, (prefix) => ask({ ...debits, prefix }));
  }
}

/** Measures one part, and looks for every debit that it did. */
async function part(name: string, measure: (prefix: string) => Promise<Measured>, debits = true): Promise<void> {
  const prefix = `${name.replaceAll(' ', '-')}-`;
  const measured = await measure(prefix);
  if (debits) await checkDebits(place.owner, { owner: OWNER, prefix, done: measured.done });
  run.parts.set(name, measured);
  say(`${name}: ${measured.perSecond.toFixed(0)} a second, p50 ${measured.p50Ms} ms`);
}

/** PostgreSQL, and the server if it is a process of its own. */
function watching(program?: number): Record<string, number> {
  return { ...(program === undefined ? {} : { program }), postgres: place.postgres().pid };
}

/** What makes a commit wait for the disk, as the server has it. */
async function durability({ owner: { sql } }: Place): Promise<Record<string, string>> {
  const names = ['fsync', 'synchronous_commit', 'full_page_writes'];
  const rows = await sql`SELECT name, setting FROM pg_settings WHERE name = ANY(${names}::text[]) ORDER BY name`;
  return Object.fromEntries(rows.map(({ name, setting }) => [name as string, setting as string]));
}

/** To the error stream, so that JSON can be read from the other. */
function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
