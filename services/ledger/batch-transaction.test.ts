import { expect, it, vi } from 'vitest';
import { runInTransaction } from './batch-transaction';

/** What a commit's answer means, on a pretend connection. */

const done = [{ ok: true, value: { status: 201, text: 'done', replayed: false } }];
vi.mock('./run-commands', () => ({ answerCommands: () => Promise.resolve(done) }));

const lost = () => Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' });

/** A database whose COMMIT is answered so, and whose connection may then be lost. */
function pretend(commit: Promise<{ command: string }>, after: () => Promise<void> = () => Promise.resolve()) {
  const tx = () => commit;
  const begin = async (_how: string, work: (given: typeof tx) => Promise<unknown>) => {
    const worked = await work(tx);
    await after();
    return worked;
  };
  return runInTransaction({ db: { sql: { begin } } } as never, []);
}

it('gives the results once the commit has said COMMIT', async () => {
  expect(await pretend(Promise.resolve({ command: 'COMMIT' }))).toEqual(done);
});

it('gives nothing where the commit has said ROLLBACK', async () => {
  await expect(pretend(Promise.resolve({ command: 'ROLLBACK' }))).rejects.toThrow('answered with ROLLBACK');
});

it('gives nothing where the commit has failed', async () => {
  await expect(pretend(Promise.reject(new Error('a check that was put off')))).rejects.toThrow('put off');
});

it('gives the results where the connection is lost after it has said COMMIT', async () => {
  expect(await pretend(Promise.resolve({ command: 'COMMIT' }), () => Promise.reject(lost()))).toEqual(done);
});

it('gives nothing where the connection is lost before: nobody knows', async () => {
  const noAnswer = Promise.reject(lost());
  noAnswer.catch(() => undefined);
  const answer = pretend(noAnswer, () => Promise.reject(new Error('lost too')));
  await expect(answer).rejects.toThrow('lost too');
});
