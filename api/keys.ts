import { issueKey, newKeyInput } from '@/services/keys/issue-key';
import { keysQuery, listKeys } from '@/services/keys/list-keys';
import { revokeInput, revokeKey } from '@/services/keys/revoke-key';
import { rotateInput, rotateKey } from '@/services/keys/rotate-key';
import { problem } from './problems';
import { answerChange, answerRead, readQuery, type Call, type Route } from './route';
import { issuedKeySchema, keyPageSchema, revokedKeySchema } from './schemas/key';

const managed = { tag: 'API keys', scope: 'keys:write' } as const;
const changed = { ...managed, method: 'POST', idempotency: 'header' } as const;

const shownOnce = 'The text is not shown again: the same Idempotency-Key is answered with `shown_once`.';

export const keyRoutes: readonly Route[] = [
  {
    ...managed,
    method: 'GET',
    idempotency: null,
    path: '/keys',
    id: 'listKeys',
    summary: 'The keys that there are',
    description: "An account's key sees its account's; a product's key sees its catalog's, those of its accounts too.",
    query: keysQuery,
    answer: { status: 200, description: 'A page of keys, without their texts.', schema: keyPageSchema },
    problems: [],
    handle: async ({ context, actor, request }) => {
      const query = readQuery(keysQuery, request);
      return query.ok ? answerRead(await listKeys(context, actor, query.value)) : problem(query.error);
    },
  },
  {
    ...changed,
    path: '/keys',
    id: 'createKey',
    summary: 'Make a key',
    description: [
      `It may do no more, reaches no further and lasts no longer than the key that asks for it. ${shownOnce}`,
      'A key with `generations:write` can also give back what it charges: hand it to servers of yours alone. For what runs',
      "at a customer's, `accounts:read` on a key of their account is enough.",
    ].join('\n'),
    body: newKeyInput,
    answer: { status: 201, description: 'The key with its text.', schema: issuedKeySchema },
    problems: ['invalid_time', 'shown_once'],
    handle: (call) => answerChange(call, (input, key) => issueKey(call.context, call.actor, input, key)),
  },
  {
    ...changed,
    path: '/keys/{key}/rotate',
    id: 'rotateKey',
    summary: 'Replace a key',
    description: `The new one may do what the old one may, for as long; the old one ends after the overlap. ${shownOnce}`,
    body: rotateInput,
    answer: { status: 201, description: 'The new key with its text.', schema: issuedKeySchema },
    problems: ['change_not_possible', 'shown_once'],
    handle: (call) => changeKey(call, rotateKey),
  },
  {
    ...changed,
    path: '/keys/{key}/revoke',
    id: 'revokeKey',
    summary: 'End a key at once',
    body: revokeInput,
    answer: { status: 200, description: 'Since when it works no more.', schema: revokedKeySchema },
    problems: [],
    handle: (call) => changeKey(call, revokeKey),
  },
];

function changeKey(call: Call, change: typeof rotateKey | typeof revokeKey) {
  const { context, actor, parameters } = call;
  return answerChange(call, (input, key) => change(context, actor, parameters.key!, input, key));
}
