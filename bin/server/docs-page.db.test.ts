import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { reconcile } from '@/services/audit/reconcile';
import type { Context } from '@/services/context';
import { createAccount } from '@/services/accounts/create-account';
import { createKey } from '@/services/keys/create-key';
import { catalogKey, testContext } from '@/services/testing/context';
import { balanceOf } from '@/services/testing/credits';
import { useDoors } from './testing/doors';

/** The integration page, docs/api.md, run as it is printed: only what it leaves to the reader is added. */

// The log is the one thing in this process that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const root = path.resolve(import.meta.dirname, '../..');
const test = useTestDatabase();
const openDoor = useDoors();
const noPages = (_: IncomingMessage, response: ServerResponse) => void response.writeHead(404).end();
let page: string;
beforeAll(async () => {
  page = await readFile(path.join(root, 'docs/api.md'), 'utf8');
});

/** The page's one block in a language. */
function blockOf(language: string): string {
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))];
  expect(blocks).toHaveLength(1);
  return blocks[0]![1]!;
}

/** A front door, and the customer that the page speaks of, with 200 credits. */
async function open() {
  const context = testContext(test.db, Date.parse('2026-03-10T09:30:00Z'));
  const { port } = await openDoor(noPages, { getContext: () => Promise.resolve(context) });
  const owner = { kind: 'catalog', catalogId: 'captions' } as const;
  const scopes = ['accounts:read', 'generations:write'] as const;
  const { text } = await createKey(context, { owner, scopes: [...scopes], name: 'Test' });
  const env = { ...process.env, METERBOOK_URL: `http://127.0.0.1:${port}`, METERBOOK_KEY: text };
  return { context, env };
}

/** Makes the page's customer anew under its own id. */
async function newCustomer(context: Context, externalId: string): Promise<string> {
  const actor = catalogKey('captions', ['accounts:write']);
  const made = await createAccount(context, actor, { externalId, name: 'Customer' }, `make-${externalId}`);
  if (!made.ok) throw new Error(made.error.detail);
  return (JSON.parse(made.value.text) as { id: string }).id;
}

async function standing(context: Context, account: string) {
  const [row] = await test.owner.sql`SELECT held FROM headers WHERE account_id = ${account}`;
  return { available: await balanceOf(context, account), held: Number(row!.held) };
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: root, env }, (error, output, errors) => {
      if (error) reject(new Error(`${error.message}\n${errors}`));
      else resolve(output);
    });
  });
}

it('the TypeScript', async () => {
  const { context, env } = await open();
  const account = await newCustomer(context, 'customer-7');
  const mine = `
    const refused: unknown[] = [];
    const refuse = (problem: unknown) => void refused.push(problem);
    async function work({ id }: { id: string }): Promise<number> {
      if (id === 'fails') throw new Error('the work failed');
      return 8;
    }
    for (const [id, seconds] of [['works', 10], ['works', 10], ['fails', 20], ['too-much', 500]] as const)
      await render({ id, customer: 'customer-7', seconds });
    console.log(JSON.stringify(refused));`;
  const folder = await mkdtemp(path.join(tmpdir(), 'meterbook-page-'));
  const file = path.join(folder, 'page.mts');
  await writeFile(file, blockOf('ts') + mine);
  const tsx = ['--import', import.meta.resolve('tsx')];
  const told = await run(process.execPath, [...tsx, file], {
    ...env,
    TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.json'),
  });
  await rm(folder, { recursive: true });
  expect(JSON.parse(told)).toMatchObject([{ code: 'insufficient_credits', shortfall: 308 }]);
  expect(await standing(context, account)).toEqual({ available: 192, held: 0 });
  const steps = await test.owner.sql`SELECT status FROM generations WHERE account_id = ${account} ORDER BY id`;
  expect(steps.map(({ status }) => status)).toEqual(['captured', 'voided']);
  expect(await reconcile(test.owner.sql)).toEqual([]);
});

it('the commands', async () => {
  const { context, env } = await open();
  const account = await newCustomer(context, 'customer-42');
  const shell = (work: string, text = blockOf('sh')) =>
    run('bash', ['-euo', 'pipefail', '-c', `work() { ${work}; }\n${text}`], env);
  const captured = await shell('true');
  expect(JSON.parse(captured)).toMatchObject({ step: 'capture', credits: 8 });
  expect(await standing(context, account)).toEqual({ available: 192, held: 0 });
  // Run again, it is the same job: the same answers, and nothing more is charged.
  expect(await shell('true')).toBe(captured);
  const voided = await shell('false', blockOf('sh').replaceAll('render-42', 'render-43'));
  expect(JSON.parse(voided)).toMatchObject({ step: 'void', credits: 10 });
  expect(await standing(context, account)).toEqual({ available: 192, held: 0 });
  expect(await reconcile(test.owner.sql)).toEqual([]);
});
