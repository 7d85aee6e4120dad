import { readFileSync } from 'node:fs';
import path from 'node:path';
import { request, type APIRequestContext } from '@playwright/test';

/** What the running Meterbook says of itself: its demo, and where its database is. */
export interface DemoFile {
  url: string;
  apiKey: string;
  people: { email: string; password: string; role: string; account: string | null }[];
}

function readData(file: string): string {
  const folder = process.env.E2E_DATA_DIR;
  if (!folder) throw new Error('E2E_DATA_DIR is not set: run through playwright.config.ts');
  return readFileSync(path.join(folder, file), 'utf8');
}

export function readDemo(): DemoFile {
  return JSON.parse(readData('demo.json')) as DemoFile;
}

/** The demo's person whose address starts so ("cap", "low", "support" …). */
export function demoPerson(name: string): { email: string; password: string; account: string } {
  const person = readDemo().people.find((each) => each.email.startsWith(`${name}@`));
  if (!person) throw new Error(`the demo has no ${name}`);
  return { ...person, account: person.account ?? '' };
}

/** The database behind the running Meterbook, as its superuser. */
export function databaseUrl(): string {
  const { port } = JSON.parse(readData('postgres.json')) as { port: number };
  const { databasePassword } = JSON.parse(readData('secrets.json')) as { databasePassword: string };
  return `postgres://postgres:${databasePassword}@127.0.0.1:${port}/meterbook`;
}

export function authSecret(): string {
  return (JSON.parse(readData('secrets.json')) as { authSecret: string }).authSecret;
}

/** The cookies of those who have signed in before, by address and name. */
const sessions = new Map<string, Awaited<ReturnType<APIRequestContext['storageState']>>>();

/**
 * An HTTP client of its own, with the sign-in of one of the demo's people, without a browser. The sign-in is shared by
 * the tests of a worker: one network address may not sign in without end.
 */
export async function signedIn(baseURL: string, name: string): Promise<APIRequestContext> {
  const key = `${baseURL} ${name}`;
  const storageState = sessions.get(key);
  if (storageState) return request.newContext({ baseURL, storageState });
  const client = await signedInAnew(baseURL, name);
  sessions.set(key, await client.storageState());
  return client;
}

/** The same with a sign-in of its own, for tests that end it. */
export async function signedInAnew(baseURL: string, name: string): Promise<APIRequestContext> {
  const { email, password } = demoPerson(name);
  return signedInWith(baseURL, email, password);
}

/** The same for anybody with a password. */
export async function signedInWith(baseURL: string, email: string, password: string): Promise<APIRequestContext> {
  const client = await request.newContext({ baseURL });
  const { csrfToken } = (await (await client.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const answer = await client.post('/api/auth/callback/password', {
    form: { email, password, csrfToken, callbackUrl: '/', json: 'true' },
    maxRedirects: 0,
  });
  if (answer.status() >= 400) throw new Error(`signing in as ${email} answered ${answer.status()}`);
  return client;
}
