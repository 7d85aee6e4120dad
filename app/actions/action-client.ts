import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { currentActor } from '@/app/auth/current-actor';
import { networkAddress } from '@/app/auth/network-address';
import type { Failure, Result } from '@/lib/errors';
import { message, type MessageKey } from '@/lib/messages/message';
import { getContext } from '@/services/runtime';

/** What a form is told when its action was refused: words to show, and the field to point at. */
export interface Refusal {
  code: Failure['code'];
  words: string;
  field: string | null;
  /** What was typed, to fill the form again where the browser runs no scripts. Never a password or a card's number. */
  kept: Record<string, string>;
}

/**
 * What every server action is made with: the context, who asks and from where are at hand, and a refusal reaches the
 * form as words from the catalogue. Whether the actor may do it is decided by the service that the action calls.
 */
export const actionClient = createSafeActionClient({
  handleServerError(error, { clientInput }): Refusal {
    const failure = failureIn(error);
    if (!failure) console.error('a server action failed', error);
    return refusalOf(failure ?? { code: 'internal' }, keptOf(clientInput));
  },
}).use(async ({ next }) =>
  next({
    ctx: { context: await getContext(), actor: await currentActor(), address: networkAddress(await headers()) },
  }),
);

/** The value of a service's answer; a refusal leaves the action by the way that handleServerError watches. */
export function granted<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw Object.assign(new Error(result.error.code), { failure: result.error });
}

function failureIn(error: unknown): Failure | null {
  return typeof error === 'object' && error !== null && 'failure' in error ? (error.failure as Failure) : null;
}

/** Words for fields come from the form's own part of the catalogue: a service's `detail` speaks to programs. */
const fieldWords: Record<string, MessageKey> = {
  '/name': 'signUp.problem.name',
  '/email': 'signUp.problem.email',
  '/password': 'signUp.problem.password',
  '/number': 'billing.problem.number',
  '/line1': 'billing.problem.line1',
  '/city': 'billing.problem.city',
  '/country': 'billing.problem.country',
  '/threshold': 'topUp.problem.threshold',
  '/monthlyLimit': 'topUp.problem.monthlyLimit',
  '/count': 'topUp.problem.count',
};

function refusalOf({ code, pointer, data }: Failure, kept: Refusal['kept']): Refusal {
  const isAtField = code === 'invalid_request' || code === 'invalid_amount' || code === 'invalid_quantity';
  const ofField = isAtField && pointer ? fieldWords[pointer] : undefined;
  const minutes = Math.ceil(Number(data?.retryAfterSeconds ?? 0) / 60);
  return {
    code,
    words: message('en', ofField ?? `error.${code}`, { minutes }),
    field: pointer?.slice(1) ?? null,
    kept,
  };
}

function keptOf(input: unknown): Refusal['kept'] {
  if (!(input instanceof FormData)) return {};
  const texts = [...input].filter((field): field is [string, string] => typeof field[1] === 'string');
  return Object.fromEntries(texts.filter(([name, value]) => !/password|^number$/i.test(name) && value.length <= 254));
}
