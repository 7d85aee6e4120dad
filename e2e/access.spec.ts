import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, request, test, type APIRequestContext, type APIResponse } from '@playwright/test';
import { callOf, exampleCall, type Asked, type Operation } from '@/api/testing/example-calls';
import { openDatabase, type Database } from '@/db/client';
import { instantFromText } from '@/db/schema/columns';
import { periodName } from '@/lib/usage/period-name';
import { databaseUrl, demoPerson, readDemo, signedIn, signedInAnew } from './support/app';
import { startPages, type PagesServer } from './support/pages-server';

/**
 * Every page, server action and route of the build × everybody who may ask: allowed or refused as lib/access says, with
 * proxy.ts's redirects on and off. What is in the build and not in these tables fails; what is refused changes nothing of
 * the account and shows nothing of it.
 */

const actors = ['owner', 'stranger', 'support', 'signed out', 'revoked'] as const;
type Actor = (typeof actors)[number];

/** shown: 200. signIn: sent to sign in, or 401. hidden: 404, as if it did not exist. moved: sent elsewhere. */
type Outcome = 'shown' | 'signIn' | 'hidden' | 'moved';
type Row = Record<Actor, Outcome>;

const everybody = (outcome: Outcome): Row => Object.fromEntries(actors.map((actor) => [actor, outcome])) as Row;
const away = { 'signed out': 'signIn', revoked: 'signIn' } as const;
/** The account's own people in its own frame; staff are sent to the staff frame. */
const members: Row = { owner: 'shown', stranger: 'hidden', support: 'moved', ...away };
const staff: Row = { owner: 'hidden', stranger: 'hidden', support: 'shown', ...away };

/** Pages and GET routes, by their path in the build. */
const table: Record<string, Row> = {
  '/': { owner: 'moved', stranger: 'moved', support: 'moved', ...away },
  '/sign-in': { owner: 'moved', stranger: 'moved', support: 'moved', 'signed out': 'shown', revoked: 'shown' },
  '/sign-up': { owner: 'moved', stranger: 'moved', support: 'moved', 'signed out': 'shown', revoked: 'shown' },
  '/accounts/[account]': { ...members, owner: 'moved', stranger: 'hidden' },
  '/accounts/[account]/usage': members,
  '/accounts/[account]/activity': members,
  '/accounts/[account]/balance': members,
  '/accounts/[account]/calculator': members,
  '/accounts/[account]/statements': members,
  '/accounts/[account]/statements/[period]': members,
  '/accounts/[account]/generations/[generation]': members,
  '/accounts/[account]/playground': members,
  '/accounts/[account]/plan': members,
  '/accounts/[account]/plan/change': members,
  '/accounts/[account]/billing': members,
  '/accounts/[account]/invoices/[number]': members,
  // Without a link's token: that it opens nothing is for anybody to see.
  '/portal': everybody('shown'),
  // The same without the token that a mail has.
  '/confirm-address': everybody('shown'),
  '/prices': everybody('shown'),
  '/prices/[catalog]': everybody('shown'),
  '/robots.txt': everybody('shown'),
  '/sitemap.xml': everybody('shown'),
  '/support': staff,
  '/support/accounts/[account]': staff,
  '/support/accounts/[account]/activity': staff,
  '/support/accounts/[account]/balance': staff,
  '/support/accounts/[account]/calculator': staff,
  '/support/accounts/[account]/statements': staff,
  '/support/accounts/[account]/statements/[period]': staff,
  '/support/accounts/[account]/generations/[generation]': staff,
  '/support/accounts/[account]/plan': staff,
  '/support/accounts/[account]/billing': staff,
  '/support/accounts/[account]/invoices/[number]': staff,
  '/api/portal/accounts/[account]/activity.csv': { ...members, support: 'shown' },
  '/api/portal/accounts/[account]/statements/[period]/entries.csv': { ...members, support: 'shown' },
  '/api/portal/accounts/[account]/meter': { ...members, support: 'shown' },
  '/developers': everybody('shown'),
  '/api/openapi.json': everybody('shown'),
  '/api/health': everybody('shown'),
  '/api/ready': everybody('shown'),
  '/icon.svg': everybody('shown'),
  '/_not-found': everybody('hidden'),
  // Without a key, whoever is signed in: the API knows no cookies. With keys: below.
  '/api/v1/[...path]': everybody('signIn'),
};

/** Routes that are a library's, or tested for themselves below. */
const elsewhere = new Set(['/api/auth/[...nextauth]', '/_global-error']);

/** Server actions, by the name of their export. Anybody may call them: what is not theirs to do, their services refuse. */
const actions = new Set([
  'askAddressLinkAction',
  'confirmAddressAction',
  'confirmPaymentAction',
  'dismissNoticeAction',
  'markPaidAction',
  'moveClockAction',
  'payInvoiceAction',
  'placeOrderAction',
  'playgroundAction',
  'setBillingDetailsAction',
  'setContractAction',
  'setMethodAction',
  'setTopUpAction',
  'signUpAction',
  'takeBackAction',
  'withdrawOrderAction',
]);

const demo = readDemo();
const own = demoPerson('cap');
const project = fileURLToPath(new URL('..', import.meta.url));

let database: Database;
let generation: string;
let period: string;
let redirectsOff: PagesServer;

test.beforeAll(async () => {
  database = openDatabase(databaseUrl(), { max: 2 });
  const [row] = await database.sql`SELECT id FROM generations WHERE account_id = ${own.account} LIMIT 1`;
  generation = row!.id;
  const [header] = await database.sql`SELECT period_start FROM headers WHERE account_id = ${own.account}`;
  period = periodName(instantFromText(header!.period_start));
  redirectsOff = await startPages({ PROXY_REDIRECTS: 'off' });
});

test.afterAll(async () => {
  redirectsOff?.process.kill('SIGTERM');
  await database?.close();
});

test('every page, route and server action of the build is in the tables', () => {
  const paths = Object.values(manifest<Record<string, string>>('app-path-routes-manifest.json'));
  expect([...new Set(paths)].filter((path) => !elsewhere.has(path)).sort()).toEqual(Object.keys(table).sort());

  const names = Object.values(serverActions()).map((action) => action.exportedName ?? 'unnamed');
  expect([...new Set(names)].sort()).toEqual([...actions].sort());
});

for (const redirects of ['on', 'off'] as const) {
  test.describe(`with proxy.ts's redirects ${redirects}`, () => {
    for (const actor of actors) {
      test(`${actor}: pages and routes`, async ({ baseURL }) => {
        const url = redirects === 'on' ? baseURL! : redirectsOff.url;
        const client = await clientOf(actor, url);
        const before = await rowsOf(own.account);
        for (const [path, row] of Object.entries(table)) {
          const answer = await client.get(pathFor(path), { maxRedirects: 0 });
          const where = `${actor} at ${path}`;
          expect(await outcomeOf(answer), where).toBe(row[actor]);
          // What is refused shows nothing of the account: not its name, not its people.
          const refused = row[actor] === 'signIn' || row[actor] === 'hidden';
          if (refused && actor !== 'owner') await showsNothing(answer, where);
        }
        expect(await rowsOf(own.account)).toBe(before);
        await client.dispose();
      });
    }
  });
}

test.describe('the API', () => {
  const keys = {
    'no key': undefined,
    'wrong key': `${demo.apiKey.slice(0, -1)}${demo.apiKey.endsWith('x') ? 'y' : 'x'}`,
    'a cookie and no key': undefined,
  };
  const parameters = () => ({ account: own.account, generation, key: own.account, catalog: 'captions' });

  for (const [name, key] of Object.entries(keys)) {
    test(`${name}: every operation answers 401 and changes nothing`, async ({ baseURL }) => {
      const client = name.startsWith('a cookie')
        ? await signedIn(baseURL!, 'cap')
        : await request.newContext({ baseURL: baseURL! });
      const before = await rowsOf(own.account);
      for (const operation of await operations(client)) {
        const answer = await callApi(client, callOf(operation, parameters()), key);
        expect(answer.status(), operation.id).toBe(401);
        await showsNothing(answer, operation.id);
      }
      expect(await rowsOf(own.account)).toBe(before);
    });
  }

  test('the right key is let through by every operation, on an account of its own', async ({ baseURL }) => {
    const client = await request.newContext({ baseURL: baseURL! });
    const before = await rowsOf(own.account);
    const all = await operations(client);
    const send = async (asked: Asked) => {
      const answer = await callApi(client, asked, demo.apiKey);
      return { status: answer.status(), text: await answer.text() };
    };
    for (const operation of all) {
      const { status, text } = await send(await exampleCall(send, all, operation));
      expect([200, 201], `${operation.id}: ${text}`).toContain(status);
    }
    expect(await rowsOf(own.account)).toBe(before);
  });
});

test.describe('server actions', () => {
  for (const actor of actors) {
    test(`${actor}: none changes anything of an account`, async ({ baseURL }) => {
      const client = await clientOf(actor, baseURL!);
      const before = await rowsOf(own.account);
      for (const [id, action] of Object.entries(serverActions())) {
        // As the browser calls it, but with nothing filled in: whoever asks is told what is missing.
        const answer = await client.post(`/${action.filename?.split('/')[1] ?? ''}`, {
          headers: { 'next-action': id, origin: baseURL!, accept: 'text/x-component' },
          multipart: { '1_email': '', '0': '[{"code":null},"$K1"]' },
          maxRedirects: 0,
        });
        expect(answer.status(), `${actor}: ${action.exportedName}`).toBeLessThan(500);
        if (actor !== 'owner') await showsNothing(answer, `${action.exportedName}`);
      }
      expect(await rowsOf(own.account)).toBe(before);
      await client.dispose();
    });
  }
});

/** Every operation of the API, as the document that is served lists them. */
async function operations(client: APIRequestContext): Promise<Operation[]> {
  interface Described {
    operationId: string;
    parameters: { $ref?: string }[];
  }
  const { paths } = (await (await client.get('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      idempotency: parameters.some(({ $ref }) => $ref?.endsWith('/IdempotencyKey')) ? 'header' : null,
    })),
  );
}

function callApi(client: APIRequestContext, { method, path, query, headers, body }: Asked, key: string | undefined) {
  return client.fetch(`/api/v1${path}${query && `?${query}`}`, {
    method,
    headers: { ...headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  });
}

async function clientOf(actor: Actor, url: string): Promise<APIRequestContext> {
  switch (actor) {
    case 'owner':
      return signedIn(url, 'cap');
    case 'stranger':
      return signedIn(url, 'low');
    case 'support':
      return signedIn(url, 'support');
    case 'signed out':
      return request.newContext({ baseURL: url });
    case 'revoked': {
      // A copy of the cookie, kept by somebody else, after its owner has signed out.
      const client = await signedInAnew(url, 'cap');
      const cookies = await client.storageState();
      const { csrfToken } = (await (await client.get('/api/auth/csrf')).json()) as { csrfToken: string };
      await client.post('/api/auth/signout', { form: { csrfToken, json: 'true' }, maxRedirects: 0 });
      await client.dispose();
      return request.newContext({ baseURL: url, storageState: cookies });
    }
  }
}

async function outcomeOf(answer: APIResponse): Promise<Outcome | string> {
  const status = answer.status();
  if (status === 200) return 'shown';
  if (status === 401) return 'signIn';
  if (status === 404) return 'hidden';
  if (status >= 300 && status < 400) {
    return /\/sign-in(\?|$)/.test(answer.headers().location ?? '') ? 'signIn' : 'moved';
  }
  return `${status}`;
}

async function showsNothing(answer: APIResponse, where: string): Promise<void> {
  const text = await answer.text();
  const secrets = ['Capofila', 'Carlo Cap', own.email];
  expect(
    secrets.filter((secret) => text.includes(secret)),
    where,
  ).toEqual([]);
}

/** Everything that is kept of an account, as one text. */
async function rowsOf(accountId: string): Promise<string> {
  const tables = [
    'accounts',
    'headers',
    'subscriptions',
    'grants',
    'entries',
    'generations',
    'usage_rollups',
    'memberships',
    'invoices',
    'payment_attempts',
    'payment_methods',
    'billing_details',
  ];
  const parts: string[] = [];
  for (const name of tables) {
    const [row] = await database.sql`
      SELECT coalesce(json_agg(t ORDER BY t::text), '[]')::text AS rows FROM ${database.sql(name)} t
      WHERE account_id = ${accountId}`;
    parts.push(row!.rows);
  }
  return parts.join('\n');
}

function pathFor(path: string): string {
  return path
    .replace('[account]', own.account)
    .replace('[generation]', generation)
    .replace('[period]', period)
    .replace('[number]', '1')
    .replace('[catalog]', 'captions')
    .replace('[...path]', `accounts/${own.account}/balance`);
}

function serverActions(): Record<string, { exportedName?: string; filename?: string }> {
  return manifest<{ node: Record<string, { exportedName?: string; filename?: string }> }>(
    'server/server-reference-manifest.json',
  ).node;
}

function manifest<T>(file: string): T {
  return JSON.parse(readFileSync(`${project}.next/${file}`, 'utf8')) as T;
}
