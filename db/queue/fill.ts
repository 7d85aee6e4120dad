import type { Id } from '@/lib/ids';
import type { Queryable } from '../client';

/**
 * What makes jobs of what is due. A job is named for what it is about, so that there is one, however many workers look;
 * what has a job already, even one that waits for its next try, is passed over.
 */

/** The kinds of jobs that are about something, with what each is given. */
export interface Jobs {
  advance_account: { accountId: Id };
  send_mail: { accountId: Id; id: Id };
}

const MAILS_AT_ONCE = 1_000;

/** An account that fails is tried again, ever more seldom, for as long as it takes. */
const TRIES_FOR_EVER = 32_767;

/** Makes jobs for accounts in which something is due. */
export async function queueAccounts(sql: Queryable, accountIds: readonly Id[]): Promise<void> {
  if (accountIds.length === 0) return;
  // In the order of their names: two workers that look at once wait for each other, and not in a circle.
  await sql`
    WITH due AS MATERIALIZED (
      SELECT id FROM unnest(${[...accountIds].sort()}::text[]) AS id
      WHERE NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'account ' || id))
    SELECT count(graphile_worker.add_job('advance_account', json_build_object('accountId', id),
      job_key => 'account ' || id, job_key_mode => 'unsafe_dedupe', max_attempts => ${TRIES_FOR_EVER})) FROM due`;
}

/** Makes jobs for the outbox's rows about mails that are not done. */
export async function queueMails(sql: Queryable): Promise<void> {
  await sql`
    WITH waiting AS MATERIALIZED (
      SELECT account_id, id FROM outbox o WHERE done_at IS NULL AND topic LIKE 'mail.%'
        AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = o.id::text)
      ORDER BY created_at, id LIMIT ${MAILS_AT_ONCE})
    SELECT count(graphile_worker.add_job('send_mail', json_build_object('accountId', account_id, 'id', id),
      job_key => id::text, job_key_mode => 'unsafe_dedupe'))
    FROM (SELECT * FROM waiting ORDER BY id) AS ordered`;
}
