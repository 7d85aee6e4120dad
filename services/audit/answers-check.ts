import type { Queryable } from '@/db/client';
import { readAllAnswers, readMissingGenerations, type AuditAnswer } from '@/db/reads/audit';
import { isId, type Id } from '@/lib/ids';

/**
 * Stored answers: each name once, successes only, under a whole hash; and what an answer says was charged exists.
 * @returns how many there are, and one sentence for each thing that is wrong
 */
export async function checkAnswers(sql: Queryable): Promise<{ answers: number; violations: string[] }> {
  const violations: string[] = [];
  let answers = 0;
  let before: AuditAnswer | null = null;
  for await (const page of readAllAnswers(sql)) {
    answers += page.length;
    const named: { accountId: Id; id: Id; name: string }[] = [];
    for (const answer of page) {
      const name = `stored answer ${answer.owner} ${answer.key}`;
      if (before?.owner === answer.owner && before.key === answer.key) violations.push(`${name}: is there twice`);
      before = answer;
      if (!/^(catalog|account):./.test(answer.owner)) violations.push(`${name}: has no owner`);
      if (answer.status < 200 || answer.status > 299) violations.push(`${name}: is no success`);
      if (answer.hashBytes !== 32) violations.push(`${name}: its request's hash is no SHA-256`);
      const generation = generationIn(answer.answer);
      if (generation) named.push({ ...generation, name });
    }
    for (const { name, id } of await readMissingGenerations(sql, named)) {
      violations.push(`${name}: its generation ${id} does not exist`);
    }
  }
  return { answers, violations };
}

/** The generation that an answer tells of: it has an account, a feature, and a status. */
function generationIn(text: string): { accountId: Id; id: Id } | null {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof answer !== 'object' || answer === null) return null;
  const { id, account, feature, status } = answer as Record<string, unknown>;
  const told = [id, account, feature, status].every((each) => typeof each === 'string');
  if (!told || !isId(id as string) || !isId(account as string)) return null;
  return { accountId: account as Id, id: id as Id };
}
