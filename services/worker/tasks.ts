import type { TaskList } from 'graphile-worker';
import type { Jobs } from '@/db/queue/fill';
import { removeEndedLinks } from '@/db/reads/portal-links';
import { giveUpMail, sendMail } from '../notify/send-mail';
import { advanceAccount } from '../payments/advance-account';
import { LINKS_KEPT_MS } from '../portal/make-link';
import type { WorkerOptions } from './start-worker';

/** What takes longer has lost its connection, or will never end: the job is tried again, and does no harm twice. */
const JOB_MS_MAX = 60_000;

/** What each kind of job does. Whatever it throws, the job is tried again later, with growing pauses. */
export function tasksOf({ context, post, log }: WorkerOptions): TaskList {
  return {
    async advance_account(payload) {
      const { accountId } = payload as Jobs['advance_account'];
      await within(JOB_MS_MAX, advanceAccount(context, accountId));
    },
    async send_mail(payload, { job }) {
      const ref = payload as Jobs['send_mail'];
      try {
        await within(JOB_MS_MAX, sendMail(context, post, ref));
      } catch (error) {
        if (job.attempts < job.max_attempts) throw error;
        log.error({ ...ref, err: error }, 'a mail was given up');
        await giveUpMail(context, post, ref);
      }
    },
    /** Whoever makes a link clears up behind a few others; where nobody makes any more, the last ones go here. */
    async clear_up() {
      const before = context.clock.now() - LINKS_KEPT_MS;
      while ((await removeEndedLinks(context.db.sql, before)) > 0);
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ms / 1000} seconds`)), ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
