import type { Database } from '@/db/client';

/**
 * Looks whether every debit of a part is whole: each stored answer has its generation, whose entries take exactly what
 * it was charged; and the rollup has all that generations say.
 * @param done how many debits were answered
 * @throws Error which of them are missing
 */
export async function checkDebits(
  { sql }: Database,
  { owner, prefix, done }: { owner: string; prefix: string; done: number },
): Promise<void> {
  const [found] = await sql`
    WITH answers AS (
      SELECT (answer::jsonb->>'account')::uuid AS account_id, (answer::jsonb->>'id')::uuid AS id
      FROM idempotent_answers WHERE owner = ${owner} AND key LIKE ${`${prefix}%`})
    SELECT count(*) AS answers, count(DISTINCT g.id) AS generations,
      count(*) FILTER (WHERE g.credits = charged.credits AND charged.last = g.last_seq) AS charged
    FROM answers a
    LEFT JOIN generations g USING (account_id, id)
    LEFT JOIN LATERAL (
      SELECT sum(amount) AS credits, max(seq) AS last FROM entries e
      WHERE e.account_id = a.account_id AND e.seq BETWEEN g.first_seq AND g.last_seq
        AND e.generation_id = a.id AND e.kind = 'debit') charged ON true`;
  const [rollup] = await sql`
    SELECT (SELECT coalesce(sum(generations), 0) FROM usage_rollups)::bigint AS counted,
      (SELECT count(*) FROM generations) AS generations,
      (SELECT coalesce(sum(used), 0) FROM usage_rollups) AS used,
      (SELECT coalesce(sum(credits), 0) FROM generations) AS credits`;
  const expected = BigInt(done);
  const wrong = [
    ...(['answers', 'generations', 'charged'] as const).flatMap((what) =>
      found![what] === expected ? [] : [`${String(found![what])} ${what}`],
    ),
    ...(rollup!.counted === rollup!.generations ? [] : [`a rollup of ${rollup!.counted} generations`]),
    ...(rollup!.used === rollup!.credits ? [] : ['a rollup of other credits']),
  ];
  if (wrong.length > 0) throw new Error(`${done} debits were answered, and there are ${wrong.join(', ')}`);
}
