import { z } from 'zod';
import { creditAmount as credits } from '../catalog/price-schema';
import { errorCodes } from '../errors';
import type { Zone } from '../time';
import { expectationFields } from './expectations';
import { catalogId, exact, momentIn, money, ownName, requestFields, unknownName, why, word } from './fields';

const count = z.int().min(1).max(1_000_000);
const seats = z.int().min(0).max(1_000_000);

/** What an event asks a price for: a request, plain credits, or a quote that was given before. */
const priced = {
  ...requestFields,
  feature: catalogId.optional(),
  /** Charged as they are, without a price. */
  credits: credits.optional(),
  /** Name of an earlier quote, whose price holds. */
  quote: ownName.optional(),
  member: z.string().min(1).max(200).optional(),
};

type Priced = Partial<Record<keyof typeof priced, unknown>>;

function checkPriced(event: Priced, context: z.RefinementCtx): void {
  const ways = [event.quote !== undefined, event.credits !== undefined, event.feature !== undefined];
  if (!ways.some(Boolean)) {
    context.addIssue({
      code: 'custom',
      message: 'say what: a "feature", plain "credits", or the name of an earlier "quote"',
    });
  }
  const details = (['quantity', 'options', 'includes'] as const).filter((field) => event[field] !== undefined);
  if (
    event.quote !== undefined &&
    (event.credits !== undefined || event.feature !== undefined || event.model !== undefined)
  ) {
    context.addIssue({
      code: 'custom',
      path: ['quote'],
      message: 'an earlier quote says everything: leave the rest out',
    });
  }
  if ((event.quote !== undefined || event.credits !== undefined) && details.length > 0) {
    const message = 'belongs to a request that is priced, not to plain credits or an earlier quote';
    context.addIssue({ code: 'custom', path: [details[0]!], message });
  }
}

/** Everything that can happen to an account in a scenario, by a plain word. One for each command of the ledger. */
export function eventSchema(zone: Zone) {
  const moment = momentIn(zone);
  const end = moment.nullable();
  const happens = {
    at: moment,
    /** Refused with this code; left out: it must be possible. */
    refused: word('refusal', errorCodes).optional(),
    /** What has to be paid for it at once. */
    due: money.optional(),
    expect: exact({ why: why.optional(), ...expectationFields(zone) }).optional(),
    why: why.optional(),
  };
  const named = { ...happens, as: ownName.optional() };
  const grantRef = z.union([z.int().min(1), ownName]);

  const all = [
    exact({ ...happens, do: z.literal('settle') }),
    exact({
      ...named,
      do: z.literal('subscribe'),
      plan: catalogId,
      interval: catalogId.optional(),
      seats: seats.optional(),
    }),
    exact({ ...named, do: z.literal('pay'), period: z.int().min(0).optional() }),
    exact({ ...named, do: z.literal('pay-units'), month: z.int().min(0).optional() }),
    exact({ ...named, do: z.literal('decline'), period: z.int().min(0).optional() }),
    exact({ ...happens, do: z.literal('payments'), how: word('way of paying', waysOfPaying) }),
    exact({
      ...named,
      do: z.literal('change-plan'),
      plan: catalogId.optional(),
      interval: catalogId.optional(),
      seats: seats.optional(),
      choice: catalogId.optional(),
    }),
    exact({ ...happens, do: z.literal('undo') }),
    exact({ ...happens, do: z.literal('cancel') }),
    exact({ ...happens, do: z.literal('resume') }),
    exact({ ...happens, do: z.literal('end') }),
    exact({ ...named, do: z.literal('seats'), seats }),
    exact({ ...named, do: z.literal('add-units'), addOn: catalogId, units: z.int().min(0).default(1) }),
    exact({ ...happens, do: z.literal('remove-units'), addOn: catalogId, units: z.int().min(0).default(1) }),
    exact({
      ...named,
      do: z.literal('buy'),
      pack: catalogId,
      count: z.int().min(0).default(1),
      topUp: z.boolean().default(false),
    }),
    exact({ ...named, do: z.literal('quote'), ...priced, costs: credits.optional() }).superRefine(checkPriced),
    exact({ ...named, do: z.literal('use'), ...priced, costs: credits.optional() }).superRefine(checkPriced),
    exact({
      ...named,
      do: z.literal('hold'),
      ...priced,
      lapsesAt: moment.optional(),
      costs: credits.optional(),
    }).superRefine(checkPriced),
    exact({
      ...named,
      do: z.literal('capture'),
      generation: ownName,
      quantity: requestFields.quantity,
      credits: credits.optional(),
      costs: credits.optional(),
    }),
    exact({ ...named, do: z.literal('void'), generation: ownName }),
    exact({ ...named, do: z.literal('refund'), generation: ownName, credits: credits.optional() }),
    exact({
      ...named,
      do: z.literal('grant'),
      credits,
      source: word('source', ['goodwill', 'promotion', 'import', 'contract']).default('goodwill'),
      ends: end.default(null),
      from: moment.optional(),
      paid: money.optional(),
    }),
    exact({ ...happens, do: z.literal('revoke'), grant: grantRef, credits: credits.optional() }),
    exact({ ...named, do: z.literal('extend'), grant: grantRef, ends: end }),
    exact({
      ...happens,
      do: z.literal('cap'),
      limit: credits.nullable(),
      per: word('window', ['period', 'day']),
      member: z.string().min(1).max(200).optional(),
      feature: catalogId.optional(),
    }).refine((event) => event.member === undefined || event.feature === undefined, {
      path: ['feature'],
      message: 'a cap is of one member, of one feature, or of the whole account',
    }),
    exact({
      ...happens,
      do: z.literal('top-up'),
      pack: catalogId,
      count: count.default(1),
      below: credits,
      monthlyLimit: money,
    }),
    exact({ ...happens, do: z.literal('top-up-off') }),
    exact({ ...happens, do: z.literal('decline-top-up') }),
  ] as const;

  const words = all.map((each) => each.shape.do.value);
  return z.discriminatedUnion('do', all, {
    error: (issue) => (issue.code === 'invalid_union' ? unknownName('event', wordOf(issue.input), words) : undefined),
  });
}

export const waysOfPaying = ['at_boundary', 'by_hand'] as const;
export type WayOfPaying = (typeof waysOfPaying)[number];

export type ScenarioEvent = z.output<ReturnType<typeof eventSchema>>;

function wordOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null ? (event as { do?: unknown }).do : undefined;
}
