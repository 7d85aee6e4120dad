import { z } from 'zod';
import { creditAmount as credits } from '../catalog/price-schema';
import { errorCodes } from '../errors';
import { entryKinds, type EntryKind } from '../ledger/entry';
import { grantSources, subscriptionStatuses } from '../ledger/state';
import type { Zone } from '../time';
import { catalogId, exact, momentIn, money, ownName, requestFields, why, word } from './fields';

const requestPrice = exact({
  ...requestFields,
  costs: credits.optional(),
  refused: word('refusal', errorCodes).optional(),
}).refine(
  ({ costs, refused }) => (costs === undefined) !== (refused === undefined),
  'say either what it "costs" or with which code it is "refused"',
);

type EntryCounts = Record<EntryKind, z.ZodOptional<z.ZodInt>>;
const countOfEachKind = Object.fromEntries(entryKinds.map((kind) => [kind, z.int().min(0).optional()])) as EntryCounts;

/** What may be said of an account at one instant. Whatever is left out is not looked at. */
export function expectationFields(zone: Zone) {
  const moment = momentIn(zone);
  const grants = z.array(
    exact({
      name: ownName.optional(),
      source: word('source', grantSources).optional(),
      plan: catalogId.nullable().optional(),
      rule: catalogId.nullable().optional(),
      amount: credits.optional(),
      available: credits.optional(),
      held: credits.optional(),
      spent: credits.optional(),
      expired: credits.optional(),
      revoked: credits.optional(),
      reissued: credits.optional(),
      from: moment.optional(),
      endsAt: moment.nullable().optional(),
      /** Minor units; with up to six decimals, as a price is shared among credits. */
      paid: credits.optional(),
    }),
  );
  return {
    balance: credits.optional(),
    spendable: credits.optional(),
    held: credits.optional(),
    period: exact({
      start: moment.optional(),
      end: moment.optional(),
      carriedIn: credits.optional(),
      granted: credits.optional(),
      used: credits.optional(),
      ended: credits.optional(),
    })
      .nullable()
      .optional(),
    nextRefresh: exact({ at: moment.optional(), credits: credits.optional() }).nullable().optional(),
    /** Every grant that the account ever had, in the order in which they came. */
    grants: grants.optional(),
    /** Those with credits available or held. */
    openGrants: grants.optional(),
    /** Some of them, in the order in which they came. */
    someGrants: grants.optional(),
    plan: catalogId.nullable().optional(),
    interval: catalogId.nullable().optional(),
    seats: z.int().min(1).nullable().optional(),
    status: word('status', subscriptionStatuses).nullable().optional(),
    /** What waits for the end of the period: nothing, a cancellation, or another plan. */
    next: z
      .union([
        z.literal('cancel'),
        exact({ plan: catalogId.optional(), interval: catalogId.optional(), seats: z.int().optional() }),
      ])
      .nullable()
      .optional(),
    units: z.record(catalogId, z.int().min(0)).optional(),
    topUp: word('state', ['on', 'off', 'pending']).optional(),
    /** What had to be paid for the last event. */
    lastDue: money.optional(),
    /** What has been paid in all, the provider's own payments included. */
    paidTotal: money.optional(),
    lastRefused: word('refusal', errorCodes).nullable().optional(),
    /** How many entries of these kinds were written since entries were last counted. */
    entries: exact(countOfEachKind).optional(),
    prices: z.array(requestPrice).min(1).optional(),
  };
}

export function expectationSchema(zone: Zone) {
  return exact({
    at: momentIn(zone),
    /** Looked at before the events of this very instant, after what fell due by itself. */
    before: z.boolean().default(false),
    why: why.optional(),
    ...expectationFields(zone),
  }).refine((expectation) => claimsIn(expectation).length > 0, 'says nothing about the account');
}

export type Expectation = z.output<z.ZodObject<ReturnType<typeof expectationFields>>>;
export type GrantExpectation = NonNullable<Expectation['grants']>[number];

/** The names of what an expectation says, in the order of the format. */
export function claimsIn(expectation: Partial<Record<string, unknown>>): (keyof Expectation)[] {
  const fields = Object.keys(expectationFields('UTC')) as (keyof Expectation)[];
  return fields.filter((field) => expectation[field] !== undefined);
}
