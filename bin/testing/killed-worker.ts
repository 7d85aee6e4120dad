import { openDatabase } from '@/db/client';
import { roles } from '@/db/roles';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { openMailer } from '@/services/notify/mailer';
import { getContext } from '@/services/runtime';
import { startWorker } from '@/services/worker/start-worker';

/** A worker that is killed, as by kill -9, as soon as it has come to the step that KILL_AT names. For tests. */
const databaseUrl = env.DATABASE_URL;
const context = {
  ...(await getContext()),
  onStep(step: string) {
    if (step === process.env.KILL_AT) process.kill(process.pid, 'SIGKILL');
  },
};
const db = openDatabase(databaseUrl, { role: roles.worker, max: 2 });
const post = { db, mailer: openMailer(env.SMTP_URL!, 'Meterbook <no-reply@portal.test>') };
await startWorker({ context, post, log, databaseUrl, role: roles.worker, lookEveryMs: 100 });
