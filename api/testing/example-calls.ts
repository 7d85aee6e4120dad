import { newId } from '@/lib/ids';
import { examples, parameterExamples } from '../examples';

/** What has to be known of a route to call it: of the route itself, or read from the document. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  idempotency: 'header' | 'body' | null;
}

/** A request as it is sent: to the handler itself, or over HTTP. The path begins below /api/v1. */
export interface Asked {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: unknown;
}

/** Sends a request with a key that may do everything. */
export type Send = (asked: Asked) => Promise<{ status: number; text: string }>;

/** Which operation makes what stands in a path's braces. */
const madeBy: Readonly<Record<string, string>> = { generation: 'createGeneration', key: 'createKey' };

/**
 * Makes what an example speaks of: the account customer-42, unless it is there, and what stands in the path, in the
 * state that the operation needs.
 * @returns the operation's example call, ready to be sent
 */
export async function exampleCall(send: Send, operations: readonly Operation[], operation: Operation): Promise<Asked> {
  const make = async (id: string, more: object, mayBeThere = false): Promise<string> => {
    const asked = callOf(operations.find((each) => each.id === id)!);
    const answer = await send({ ...asked, body: { ...(asked.body as object), ...more } });
    if (answer.status !== 201 && !(mayBeThere && answer.status === 409)) throw new Error(`${id}: ${answer.text}`);
    return (JSON.parse(answer.text) as { id: string }).id;
  };

  const { id } = operation;
  if (id === 'createAccount') {
    const asked = callOf(operation);
    return { ...asked, body: { ...(asked.body as object), externalId: newId() } };
  }
  await make('createAccount', {}, true);
  const parameters: Record<string, string> = { ...parameterExamples };
  for (const name of Object.keys(madeBy).filter((each) => operation.path.includes(`{${each}}`))) {
    const isHeld = id === 'captureGeneration' || id === 'voidGeneration';
    parameters[name] = await make(madeBy[name]!, isHeld ? { mode: 'hold' } : {});
  }
  return callOf(operation, parameters);
}

/** An operation's example as a request. */
export function callOf(operation: Operation, parameters: Readonly<Record<string, string>> = parameterExamples): Asked {
  const example = examples[operation.id];
  if (!example) throw new Error(`api/examples.ts has no call of ${operation.id}`);
  return {
    method: operation.method,
    path: operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name]!)),
    query: new URLSearchParams(example.query).toString(),
    headers: {
      ...(example.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(operation.idempotency === 'header' ? { 'idempotency-key': newId() } : {}),
    },
    body: example.body,
  };
}
