import type { Id } from '@/lib/ids';
import type { Queryable } from '../client';
import type { AccountRange } from './audit';

/** What is wrong with an account's invoices, one sentence each. */
export interface WrongInvoice {
  accountId: Id;
  wrong: string;
}

/**
 * Invoices that do not add up: numbers with a gap; totals that are not their lines and taxes; what is paid without money,
 * or money for what is not paid; and credits that carry another cost than what was paid for them. What comes within a
 * period later on carries its share then, so that of a plan no more than what was paid can be asked for.
 */
export async function readWrongInvoices(sql: Queryable, { first, last }: AccountRange): Promise<WrongInvoice[]> {
  const within = sql`i.account_id BETWEEN ${first} AND ${last}`;
  const rows = await sql`
    WITH checked AS (
      SELECT i.account_id, i.number, i.status, i.net, i.total, i.first_seq,
        (SELECT coalesce(sum((l->>'amount')::bigint), 0) FROM jsonb_array_elements(i.lines) l) AS lines,
        (SELECT coalesce(sum((l->>'amount')::bigint), 0) FROM jsonb_array_elements(i.lines) l
         WHERE (l->>'amount')::bigint > 0) AS charged,
        (SELECT bool_and(l->>'kind' IN ('pack', 'add_on')) FROM jsonb_array_elements(i.lines) l) AS at_once,
        (SELECT coalesce(sum((l->>'amount')::bigint), 0) FROM jsonb_array_elements(i.tax) l) AS tax,
        (SELECT coalesce(sum(p.amount), 0) FROM payment_attempts p
         WHERE p.account_id = i.account_id AND p.invoice = i.number AND p.status = 'succeeded') AS taken,
        (SELECT coalesce(sum(g.paid), 0) FROM grants g
         WHERE g.account_id = i.account_id AND g.id BETWEEN i.first_seq AND i.last_seq
           AND g.source IN ('plan', 'pack', 'add_on')) AS cost,
        lag(i.last_seq) OVER (PARTITION BY i.account_id, i.last_seq IS NULL ORDER BY i.first_seq) AS last_before
      FROM invoices i WHERE ${within})
    SELECT account_id, 'invoice ' || number || ': its total is not its lines and taxes' AS wrong FROM checked
    WHERE net <> greatest(lines, 0) OR total <> net + tax
    UNION ALL SELECT account_id, 'invoice ' || number || ' is ' || status || ', and ' || taken || ' was taken for it'
    FROM checked WHERE taken <> CASE status WHEN 'paid' THEN total ELSE 0 END
    UNION ALL SELECT account_id, 'invoice ' || number || ': the credits that it brought cost ' || cost || ' millionths'
    FROM checked WHERE first_seq IS NOT NULL
      AND (cost > charged * 1000000 OR (at_once AND cost <> charged * 1000000))
    UNION ALL SELECT account_id, 'invoice ' || number || ' brought what another one has brought'
    FROM checked WHERE first_seq <= last_before
    UNION ALL SELECT i.account_id, 'invoices are not numbered without gaps'
    FROM invoices i WHERE ${within} GROUP BY i.account_id HAVING count(*) <> max(i.number)`;
  return rows.map((row) => ({ accountId: row.account_id, wrong: row.wrong }));
}
