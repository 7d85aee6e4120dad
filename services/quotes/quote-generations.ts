import { z } from 'zod';
import { keptBurn, type KeptBurn } from '@/db/ledger/steps';
import type { Actor } from '@/lib/access/actor';
import type { GenerationRequest } from '@/lib/catalog/price';
import { modelsOf } from '@/lib/catalog/price-shape';
import { AMOUNT_MAX, decimalText, jsonNumber, type Micro } from '@/lib/credits';
import { fail, ok, type ErrorCode, type Failure, type Result } from '@/lib/errors';
import type { CatalogAt } from '@/lib/catalog/schema';
import { newId, type Id } from '@/lib/ids';
import { noFacts } from '@/lib/ledger/command';
import { decide } from '@/lib/ledger/decide';
import { spendable } from '@/lib/ledger/locks';
import type { AccountState } from '@/lib/ledger/state';
import { quoteToken } from '@/lib/quote-token';
import { isoText } from '@/lib/time';
import { named } from '@/lib/usage/activity';
import { resolveAccount } from '../accounts/resolve-account';
import type { Context } from '../context';
import { accountField, memberField, QUOTE_LENGTH_MAX, workFields } from '../generations/charge-input';
import { priceAt, type Standing } from '../generations/price-charge';
import { readSettled } from '../ledger/read-settled';
import { priceReceipt, type PriceReceipt } from '../ledger/receipt';
import { parseInput } from '../parse-input';

/** How long a quote binds. */
const QUOTE_MS = 10 * 60_000;

/** What a product's server sends to learn what generations would cost. */
export const quotesInput = z
  .strictObject({
    account: accountField,
    items: z
      .array(z.strictObject({ ...workFields, member: memberField }))
      .min(1)
      .max(50)
      .meta({ description: 'The work to be priced, each by itself.' }),
  })
  .meta({ id: 'NewQuotes', description: 'Up to 50 generations that may be asked for.' });

/** Why something would be refused, as the problem document of the charge would say it. */
export type QuoteRefusal = { code: ErrorCode; detail?: string } & Record<string, unknown>;

export interface QuotedItem extends PriceReceipt {
  feature: string;
  model: string | null;
  credits: number;
  quote: string;
  expiresAt: string;
  burns: KeptBurn[];
  sufficient: boolean;
  refusal: QuoteRefusal | null;
  alternatives: { model: string; name: string; credits: number; formula: string }[];
}

export interface Quotes {
  account: Id;
  asOf: string;
  spendable: number;
  items: QuotedItem[];
  total: { credits: number; sufficient: boolean; refusal: (QuoteRefusal & { item: number }) | null };
}

/**
 * What generations would cost, which grants would pay, and whether they suffice, by the very rules of a charge. Nothing is
 * kept: each price is bound by a signed text. Fails with invalid_request or as the price of an item does, or as
 * lib/access says; want of credits is an answer.
 */
export async function quoteGenerations(
  context: Context,
  actor: Extract<Actor, { kind: 'key' }>,
  input: unknown,
): Promise<Result<Quotes>> {
  const parsed = parseInput(quotesInput, input);
  if (!parsed.ok) return parsed;
  const name = parsed.value.account ?? (actor.owner.kind === 'account' ? actor.owner.accountId : undefined);
  if (name === undefined) {
    return fail('invalid_request', {
      pointer: '/account',
      detail: 'Name the account: this key may charge any of them.',
    });
  }
  const resolved = await resolveAccount(context, actor, name);
  const read = resolved.ok
    ? await readSettled(context, actor, resolved.value, 'generation.charge', () => Promise.resolve(null))
    : resolved;
  if (!read.ok) return read.error.code === 'not_found' ? pointingAt('/account', read.error) : read;

  const { account, state, now } = read.value;
  const catalogAt = context.catalogs.at(account.catalogId)!;
  const at = Math.max(now, state.header.at, state.header.period?.start ?? now);
  const standing = { catalog: catalogAt(at), state, at };
  const items: QuotedItem[] = [];
  for (const [index, item] of parsed.value.items.entries()) {
    const quoted = quoteOne(context, standing, catalogAt, item);
    if (!quoted.ok) return pointingAt(`/items/${index}`, quoted.error);
    items.push(quoted.value);
  }
  const total = chargeAll(standing, catalogAt, parsed.value.items);
  if (total.credits > AMOUNT_MAX) {
    return fail('invalid_quantity', {
      pointer: '/items',
      detail: `Together this would cost ${decimalText(total.credits)} credits: ask for less at once.`,
    });
  }
  return ok({
    account: account.accountId,
    asOf: isoText(at),
    spendable: jsonNumber(spendable(state, standing.catalog)),
    items,
    total: { ...total, credits: jsonNumber(total.credits) },
  });
}

type Item = z.output<typeof quotesInput>['items'][number];

/** One item's price, bound, and what charging it would do to the account as it is. */
function quoteOne(
  { secrets }: Pick<Context, 'secrets'>,
  { catalog, state, at }: Standing,
  catalogAt: CatalogAt,
  { member = null, ...work }: Item,
): Result<QuotedItem> {
  const priced = priceAt(catalog, work, state, at);
  if (!priced.ok) return priced;
  const expiresAt = at + QUOTE_MS;
  const { id, version } = catalog;
  const bound = { account: state.accountId, catalog: { id, version }, request: work, member, expiresAt };
  const text = quoteToken(bound, secrets.quotes);
  if (text.length > QUOTE_LENGTH_MAX) {
    return fail('invalid_request', { pointer: '/includes', detail: 'This is too much for one quote: ask in parts.' });
  }
  const decided = decide(state, { type: 'quote', quote: priced.value, member }, noFacts, at, catalogAt);
  if (!decided.ok) return decided;
  const { burns, refusal } = decided.value.offer!;
  return ok({
    feature: work.feature,
    model: work.model ?? null,
    credits: jsonNumber(priced.value.credits),
    ...priceReceipt(priced.value),
    quote: text,
    expiresAt: isoText(expiresAt),
    burns: burns.map(keptBurn),
    sufficient: refusal === null,
    refusal: refusal && refusalOf(refusal),
    alternatives: cheaperModels({ catalog, state, at }, work, priced.value.credits),
  });
}

/** The feature's other models that would do the same for less, the cheapest first. */
function cheaperModels({ catalog, state, at }: Standing, work: GenerationRequest, credits: Micro) {
  const feature = catalog.features.find(({ id }) => id === work.feature);
  if (!work.model || !feature) return [];
  return modelsOf(feature.price)
    .flatMap((model) => {
      const priced = priceAt(catalog, { ...work, model }, state, at);
      return priced.ok && priced.value.credits < credits ? [priced.value] : [];
    })
    .sort((a, b) => (a.credits < b.credits ? -1 : a.credits > b.credits ? 1 : 0))
    .map((each) => ({
      model: each.model!,
      name: named(each.model, catalog.models)!.name,
      credits: jsonNumber(each.credits),
      formula: each.formula,
    }));
}

/** Charges all items one after the other, on paper, from an account as it is: what the first that is refused lacks. */
function chargeAll({ catalog, state, at }: Standing, catalogAt: CatalogAt, items: readonly Item[]) {
  let left: AccountState = state;
  let credits = 0n;
  let refusal: Quotes['total']['refusal'] = null;
  for (const [item, { member = null, ...work }] of items.entries()) {
    const priced = priceAt(catalog, work, left, at);
    if (priced.ok) credits += priced.value.credits;
    const charged = priced.ok
      ? decide(left, { type: 'debit', generationId: newId(), quote: priced.value, member }, noFacts, at, catalogAt)
      : priced;
    if (charged.ok) left = charged.value.state;
    else refusal ??= { item, ...refusalOf(charged.error) };
  }
  return { credits, sufficient: refusal === null, refusal };
}

function refusalOf({ code, detail, data }: Failure): QuoteRefusal {
  return { ...data, code, ...(detail !== undefined && { detail }) };
}

function pointingAt(place: string, error: Failure): { ok: false; error: Failure } {
  return { ok: false, error: { ...error, pointer: `${place}${error.pointer ?? ''}` } };
}
