import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

// Neither the pretend files nor most of what they import exist: the rules judge paths, not the disk.
const root = path.resolve(import.meta.dirname, '..');
const eslint = new ESLint({ cwd: root, overrideConfigFile: path.join(root, 'eslint.config.js') });

async function errorsIn(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return (result?.messages ?? []).filter(({ severity }) => severity === 2).map(({ message }) => message);
}

const value = (specifier: string) => `import { x } from '${specifier}';\nexport const y = x;\n`;
const type = (specifier: string) => `import type { X } from '${specifier}';\nexport type Y = X;\n`;

const rooms: Record<string, string[]> = {
  lib: [],
  db: ['lib'],
  services: ['db', 'lib'],
  api: ['services', 'lib'],
  app: ['api', 'services', 'components', 'lib'],
  components: ['lib'],
  bin: ['api', 'services', 'db', 'lib'],
  e2e: ['bin', 'api', 'services', 'db', 'lib'],
  bench: ['bin', 'api', 'services', 'db', 'lib'],
};
const targets = [...Object.keys(rooms), 'catalogs', 'docs', 'public', 'somewhere-new'];
const pairs = Object.keys(rooms).flatMap((from) => targets.map((to) => ({ from, to })));

describe('rooms', () => {
  const allowed = pairs.filter(({ from, to }) => from === to || rooms[from]?.includes(to));
  const refused = pairs.filter((pair) => !allowed.includes(pair));

  it.each(allowed)('$from may import $to', async ({ from, to }) => {
    expect(await errorsIn(`${from}/deep/x.ts`, value(`@/${to}/missing`))).toEqual([]);
  });

  it.each(refused)(
    '$from may not import $to, by alias or by relative path, as value or as type',
    async ({ from, to }) => {
      const fragment = `${from} may not import ${to === 'somewhere-new' ? "'somewhere-new/missing', which is in no room" : to}`;
      for (const specifier of [`@/${to}/missing`, `../../${to}/missing`]) {
        expect(await errorsIn(`${from}/deep/x.ts`, value(specifier))).toEqual([expect.stringContaining(fragment)]);
        if (from === 'components' && to === 'services') continue;
        expect(await errorsIn(`${from}/deep/x.ts`, type(specifier))).toEqual([expect.stringContaining(fragment)]);
      }
    },
  );
});

const db = "import { db } from '@/db/client';";

const broken: [name: string, file: string, text: string, fragment: string][] = [
  // The ways to write an import
  ['export from', 'app/x.ts', "export { db } from '@/db/client';", 'app may not import db'],
  ['export all', 'app/x.ts', "export * from '@/db/client';", 'app may not import db'],
  ['for its effect', 'app/x.ts', "import '@/db/client';", 'app may not import db'],
  ['dynamic', 'app/x.ts', "export const m = () => import('@/db/client');", 'app may not import db'],
  ['dynamic, in backquotes', 'app/x.ts', 'export const m = () => import(`@/db/client`);', 'app may not import db'],
  ['computed', 'app/x.ts', 'export const m = (n: string) => import(`@/db/${n}`);', 'cannot be judged'],
  ['the type of an import', 'app/x.ts', "export type T = import('@/db/client').T;", 'app may not import db'],
  ['require', 'app/x.ts', "export const m = require('@/db/client');", 'app may not import db'],
  ['import equals', 'app/x.ts', "import m = require('@/db/client');\nexport { m };", 'app may not import db'],
  ['roundabout', 'app/x.ts', value('@/lib/../db/client'), 'app may not import db'],
  ['the room itself', 'app/x.ts', value('@/db'), 'app may not import db'],
  ['without the alias', 'app/x.ts', value('db/client'), "write '@/db/client'"],
  ['out of the project', 'app/x.ts', value('../../elsewhere/x'), 'which is in no room'],
  ['a package by its folder', 'app/x.ts', value('../node_modules/drizzle-orm/index.js'), 'which is in no room'],
  ['by an address', 'app/x.ts', value('file:///x.js'), 'its room is not known'],
  ['by an inner name', 'app/x.ts', value('#db'), 'its room is not known'],
  ['relative, though allowed', 'services/x.ts', value('../lib/credits'), "write '@/lib/credits'"],
  ['a file in no room', 'helpers/x.ts', 'export const x = 1;', 'helpers/x.ts is in no room'],
  ['a root file in no room', 'middleware.ts', 'export const x = 1;', 'middleware.ts is in no room'],

  // Rooms that are not folders, and tests
  ['proxy.ts', 'proxy.ts', value('@/services/session'), 'proxy.ts may not import services'],
  ['proxy.ts as a target', 'app/x.ts', value('@/proxy'), 'app may not import proxy.ts'],
  ['a config', 'next.config.js', value('./db/client.js'), 'a root config may not import db'],
  ['a config as a target', 'app/x.ts', value('@/next.config'), 'app may not import a root config'],
  ['a catalog', 'lib/load.ts', "import c from '@/catalogs/x.json';\nexport { c };", 'a catalog is data'],
  ['value in components', 'components/x.tsx', value('@/services/read-meter'), 'components may not import services'],
  [
    'inline type',
    'components/x.tsx',
    "import { type X } from '@/services/x';\nexport type Y = X;",
    'components may not',
  ],
  ['type of rows', 'components/x.tsx', type('@/db/schema'), 'components may not import db'],
  ['a test keeps its room', 'api/x.test.ts', value('@/db/client'), 'api may not import db'],
  ['a page test with rows', 'app/x.db.test.ts', value('@/db/client'), 'app may not import db'],
  ['test helpers in code', 'services/x.ts', value('@/db/testing/database'), 'only tests import them'],
  ['test helpers beside code', 'db/x.ts', value('./testing/database'), 'only tests import them'],
  ['database helpers in a plain test', 'app/x.test.ts', value('@/db/testing/database'), 'app may not import db'],

  // Inside lib
  ['pure and the clock', 'lib/ledger/x.ts', value('../clock'), 'lib/ledger may not import lib (lib/clock)'],
  ['pure and env', 'lib/plans/deep/x.ts', value('@/lib/env'), 'lib/plans may not import lib (lib/env)'],
  ['pure and db', 'lib/usage/x.ts', type('@/db/schema'), 'lib/usage may not import db'],
  ['pure and Node', 'lib/catalog/load.ts', value('node:fs'), "not 'node:fs'"],
  ['pure and Node, unprefixed', 'lib/catalog/load.ts', value('crypto'), "not 'crypto'"],
  ['pure and a package', 'lib/access/x.ts', value('pino'), "not 'pino'"],
  ['pure and more of zod', 'lib/access/x.ts', value('zod/v3'), "not 'zod/v3'"],
  ['a pure test and env', 'lib/ledger/x.test.ts', value('@/lib/env'), 'lib/ledger may not import lib'],
  ['a pure test and a package', 'lib/ledger/x.test.ts', value('pino'), "not 'pino'"],
  ['pure and vitest', 'lib/ledger/x.ts', value('vitest'), 'test libraries belong in tests'],

  // Packages
  ['next in services', 'services/x.ts', value('next/headers'), "services may not import 'next/headers': next belongs"],
  ['next in lib', 'lib/x.ts', value('next'), "lib may not import 'next': next belongs"],
  ['next in components', 'components/x.tsx', value('next/navigation'), 'next belongs in app/'],
  ['next in api', 'api/x.ts', type('next/server'), 'next belongs in app/'],
  ['next/link in api', 'api/x.ts', value('next/link'), 'next belongs in app/'],
  ['next in another config', 'vitest.config.ts', value('next/jest'), 'next belongs in app/'],
  ['next-auth in services', 'services/x.ts', type('next-auth'), 'next-auth and next-safe-action belong in app/'],
  ['next-auth in components', 'components/x.tsx', value('next-auth/react'), 'belong in app/'],
  ['next-auth in proxy.ts', 'proxy.ts', value('next-auth/jwt'), 'next-auth and next-safe-action belong in app/'],
  ['next-safe-action in services', 'services/x.ts', value('next-safe-action'), 'belong in app/'],
  ['drizzle in services', 'services/x.ts', value('drizzle-orm'), 'drizzle and postgres belong in db/'],
  ['drizzle in bin', 'bin/x.ts', value('drizzle-orm/postgres-js/migrator'), 'drizzle and postgres belong in db/'],
  ['drizzle-kit in bin', 'bin/x.ts', value('drizzle-kit'), 'drizzle and postgres belong in db/'],
  ['postgres in api', 'api/x.db.test.ts', value('postgres'), 'drizzle and postgres belong in db/'],
  ['react in services', 'services/x.tsx', value('react'), 'react belongs in app/, components/'],
  ['react in lib', 'lib/x.ts', type('react'), 'react belongs in app/, components/'],
  ['react-dom in mails', 'services/notify/x.tsx', value('react-dom/client'), 'what draws a page belongs'],
  ['mails elsewhere', 'services/x.tsx', value('react-dom/server'), 'what makes a mail'],
  ['a mail server in app', 'app/x.ts', value('nodemailer'), 'a mail is a row of the outbox'],
  ['the queue in a service', 'services/plans/x.ts', value('graphile-worker'), 'the queue belongs in db/queue/'],
  ['react-query in lib', 'lib/x.ts', value('@tanstack/react-query'), 'what draws a page belongs'],
  ['recharts in services', 'services/x.ts', value('recharts'), 'what draws a page belongs'],
  ['lucide-react in bin', 'bin/x.ts', value('lucide-react'), 'what draws a page belongs'],
  ['@base-ui/react in api', 'api/x.ts', value('@base-ui/react/dialog'), 'what draws a page belongs'],
  ['fast-check in services', 'services/x.ts', value('fast-check'), 'test libraries belong in tests'],

  // The environment
  ['env in services', 'services/x.ts', 'export const u = process.env.URL;', 'process.env is read in lib/env.ts'],
  ['env by name', 'services/x.ts', "export const u = process['env'];", 'process.env is read in lib/env.ts'],
  ['env taken apart', 'app/x.ts', 'const { env } = process;\nexport { env };', 'process.env is read in lib/env.ts'],
  ['env by globalThis', 'db/x.ts', 'export const e = globalThis.process.env;', 'process.env is read in lib/env.ts'],
  ['env by import', 'api/x.ts', "import { env } from 'node:process';\nexport { env };", 'process.env is read'],
  ['env in a pure room', 'lib/ledger/x.ts', 'export const e = process.env;', 'process.env is read in lib/env.ts'],
  ['env in a test', 'services/x.test.ts', 'export const e = process.env;', 'process.env is read in lib/env.ts'],

  // Clock and chance in the pure rooms
  ['Date.now', 'lib/ledger/x.ts', 'export const t = Date.now();', 'pass now in'],
  ['Date.now as a value', 'lib/ledger/x.ts', 'export const t = Date.now;', 'pass now in'],
  ['new Date', 'lib/plans/x.ts', 'export const t = new Date();', 'pass now in'],
  ['Date as a function', 'lib/plans/x.ts', 'export const t = Date();', 'pass now in'],
  ['performance.now', 'lib/usage/x.ts', 'export const t = performance.now();', 'pass now in'],
  ['Math.random', 'lib/usage/x.ts', 'export const t = Math.random();', 'pass now in'],
  ['crypto.randomUUID', 'lib/catalog/x.ts', 'export const t = crypto.randomUUID();', 'pass now in'],
  ['a date-fns clock', 'lib/plans/x.ts', "import { isPast } from 'date-fns';\nexport { isPast };", 'pass now in'],
  [
    'new TZDate',
    'lib/plans/x.ts',
    "import { TZDate } from '@date-fns/tz';\nexport const t = new TZDate();",
    'pass now in',
  ],

  // Tests that do not run, and types that do not hold
  ['it.skip', 'lib/x.test.ts', "it.skip('x', () => {});", 'no skip, only, todo'],
  ['it.only', 'lib/ledger/x.test.ts', "it.only('x', () => {});", 'no skip, only, todo'],
  ['it.todo', 'services/x.db.test.ts', "it.todo('x');", 'no skip, only, todo'],
  ['describe.concurrent.skip', 'lib/x.test.ts', "describe.concurrent.skip('x', () => {});", 'no skip, only, todo'],
  ['skip as an option', 'lib/x.test.ts', "it('x', { skip: true }, () => {});", 'no skip, only, todo'],
  ['test.only', 'e2e/x.spec.ts', "test.only('x', () => {});", 'no skip, only, todo'],
  ['test.describe.only', 'e2e/x.spec.ts', "test.describe.only('x', () => {});", 'no skip, only, todo'],
  ['any', 'services/x.ts', 'export const x = (y: any) => y;', 'Unexpected any'],
  ['@ts-ignore', 'lib/x.ts', '// @ts-ignore\nexport const x = 1;', '@ts-ignore'],
  ['@ts-expect-error', 'lib/x.ts', '// @ts-expect-error: because it is so\nexport const x = 1;', '@ts-expect-error'],
  ['@ts-nocheck', 'lib/x.ts', '// @ts-nocheck\nexport const x = 1;', '@ts-nocheck'],
];

const kept: [name: string, file: string, text: string][] = [
  ['relative within a room', 'services/payments/x.ts', value('../charge-generation')],
  ['DTO types in components', 'components/x.tsx', type('@/services/read-meter')],
  ['re-exported DTO types', 'components/x.tsx', "export type { X } from '@/services/read-meter';"],
  ['types of services in app', 'app/x.tsx', type('@/services/read-meter')],
  ['a stylesheet', 'app/layout.tsx', "import './globals.css';"],
  ['next in app', 'app/x.ts', value('next/headers')],
  ['next in proxy.ts', 'proxy.ts', value('next/server')],
  ['lib in proxy.ts', 'proxy.ts', value('@/lib/csp')],
  [
    'next in its config',
    'next.config.js',
    "/** @type {import('next').NextConfig} */\nconst c = {};\nexport default c;",
  ],
  ['next/link in components', 'components/x.tsx', value('next/link')],
  ['next/image in components', 'components/x.tsx', value('next/image')],
  ['next-auth in app', 'app/x.ts', value('next-auth/next') + value('next-safe-action').replace(/\b[xy]\b/g, '$&2')],
  ['drizzle in db', 'db/x.ts', value('drizzle-orm/pg-core') + value('postgres').replace(/\b[xy]\b/g, '$&2')],
  ['drizzle-kit in its config', 'drizzle.config.ts', value('drizzle-kit')],
  ['react in mails', 'services/notify/mail.tsx', type('react')],
  ['mails as text', 'services/notify/mail.tsx', value('react-dom/server')],
  ['recharts in components', 'components/x.tsx', value('recharts')],
  ['react-query in app', 'app/x.tsx', value('@tanstack/react-query')],
  ['other packages in lib', 'lib/log.ts', value('pino')],
  ['pure rooms and each other', 'lib/ledger/x.ts', value('../plans/periods')],
  ['pure rooms and numbers', 'lib/ledger/deep/x.ts', value('@/lib/credits')],
  ['pure rooms and errors', 'lib/access/x.ts', value('../errors.ts')],
  ['pure rooms and zod', 'lib/catalog/x.ts', value('zod/mini')],
  ['pure rooms and dates', 'lib/plans/x.ts', value('@date-fns/tz')],
  ['a given instant', 'lib/plans/x.ts', 'export const t = (ms: number) => new Date(ms);'],
  ['a clock in services', 'services/x.ts', 'export const t = Date.now();'],
  ['a clock in a pure test', 'lib/ledger/x.test.ts', 'export const t = Date.now();'],
  ['files in a pure test', 'lib/catalog/x.test.ts', value('node:fs')],
  ['test libraries in a pure test', 'lib/ledger/x.test.ts', value('@fast-check/vitest')],
  ['test libraries in a testing folder', 'lib/ledger/testing/arbitraries.ts', value('fast-check')],
  ['a testing folder in a test', 'lib/ledger/x.test.ts', value('./testing/arbitraries')],
  ['rows in a database test of api', 'api/x.db.test.ts', value('@/db/client')],
  ['database helpers in a database test', 'app/x.db.test.ts', value('@/db/testing/database')],
  ['database helpers in the test config', 'vitest.config.ts', value('./db/testing/database.ts')],
  ['env in its file', 'lib/env.ts', 'export const u = process.env.URL;'],
  ['env in bin', 'bin/start.js', 'export const u = process.env.URL;'],
  ['env in database helpers', 'db/testing/x.ts', 'export const u = process.env.URL;'],
  ['env in a config', 'drizzle.config.ts', 'export const u = process.env.URL;'],
  ['plain JavaScript has no alias', 'bin/start.js', value('../lib/ports.js')],
  ['computed in bin', 'bin/start.js', 'export const m = (n) => import(n);'],
  ['declarations at the root', 'globals.d.ts', "declare module '*.css';"],
];

describe('refuses', () => {
  it.each(broken)('%s (%s)', async (_name, file, text, fragment) => {
    expect(await errorsIn(file, text)).toContainEqual(expect.stringContaining(fragment));
  });
});

describe('allows', () => {
  it.each(kept)('%s (%s)', async (_name, file, text) => {
    expect(await errorsIn(file, text)).toEqual([]);
  });
});

describe('ignores what programs write', () => {
  it.each(['.next/x.js', 'data/x.ts', 'db/migrations/x.ts', 'next-env.d.ts', 'test-results/x.ts'])(
    '%s',
    async (file) => {
      expect(await eslint.isPathIgnored(path.join(root, file))).toBe(true);
      expect(await errorsIn(file, db)).toEqual([]);
    },
  );
});
