import { inDatabase, type Mutation } from './mutation';

/** Promises of the worker: one mail of each row, and nothing stays undone because somebody was killed. */
export const ofTheWorker: readonly Mutation[] = [
  {
    name: 'two send the same mail at once',
    file: 'db/reads/mails.ts',
    find: '    FOR UPDATE SKIP LOCKED`;',
    replace: '    `;',
    caughtBy: inDatabase('services/notify/send-mail.db.test.ts', 'many who send the same at once send it once'),
  },
  {
    name: 'a mail that no server took counts as sent',
    file: 'services/notify/send-mail.ts',
    find: 'html: htmlMail(mail) });',
    replace: 'html: htmlMail(mail) }).catch(() => undefined);',
    caughtBy: {
      ...inDatabase('services/notify/send-mail.db.test.ts', 'what the server does not take stays to be done'),
      says: 'instead of rejecting',
    },
  },
  {
    name: "a test account's mails reach people",
    file: 'services/notify/send-mail.ts',
    find: 'if (mailer === null || mail.isTest)',
    replace: 'if (mailer === null)',
    caughtBy: inDatabase('services/notify/send-mail.db.test.ts', 'mails are kept and never sent'),
  },
  {
    name: 'the jobs of a worker that was killed stay with it',
    file: 'db/queue/alive.ts',
    find: 'SELECT graphile_worker.force_unlock_workers(array_agg(locked_by)) FROM dead HAVING count(*) > 0',
    replace: 'SELECT count(*) FROM dead',
    caughtBy: {
      ...inDatabase('services/worker/worker.db.test.ts', 'its jobs go back to the queue'),
      says: 'it did not come to that',
    },
  },
];
