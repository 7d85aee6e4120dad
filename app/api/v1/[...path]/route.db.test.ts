import { expect, vi } from 'vitest';
import { itAnswersLikeTheApi, type Asked } from '@/api/testing/mounts';
import { useTestDatabase as testDatabase } from '@/db/testing/database';
import type { Context } from '@/services/context';
import * as route from './route';

// The log is the one thing here that reads the environment; the context is each request's own.
const runtime = vi.hoisted(() => ({ context: null as unknown }));
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));
vi.mock('@/services/runtime', () => ({ getContext: () => Promise.resolve(runtime.context) }));

itAnswersLikeTheApi(testDatabase(), async (context: Context, { method, path, headers, body }: Asked) => {
  runtime.context = context;
  const serve = route[method as keyof typeof route];
  expect(serve).toBeTypeOf('function');
  const init = body.byteLength > 0 ? { body: Buffer.from(body) } : {};
  const answer = await serve(new Request(`http://localhost/api/v1${path}`, { method, headers, ...init }));
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
});
