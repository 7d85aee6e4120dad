import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const everywhere = ['**/node_modules/**', '**/.next/**', 'data/**', 'e2e/**'];
const onPostgres = { globalSetup: ['bin/testing/global-setup.ts'], testTimeout: 30_000, hookTimeout: 120_000 };

const unit = {
  name: 'unit',
  include: ['**/*.test.{ts,tsx}'],
  exclude: [...everywhere, '**/*.db.test.ts', '**/*.long.test.ts'],
  testTimeout: 20_000,
};
const db = { name: 'db', include: ['**/*.db.test.ts'], exclude: everywhere, ...onPostgres };
const long = {
  name: 'long',
  include: ['**/*.long.test.ts'],
  exclude: everywhere,
  ...onPostgres,
  testTimeout: 15 * 60_000,
};

// The slow ones run only when asked for by name.
const asked = process.argv.some(
  (arg, at, args) => arg === '--project=long' || (arg === 'long' && args[at - 1] === '--project'),
);

export default defineConfig({
  test: {
    projects: (asked ? [unit, db, long] : [unit, db]).map((test) => ({
      test: { environment: 'node', ...test },
      resolve: { alias: { '@': root.replace(/\/$/, '') } },
      // React's JSX as in tsconfig.json.
      oxc: { jsx: { runtime: 'automatic' as const } },
    })),
  },
});
