// Who may import whom (docs: "Rooms"), and the few other habits a machine can keep.
//
// The import rule is written here, and not configured from a plugin, because it judges the text of a path: '@/db/client'
// and '../../db/client' are the same room whether or not the file exists yet. Plugins that resolve paths let through
// what they cannot resolve. Whatever is not listed below is refused. bin/lint-rules.test.ts breaks every rule once.
import { isBuiltin } from 'node:module';
import path from 'node:path';
import nextCoreWebVitals from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';

const ROOT = import.meta.dirname;

/** Each room: what it may import besides itself, and where that which it may not import belongs. */
const ROOMS = {
  lib: {
    may: [],
    instead: 'lib/ is what is true and imports only lib/: what reads or writes belongs in db/, what acts in services/.',
  },
  db: { may: ['lib'], instead: 'db/ imports only lib/: a rule belongs in lib/, a verb in services/.' },
  services: {
    may: ['db', 'lib'],
    instead: 'services/ import only db/ and lib/: answers to machines belong in api/, pages in app/.',
  },
  api: {
    may: ['services', 'lib'],
    instead: 'api/ imports only services/ and lib/: what reads or writes rows belongs in a service that returns a DTO.',
  },
  app: {
    may: ['api', 'services', 'components', 'lib'],
    instead:
      'app/ imports only api/, services/, components/ and lib/: what reads or writes rows belongs in a service that returns a DTO.',
  },
  'proxy.ts': {
    may: ['lib'],
    instead: 'proxy.ts imports only lib/: it redirects for comfort and is never the gate, which belongs in services/.',
  },
  components: {
    may: ['lib'],
    mayTypes: ['services'],
    instead:
      'components/ import only lib/ (and, with `import type`, the DTOs of services/): fetch in app/ and pass it in as props.',
  },
  bin: {
    may: ['api', 'services', 'db', 'lib'],
    instead: 'bin/ imports only api/, services/, db/ and lib/: what is seen belongs in app/ and components/.',
  },
  e2e: {
    may: ['bin', 'api', 'services', 'db', 'lib'],
    instead: 'e2e/ imports only bin/, api/, services/, db/ and lib/: reach pages through the browser.',
  },
  bench: {
    may: ['bin', 'api', 'services', 'db', 'lib'],
    instead: 'bench/ imports only bin/, api/, services/, db/ and lib/: reach pages over HTTP.',
  },
  'a root config': { may: ['lib'], instead: "a tool's config imports only lib/: name other files by their path." },
  catalogs: { may: [], instead: 'catalogs/ are data and import nothing.' },
  docs: { may: [], instead: 'docs/ import nothing.' },
  public: { may: [], instead: 'public/ is served as it is and imports nothing.' },
};

/** The rooms of lib/ whose rules are pure, and all that they may import besides each other. */
const PURE = /^lib\/(catalog|ledger|plans|usage|access|simulate)(\/|$)/;
const PURE_FOUNDATIONS = /^lib\/(credits|money|ids|errors|time)(\.[jt]s)?$/;
const PURE_PACKAGES = /^(zod|zod\/mini|date-fns(\/.+)?|@date-fns\/tz)$/;

/** A package, or anything inside it. */
const ofPackage = (...names) => new RegExp(`^(${names.join('|')})(/|$)`);
const TEST_LIBRARIES = ofPackage('vitest', '@vitest/[a-z0-9-]+', 'fast-check', '@fast-check/vitest');

/** Packages that belong to some rooms only. */
const PACKAGES = [
  {
    names: ofPackage('next', '@next'),
    allows: (from, name) =>
      ['app', 'proxy.ts'].includes(from.room) ||
      from.path === 'next.config.js' ||
      (from.room === 'components' && ['next/link', 'next/image'].includes(name)),
    rule: 'next belongs in app/, proxy.ts and next.config.js (next/link and next/image also in components/): pass in what you need from it.',
  },
  {
    names: ofPackage('next-auth', 'next-safe-action'),
    allows: (from) => from.room === 'app',
    rule: 'next-auth and next-safe-action belong in app/: a service takes the verified user as data.',
  },
  {
    names: ofPackage('drizzle-orm', 'drizzle-kit', 'postgres'),
    allows: (from) => from.room === 'db' || from.path === 'drizzle.config.ts',
    rule: 'drizzle and postgres belong in db/: write the query there and call it from a service.',
  },
  {
    names: ofPackage('react'),
    allows: (from) => ['app', 'components'].includes(from.room) || from.path.startsWith('services/notify/'),
    rule: 'react belongs in app/, components/ and the mail and print templates of services/notify/.',
  },
  {
    names: ofPackage('graphile-worker'),
    allows: (from) => /^(db\/queue|services\/worker)\//.test(from.path),
    rule: 'the queue belongs in db/queue/ and services/worker/: what is to be done later is a row of the outbox, or due.',
  },
  {
    names: ofPackage('nodemailer'),
    allows: (from) => from.path.startsWith('services/notify/'),
    rule: 'nodemailer belongs in services/notify/: a mail is a row of the outbox.',
  },
  {
    // Their templates are made into text, where nothing is drawn.
    names: /^react-dom\/server$/,
    allows: (from) => ['app', 'components'].includes(from.room) || from.path.startsWith('services/notify/'),
    rule: 'what draws a page belongs in app/ and components/, and what makes a mail in services/notify/.',
  },
  {
    names: ofPackage('react-dom', 'react-is', '@tanstack/react-[a-z-]+', 'recharts', 'lucide-react', '@base-ui/react'),
    allows: (from) => ['app', 'components'].includes(from.room),
    rule: 'what draws a page belongs in app/ and components/.',
  },
  {
    names: TEST_LIBRARIES,
    allows: (from) => from.isTest || from.room === 'a root config',
    rule: 'test libraries belong in tests (x.test.ts), in a testing/ folder, e2e/ and bench/.',
  },
];

const within = (folder, file) => file === folder || file.startsWith(`${folder}/`);
const inTesting = (file) => /(^|\/)testing(\/|$)/.test(file);
const isTestFile = (file) => /\.test\.tsx?$/.test(file);
const IS_TEST_CODE = /^(e2e|bench)\/|^bin\/test\.[jt]s$|^(vitest|playwright)\.config\.[jt]s$/;

/** The room of a file, by its path from the root; undefined when the path is in none. */
function roomOf(file) {
  if (/^proxy(\.ts)?$/.test(file)) return 'proxy.ts';
  if (/^[^/]+\.config(\.[cm]?[jt]s)?$/.test(file)) return 'a root config';
  const top = file.split('/')[0];
  return Object.hasOwn(ROOMS, top) && top !== 'proxy.ts' ? top : undefined;
}

function sourceOf(filename) {
  const file = path.relative(ROOT, filename).split(path.sep).join('/');
  return {
    path: file,
    room: roomOf(file),
    isTest: isTestFile(file) || inTesting(file) || IS_TEST_CODE.test(file),
    // Tests on a real database, and what helps them, may prepare and look at rows.
    isDbTest: /\.db\.test\.tsx?$/.test(file) || inTesting(file),
    isPure: PURE.test(file),
    // Plain Node and the tools that load a config do not know the alias.
    knowsAlias: !/\.[cm]?js$/.test(file) && !/^[^/]+\.config\./.test(file),
  };
}

/** A specifier as a path from the root, or null for a package. */
function localTarget(from, specifier) {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain === '@' || plain.startsWith('@/')) return path.posix.normalize(`./${plain.slice(2)}`);
  if (/^\.\.?(\/|$)/.test(plain)) return path.posix.join(path.posix.dirname(from.path), plain).replace(/\/$/, '');
  return null;
}

/** Why `from` may not import the file `to`, or undefined when it may. */
function refuseLocal(from, to, specifier, typeOnly) {
  const room = roomOf(to);
  const target = room ?? `'${to}', which is in no room`;
  const refused = `${from.isPure ? from.path.split('/').slice(0, 2).join('/') : from.room} may not import ${target}`;

  if (inTesting(to) && !from.isTest) return `${refused} helpers of tests (testing/): only tests import them.`;
  if (room === 'catalogs')
    return `${refused}: a catalog is data; read the file and let lib/catalog validate it, so that a new vendor is a new file.`;
  if (from.isPure) {
    if (PURE.test(to) || PURE_FOUNDATIONS.test(to)) return undefined;
    return `${refused} (${to}): the pure rooms of lib/ import only each other and lib/credits, money, ids, errors, time. Take anything else as an argument.`;
  }
  const { may, mayTypes = [], instead } = ROOMS[from.room];
  const allowed =
    room === from.room ||
    may.includes(room) ||
    (typeOnly && mayTypes.includes(room)) ||
    (from.isTest && within('db/testing', to) && (from.isDbTest || from.room === 'a root config')) ||
    (from.isDbTest && room === 'db' && ['services', 'api'].includes(from.room));
  if (!allowed) return `${refused}: ${instead}`;
  if (room !== from.room && from.knowsAlias && !specifier.startsWith('@/'))
    return `Imports across rooms use the alias: write '@/${to}'.`;
  return undefined;
}

/** Why `from` may not import the package or builtin `name`, or undefined when it may. */
function refusePackage(from, name) {
  if (/^(#|\/|[a-z]+:)/.test(name) && !isBuiltin(name))
    return `'${name}' is neither a package, nor '@/…', nor a relative path, so its room is not known.`;
  if (Object.hasOwn(ROOMS, name.split('/')[0]) && name.includes('/'))
    return `Imports across rooms use the alias: write '@/${name}'.`;
  const owned = PACKAGES.find(({ names }) => names.test(name));
  if (owned && !owned.allows(from, name)) return `${from.room} may not import '${name}': ${owned.rule}`;
  const allowedInTest = from.isTest && (name.startsWith('node:') || TEST_LIBRARIES.test(name));
  if (from.isPure && !PURE_PACKAGES.test(name) && !allowedInTest)
    return `The pure rooms of lib/ import no package but zod, zod/mini, date-fns and @date-fns/tz, and nothing of Node: not '${name}'. What touches the world belongs in services/ or top-level lib/, and is passed in.`;
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
const imports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = sourceOf(context.filename);
    const judge = (node, source, typeOnly) => {
      const specifier = source?.type === 'TemplateLiteral' ? source.quasis[0].value.cooked : source?.value;
      const computed =
        typeof specifier !== 'string' || (source.type === 'TemplateLiteral' && source.expressions.length > 0);
      if (computed) {
        if (!['bin', 'a root config'].includes(from.room) && !from.isTest)
          context.report({ node, message: 'A computed import cannot be judged: write the path out.' });
        return;
      }
      const to = localTarget(from, specifier);
      const message = to === null ? refusePackage(from, specifier) : refuseLocal(from, to, specifier, typeOnly);
      if (message) context.report({ node: source, message });
    };

    if (!from.room) {
      if (/\.d\.ts$/.test(from.path)) return {};
      const message = `${from.path} is in no room: put it in one of ${Object.keys(ROOMS).join(', ')}, or name its room in eslint.config.js.`;
      return { Program: (node) => context.report({ node, loc: { line: 1, column: 0 }, message }) };
    }
    return {
      // `import { type X }` still loads the module, so only `import type` counts as type-only.
      ImportDeclaration: (node) => judge(node, node.source, node.importKind === 'type'),
      ExportAllDeclaration: (node) => judge(node, node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => node.source && judge(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => judge(node, node.source, false),
      TSImportType: (node) => judge(node, node.source ?? node.argument.literal, true),
      TSExternalModuleReference: (node) => judge(node, node.expression, node.parent.importKind === 'type'),
      'CallExpression[callee.name="require"]': (node) => judge(node, node.arguments[0], false),
    };
  },
};

const ENV_FILES = ['lib/env.ts', 'bin/**', 'db/testing/**', 'e2e/**', 'bench/**', '*.config.*'];
const ENV_RULE = 'process.env is read in lib/env.ts only: add the variable there, or take the value as an argument.';
const ENV_PROPERTIES = [
  { object: 'process', property: 'env', message: ENV_RULE },
  { object: 'globalThis', property: 'process', message: ENV_RULE },
];
const ENV_IMPORTS = ['process', 'node:process'].map((name) => ({ name, message: ENV_RULE }));

const CLOCK_RULE = 'The pure rooms read no clock: pass now in.';
const RANDOM_RULE = 'The pure rooms read no random source: as you pass now in, pass ids in.';
const CLOCK_PROPERTIES = [
  { object: 'Date', property: 'now', message: CLOCK_RULE },
  { object: 'performance', property: 'now', message: CLOCK_RULE },
  { object: 'globalThis', property: 'performance', message: CLOCK_RULE },
  { object: 'globalThis', property: 'Date', message: CLOCK_RULE },
  { object: 'Math', property: 'random', message: RANDOM_RULE },
  { object: 'crypto', property: 'randomUUID', message: RANDOM_RULE },
  { object: 'crypto', property: 'getRandomValues', message: RANDOM_RULE },
  { object: 'globalThis', property: 'crypto', message: RANDOM_RULE },
];
const CLOCK_SYNTAX = [
  'NewExpression[callee.name=/^(Date|TZDate|TZDateMini)$/][arguments.length=0]',
  'CallExpression[callee.name="Date"]',
  'CallExpression[callee.object.name="TZDate"][callee.property.name="tz"][arguments.length=1]',
].map((selector) => ({ selector, message: CLOCK_RULE }));
const CLOCK_IMPORTS = {
  regex: '^date-fns(/|$)',
  importNamePattern: '(Today|Tomorrow|Yesterday|ToNow|ToNowStrict)$|^is(Past|Future|This[A-Z].*)$|^constructNow$',
  message: CLOCK_RULE,
};

const SKIP_RULE = 'A test runs or is deleted: no skip, only, todo.';
const SKIPPED_TESTS = [
  'MemberExpression[property.name=/^(skip|only|todo|fixme)$/]:matches([object.name=/^(it|test|describe|suite)$/], [object.object.name=/^(it|test|describe|suite)$/])',
  'CallExpression[callee.name=/^(it|test|describe|suite)$/] > ObjectExpression > Property[key.name=/^(skip|only|todo)$/]',
].map((selector) => ({ selector, message: SKIP_RULE }));

const PURE_FILES = ['lib/{catalog,ledger,plans,usage,access,simulate}/**'];
const TEST_FILES = ['**/*.test.{ts,tsx}', 'e2e/**'];

const config = [
  { ignores: ['.next/**', 'data/**', 'node_modules/**', 'next-env.d.ts', 'test-results/**', 'db/migrations/**'] },
  ...nextCoreWebVitals,
  ...nextTypescript,
  {
    // Hooks live where React may be imported; elsewhere a function may be called useTestDatabase.
    ignores: ['app/**', 'components/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
  // A mail is a page of its own, which no framework makes.
  { files: ['services/notify/**'], rules: { '@next/next/no-head-element': 'off' } },
  {
    name: 'meterbook/everywhere',
    plugins: { meterbook: { rules: { imports } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'meterbook/imports': 'error',
      'no-restricted-properties': ['error', ...ENV_PROPERTIES],
      'no-restricted-imports': ['error', { paths: ENV_IMPORTS }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true, 'ts-check': false },
      ],
    },
  },
  {
    name: 'meterbook/reads-env',
    files: ENV_FILES,
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    name: 'meterbook/pure',
    files: PURE_FILES,
    ignores: TEST_FILES,
    rules: {
      'no-restricted-properties': ['error', ...ENV_PROPERTIES, ...CLOCK_PROPERTIES],
      'no-restricted-syntax': ['error', ...CLOCK_SYNTAX],
      'no-restricted-imports': ['error', { paths: ENV_IMPORTS, patterns: [CLOCK_IMPORTS] }],
    },
  },
  { name: 'meterbook/tests', files: TEST_FILES, rules: { 'no-restricted-syntax': ['error', ...SKIPPED_TESTS] } },
];

export default config;
