import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
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

/**
 * Makes jobs for accounts in real time in which something is due: what their agenda says (the ledger's own dues, renewals,
 * retries, months of add-on units, reminders), and holds that lapse, which debits write without the agenda. Longest due
 * first; those that have a job do not count, so that many that fail keep nobody else from their turn.
 */
export async function queueAccounts(sql: Queryable, now: Instant, limit: number): Promise<void> {
  const at = isoText(now);
  // In the order of their names: two workers that look at once wait for each other, and not in a circle.
  await sql`
    WITH due AS MATERIALIZED (
      SELECT account_id, min(at) AS at FROM (
        (SELECT g.account_id, g.next_at AS at FROM agenda g
         WHERE g.next_at <= ${at}
           AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'account ' || g.account_id::text)
         ORDER BY g.next_at LIMIT ${limit})
        UNION ALL
        (SELECT h.account_id, h.lapses_at FROM holds h JOIN accounts a USING (account_id)
         WHERE h.lapses_at <= ${at} AND a.clock_at IS NULL
           AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'account ' || h.account_id::text)
         ORDER BY h.lapses_at LIMIT ${limit})) found
      GROUP BY 1 ORDER BY 2 LIMIT ${limit})
    SELECT count(graphile_worker.add_job('advance_account', json_build_object('accountId', account_id),
      job_key => 'account ' || account_id::text, job_key_mode => 'unsafe_dedupe', max_attempts => ${TRIES_FOR_EVER}))
    FROM (SELECT * FROM due ORDER BY account_id) AS ordered`;
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
