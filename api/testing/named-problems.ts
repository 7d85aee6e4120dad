import type { Database } from '@/db/client';
import { credits } from '@/lib/credits';
import type { ErrorCode } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { quoteToken } from '@/lib/quote-token';
import type { Context } from '@/services/context';
import { run } from '@/services/testing/credits';
import type { Asked, Send } from './example-calls';

interface Tools {
  ask: Send;
  context: Context;
  /** As the owner of the tables. */
  sql: Database['sql'];
}

/** Brings a refusal about: makes what it needs, and turns an operation's example call into the one that is refused. */
type BringAbout = (asked: Asked, tools: Tools) => Asked | Promise<Asked>;

const withBody =
  (more: object): BringAbout =>
  (asked) => ({ ...asked, body: { ...(asked.body as object), ...more } });

/** The same again, under the same key. */
const twice: BringAbout = async (asked, { ask }) => {
  await ask(asked);
  return asked;
};

/** The same again, as another change. */
const again: BringAbout = async (asked, { ask }) => {
  await ask(asked);
  return { ...asked, headers: { ...asked.headers, 'idempotency-key': newId() } };
};

const notPriced: Record<string, object> = {
  unknown_feature: { feature: 'ai-things' },
  unknown_model: { feature: 'genai-image', model: 'no-model' },
  model_required: { feature: 'genai-image' },
  invalid_quantity: { feature: 'ai-ads', quantity: -1 },
  invalid_option: { feature: 'ai-ads', options: { size: 'huge' } },
};

const of = (codes: Record<string, object>, turn: (body: object) => BringAbout) =>
  Object.fromEntries(Object.entries(codes).map(([code, body]) => [code, turn(body)]));

/** A quote stands in the place of these. */
const withoutWork = { feature: undefined, quantity: undefined };

/** How each named problem of each operation comes about. */
export const namedProblems: Readonly<Record<string, Partial<Record<ErrorCode, BringAbout>>>> = {
  createQuotes: of(notPriced, (item) => withBody({ items: [item] })),
  createGeneration: {
    ...of(notPriced, (item) => withBody({ model: undefined, quantity: undefined, ...item })),
    insufficient_credits: withBody({ quantity: 100_000 }),
    credits_locked: async (asked, tools) => {
      const account = await newAccount(tools);
      await lockAll(account, tools);
      return inBody(asked, { account });
    },
    cap_reached: async (asked, tools) => {
      const account = await newAccount(tools);
      await cap(account, tools);
      return inBody(asked, { account, quantity: 4 });
    },
    too_many_holds: async (asked, tools) => {
      const account = await newAccount(tools);
      const items = Array.from({ length: 1_000 }, () => ({
        idempotencyKey: newId(),
        account,
        mode: 'hold',
        feature: 'mirage-script',
      }));
      await post('/generations/batch', { items }, tools, 200);
      return inBody(asked, { account, mode: 'hold' });
    },
    quote_not_valid: withBody({ ...withoutWork, quote: 'nobody gave this' }),
    quote_lapsed: async (asked, tools) => {
      const account = await newAccount(tools);
      const expiresAt = tools.context.clock.now();
      const request = { feature: 'ai-ads', quantity: 1 };
      const bound = { account, catalog: { id: 'captions', version: 1 }, request, member: null, expiresAt };
      const quote = quoteToken(bound, tools.context.secrets.quotes);
      return inBody(asked, { ...withoutWork, member: undefined, account, quote });
    },
    unknown_generation: withBody({ regenerates: newId() }),
  },
  captureGeneration: {
    invalid_quantity: withBody({ quantity: -1 }),
    invalid_option: withBody({ options: { size: 'huge' } }),
    insufficient_credits: withBody({ quantity: 100_000 }),
    credits_locked: async (asked, tools) => capturing(asked, tools, lockAll),
    cap_reached: async (asked, tools) => capturing(asked, tools, cap),
    hold_not_open: again,
  },
  voidGeneration: { hold_not_open: again },
  refundGeneration: {
    nothing_to_refund: async (asked, tools) => again(inBody(asked, { credits: undefined }), tools),
  },
  markOutcome: {
    change_not_possible: async (asked, tools) => {
      const account = await newAccount(tools);
      return { ...asked, path: `/accounts/${account}/generations/${await hold(account, tools)}/outcome` };
    },
  },
  createAccount: {
    external_id_taken: again,
    unknown_plan: withBody({ plan: 'gold' }),
    invalid_quantity: withBody({ seats: 900_000 }),
    invalid_time: withBody({ balance: { credits: 1, expiresAt: '2020-01-01T00:00:00Z' } }),
  },
  createGrant: {
    // What an account has in all is bounded too.
    invalid_amount: (asked, tools) => again(inBody(asked, { credits: 999_999_999 }), tools),
    invalid_time: withBody({ expiresAt: '2020-01-01T00:00:00Z' }),
    change_not_possible: async (asked, tools) => {
      const account = await newAccount(tools);
      const promise = {
        ...inBody(asked, { effectiveAt: '2027-01-01T00:00:00Z' }),
        path: `/accounts/${account}/grants`,
      };
      for (let count = 0; count < 100; count += 1) await post(promise.path, promise.body, tools, 201);
      return promise;
    },
  },
  createPortalLink: { shown_once: twice },
  createKey: { invalid_time: withBody({ expiresAt: '2020-01-01T00:00:00Z' }), shown_once: twice },
  rotateKey: {
    change_not_possible: again,
    shown_once: twice,
  },
};

function inBody(asked: Asked, more: object): Asked {
  return { ...asked, body: { ...(asked.body as object), ...more } };
}

async function post(path: string, body: unknown, { ask }: Tools, status: number): Promise<{ id: Id }> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': newId() };
  const answer = await ask({ method: 'POST', path, query: '', headers, body });
  if (answer.status !== status) throw new Error(`${path}: ${answer.text}`);
  return JSON.parse(answer.text) as { id: Id };
}

/** An account of its own, on the free plan, with 1,500 credits. */
async function newAccount(tools: Tools): Promise<Id> {
  const body = { externalId: newId(), name: 'Of its own', balance: { credits: 1_300 } };
  return (await post('/accounts', body, tools, 201)).id;
}

async function hold(account: Id, tools: Tools): Promise<Id> {
  const body = { account, mode: 'hold', feature: 'ai-ads', quantity: 3 };
  return (await post('/generations', body, tools, 201)).id;
}

/** Its credits now need a subscription that is paid for. */
async function lockAll(account: Id, { sql }: Tools): Promise<void> {
  await sql`UPDATE grants SET needs_subscription = true WHERE account_id = ${account}`;
}

/** It may use nothing beyond what it uses already. */
async function cap(account: Id, { context }: Tools): Promise<void> {
  await run(context, account, { type: 'setCap', scope: { type: 'account' }, per: 'period', limit: credits(3) });
}

/** Captures more than was held, where something keeps the difference from being taken. */
async function capturing(asked: Asked, tools: Tools, prepare: typeof lockAll | typeof cap): Promise<Asked> {
  const account = await newAccount(tools);
  const generation = await hold(account, tools);
  await prepare(account, tools);
  return { ...inBody(asked, { quantity: 9 }), path: `/accounts/${account}/generations/${generation}/capture` };
}
