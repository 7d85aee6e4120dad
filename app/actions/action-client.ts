import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { currentActor } from '@/app/auth/current-actor';
import { networkAddress } from '@/app/auth/network-address';
import type { Failure, Result } from '@/lib/errors';
import { message } from '@/lib/messages/message';
import { getContext } from '@/services/runtime';
import { fieldWords, type FormName } from './field-words';

/** What a form is told when its action was refused: words to show, and the field to point at. */
export interface Refusal {
  code: Failure['code'];
  words: string;
  /** The form's own name of it; null: it is about the whole form. */
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
    const refused = refusedIn(error);
    if (!refused) console.error('a server action failed', error);
    return refusalOf(refused?.failure ?? { code: 'internal' }, refused?.form, keptOf(clientInput));
  },
}).use(async ({ next }) =>
  next({
    ctx: { context: await getContext(), actor: await currentActor(), address: networkAddress(await headers()) },
  }),
);

/**
 * The value of a service's answer; a refusal leaves the action by the way that handleServerError watches.
 * @param form whose fields it is about, where they have words of their own
 */
export function granted<T>(result: Result<T>, form?: FormName): T {
  if (result.ok) return result.value;
  throw Object.assign(new Error(result.error.code), { refused: { failure: result.error, form } });
}

function refusedIn(error: unknown): { failure: Failure; form?: FormName } | null {
  if (typeof error !== 'object' || error === null || !('refused' in error)) return null;
  return error.refused as { failure: Failure; form?: FormName };
}

function refusalOf(failure: Failure, form: FormName | undefined, kept: Refusal['kept']): Refusal {
  const { code, data } = failure;
  const atField = fieldWords(form, failure);
  const minutes = Math.ceil(Number(data?.retryAfterSeconds ?? 0) / 60);
  return {
    code,
    words: atField ? message('en', atField.key, atField.values) : message('en', `error.${code}`, { minutes }),
    field: atField?.field ?? null,
    kept,
  };
}

function keptOf(input: unknown): Refusal['kept'] {
  if (!(input instanceof FormData)) return {};
  const texts = [...input].filter((field): field is [string, string] => typeof field[1] === 'string');
  return Object.fromEntries(texts.filter(([name, value]) => !/password|^number$/i.test(name) && value.length <= 254));
}
