import { text } from 'node:stream/consumers';

/** Reads this program's task from its input, does it, and prints the answer as its last line (bench/speed/program.ts). */
export async function answerTask<Task, Answer>(work: (task: Task) => Promise<Answer>): Promise<void> {
  const answer = await work(JSON.parse(await text(process.stdin)) as Task);
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
}
