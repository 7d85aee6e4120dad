import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeEmbeddedPostgres } from './embedded-postgres.js';

/** `npm start` as a person knows it: killed in the middle of work, it comes up again, and nothing answered is missing. */

const root = fileURLToPath(new URL('..', import.meta.url));
const START_PATIENCE_MS = 8 * 60_000;

let dataDir: string;
let port: number;
let program: ChildProcess | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'meterbook-start-'));
  port = await freePort();
});

afterAll(async () => {
  if (program) await killGroup(program);
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

test('no answered debit is missing after the whole group is killed in the middle of debits', async () => {
  program = await start();
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
  const account = demo.people.find((person: { email: string }) => person.email.startsWith('cap@')).account as string;
  const before = await balance(demo.apiKey, account);

  const answered: string[] = [];
  const unknown: string[] = [];
  let stop = false;
  const workers = Array.from({ length: 8 }, async (_, worker) => {
    for (let count = 0; !stop; count += 1) {
      const key = `kill-${worker}-${count}`;
      const answer = await debit(demo.apiKey, account, key).catch(() => null);
      if (answer?.status === 201) answered.push(key);
      else unknown.push(key);
      if (answer === null) return;
    }
  });
  await sleep(1_000);
  await killGroup(program);
  stop = true;
  await Promise.all(workers);
  expect(answered.length).toBeGreaterThan(10);

  program = await start();
  // What was answered is there: repeating it returns the stored answer and charges nothing.
  for (const key of answered) {
    const again = await debit(demo.apiKey, account, key);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  }
  // What was not answered is resolved by repeating it: charged once, by then or now.
  for (const key of unknown) expect((await debit(demo.apiKey, account, key)).status).toBe(201);
  const after = await balance(demo.apiKey, account);
  expect(before - after).toBe(answered.length + unknown.length);
});

test('pages that die are started again; meanwhile the API goes on, and people are asked to wait a moment', async () => {
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
  const { account } = demo.people.find((person: { account: string | null }) => person.account);
  process.kill(await childOf(program!, /next-server|web\.js/), 'SIGKILL');
  expect((await debit(demo.apiKey, account, 'pages-away')).status).toBe(201);
  const seen: string[] = [];
  for (const until = Date.now() + 60_000; seen.at(-1) !== '200'; await sleep(100)) {
    expect(Date.now()).toBeLessThan(until);
    const { status, headers } = await page();
    seen.push([status, headers.get('retry-after') ?? []].flat().join(' again after '));
  }
  // 502 for whoever had asked while they died.
  expect(new Set(seen)).toEqual(
    new Set([...seen.filter((each) => each === '502 again after 2'), '503 again after 2', '200']),
  );
});

test('a front door that dies is started again, and what it had answered stands', async () => {
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
  const { account } = demo.people.find((person: { account: string | null }) => person.account);
  expect((await debit(demo.apiKey, account, 'door-dies')).status).toBe(201);
  process.kill(await childOf(program!, /meterbook-server/), 'SIGKILL');
  await sleep(50);
  let again: Response | null = null;
  for (const until = Date.now() + 60_000; !again; await sleep(100)) {
    expect(Date.now()).toBeLessThan(until);
    again = await debit(demo.apiKey, account, 'door-dies').catch(() => null);
  }
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
});

test('a worker that dies is started again', async () => {
  const first = await childOf(program!, /meterbook-worker/);
  process.kill(first, 'SIGKILL');
  const next = () => childOf(program!, /meterbook-worker/).catch(() => first);
  for (const until = Date.now() + 60_000; (await next()) === first; await sleep(100)) {
    expect(Date.now()).toBeLessThan(until);
  }
});

test('a stop lets the debits that are under way have their answers', async () => {
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
  const account = demo.people.find((person: { email: string }) => person.email.startsWith('cap@')).account as string;
  const door = await childOf(program!, /meterbook-server/);
  const debits = Array.from({ length: 40 }, (_, index) => debit(demo.apiKey, account, `stop-${index}`));
  await Promise.race(debits); // all have come in by now, or are about to
  process.kill(door, 'SIGTERM');
  const settled = await Promise.allSettled(debits);
  const answered = settled.filter((each) => each.status === 'fulfilled').map((each) => each.value.status);
  expect(new Set(answered)).toEqual(new Set([201]));
  // It was a stop that nobody had asked the start for, so it starts it again.
  for (const until = Date.now() + 60_000; !(await page().catch(() => null)); await sleep(100)) {
    expect(Date.now()).toBeLessThan(until);
  }
});

test('a second start on the same data is told so, and disturbs nothing', async () => {
  const second = run();
  const [code, output] = await ended(second);
  expect(code).toBe(1);
  expect(output).toContain('already running');
  expect((await ask('/api/ready')).status).toBe(200);
});

test('SIGTERM stops everything', async () => {
  program!.kill('SIGTERM');
  const [code] = await ended(program!);
  expect(code).toBe(0);
  await expect(ask('/api/health')).rejects.toThrow();
  program = undefined;
});

async function page(): Promise<Response> {
  const response = await ask('/sign-in', { headers: { accept: 'text/html' } });
  await response.text();
  return response;
}

/** Asks the program, which always answers sooner or later: what has no answer by then has failed. */
function ask(target: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${target}`, { ...init, signal: AbortSignal.timeout(60_000) });
}

/** The process id of the start's child whose command line fits. */
function childOf(child: ChildProcess, command: RegExp): Promise<number> {
  return new Promise((resolve, reject) => {
    execFile('ps', ['-A', '-o', 'pid=,ppid=,args='], (error, output) => {
      const rows = output.split('\n').map((row) => row.trim().split(/\s+/));
      const found = rows.find(([, parent, ...args]) => Number(parent) === child.pid && command.test(args.join(' ')));
      if (found) resolve(Number(found[0]));
      else reject(error ?? new Error(`the start has no child like ${command}`));
    });
  });
}

async function debit(apiKey: string, account: string, key: string): Promise<Response> {
  const response = await ask('/api/v1/generations', {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key },
    // One credit.
    body: JSON.stringify({ account, feature: 'ai-creator', quantity: 1 }),
  });
  await response.text();
  return response;
}

async function balance(apiKey: string, account: string): Promise<number> {
  const response = await ask(`/api/v1/accounts/${account}/balance`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return ((await response.json()) as { available: number }).available;
}

function run(): ChildProcess {
  // NODE_ENV is the test runner's; the program must come up whatever it says.
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port) };
  return spawn(process.execPath, ['bin/start.js'], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function start(): Promise<ChildProcess> {
  const child = run();
  let output = '';
  child.stdout!.on('data', (text) => (output += text));
  child.stderr!.on('data', (text) => (output += text));
  for (const until = Date.now() + START_PATIENCE_MS; Date.now() < until; await sleep(250)) {
    if (child.exitCode !== null) throw new Error(`it stopped while starting:\n${output}`);
    const ready = await ask('/api/ready').catch(() => null);
    await ready?.text();
    if (ready?.status === 200) return child;
  }
  throw new Error(`it did not come up:\n${output}`);
}

/** The start, its database, its pages, its front door and its worker: all of them, at once, without a chance to say goodbye. */
async function killGroup(child: ChildProcess): Promise<void> {
  const gone = ended(child);
  process.kill(-child.pid!, 'SIGKILL');
  await gone;
}

function ended(child: ChildProcess): Promise<[number | null, string]> {
  let output = '';
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  if (child.exitCode !== null) return Promise.resolve([child.exitCode, output]);
  return new Promise((resolve) => child.once('close', (code) => resolve([code, output])));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}
