import { DEBIT } from './debit';
import { openConnection, requestText } from './connection';
import { inLoop, type Spans } from './loop';
import { answerTask } from './task';
import type { Watched } from './usage';

/** What to ask a server, from a process of its own. */
export interface ClientTask extends Spans {
  port: number;
  connections: number;
  /** "get": of an address that does nothing. */
  what: 'debit' | 'batch' | 'get';
  path: string;
  apiKey: string;
  accounts: string[];
  /** What every idempotency key of this part begins with. */
  prefix: string;
  watched: Watched;
}

const ITEMS = 100;

await answerTask(async (task: ClientTask) => {
  const { path, accounts, prefix } = task;
  const connections = Array.from({ length: task.connections }, () => openConnection(task.port));
  const authorization = `Bearer ${task.apiKey}`;
  let made = 0;
  const account = () => accounts[Math.floor(Math.random() * accounts.length)]!;
  const key = () => `${prefix}${(made += 1)}`;
  const requests = {
    get: () => requestText('GET', path, {}),
    debit: () =>
      requestText(
        'POST',
        path,
        { authorization, 'idempotency-key': key() },
        JSON.stringify({ account: account(), ...DEBIT }),
      ),
    batch: () => {
      const items = Array.from({ length: ITEMS }, () => ({ account: account(), ...DEBIT, idempotencyKey: key() }));
      return requestText('POST', path, { authorization }, JSON.stringify({ items }));
    },
  };
  const measured = await inLoop(task.connections, task, task.watched, async (asker) => {
    const { status, body } = await connections[asker]!.ask(requests[task.what]());
    if (task.what === 'debit' ? status !== 201 : status > 299) throw new Error(`${path} answered ${status}: ${body}`);
    if (task.what !== 'batch') return 1;
    const done = body.split('"status":201').length - 1;
    if (done !== ITEMS) throw new Error(`${path} did ${done} of ${ITEMS} items: ${body.slice(0, 2_000)}`);
    return done;
  });
  for (const connection of connections) connection.close();
  return measured;
});
