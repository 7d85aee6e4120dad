import { fork, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { authSecret, databaseUrl } from './app';

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface PagesServer {
  url: string;
  process: ChildProcess;
}

/**
 * The same build on the same database, under another environment: pages alone, without a front door. Whoever starts it
 * ends it.
 * @param options.before a script that runs in it first
 */
export async function startPages(
  environment: Record<string, string>,
  options: { before?: string } = {},
): Promise<PagesServer> {
  const port = await freePort();
  const child = fork(`${project}bin/web.js`, {
    cwd: project,
    stdio: 'ignore',
    execArgv: options.before ? ['--import', options.before] : [],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PAGES_PORT: String(port),
      DATABASE_URL: databaseUrl(),
      NEXTAUTH_SECRET: authSecret(),
      AUTH_TRUST_HOST: 'true',
      ...environment,
    },
  });
  const url = `http://localhost:${port}`;
  for (let tries = 0; tries < 240; tries += 1) {
    const ready = await fetch(`${url}/api/ready`).catch(() => null);
    if (ready?.status === 200) return { url, process: child };
    await sleep(250);
  }
  child.kill('SIGKILL');
  throw new Error('the second server of pages did not come up');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
