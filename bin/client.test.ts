import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { clientTypes, TYPES_FILE } from './client/types';

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

it("the typed client's types are those of the document: npm run client makes them anew", async () => {
  expect(readFileSync(TYPES_FILE, 'utf8')).toBe(await clientTypes());
});
