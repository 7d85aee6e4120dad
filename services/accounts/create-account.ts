import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { fail, ok, type Result } from '@/lib/errors';
import type { GrantCredits } from '@/lib/ledger/command';
import { isLocale } from '@/lib/locale';
import { isZone } from '@/lib/time';
import type { Context } from '../context';
import { creditsInput, instantInput, minorInput } from '../exact-values';
import { always, runCommands } from '../ledger/run-commands';
import { doOnce, onceOf, type OnceAnswer } from '../once';
import { parseInput } from '../parse-input';
import { plainText } from '../plain-text';
import { accountAnswer } from './account-answer';
import { openAccount, type OpenedAccount } from './open-account';

const slug = z.string().min(1).max(80);

/** An instant that years of periods can follow. */
const clockInput = instantInput.refine((at) => at < Date.parse('2100-01-01T00:00:00Z'), 'A clock starts before 2100.');

/** What a product's server sends to make an account. */
export const newAccountInput = z
  .strictObject({
    externalId: plainText(200).min(1).meta({
      description: 'Your own id of the account, one account for each. Not a mail address: it is kept for ever.',
    }),
    name: plainText(120).min(1).meta({ description: 'What people see as its name.' }),
    zone: z
      .string()
      .max(64)
      .refine(isZone, 'A zone is written as Europe/Berlin.')
      .optional()
      .meta({ description: "IANA zone that its days are counted in. Left out: the catalog's, UTC unless it says so." }),
    locale: z
      .string()
      .max(35)
      .refine(isLocale, 'A locale is written as de-DE.')
      .default('en')
      .meta({ description: 'Language and country for its words, dates and numbers.' }),
    plan: slug.optional().meta({ description: "A plan of the catalog. Left out: the catalog's default plan." }),
    interval: slug.optional().meta({ description: "How the plan is paid. Left out: the plan's first way." }),
    seats: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: 'Left out: the fewest that the plan is sold with.' }),
    balance: z
      .strictObject({
        credits: creditsInput,
        expiresAt: instantInput.nullish(),
        paidMinor: minorInput.optional(),
      })
      .optional()
      .meta({ description: 'Credits that it had elsewhere: they come as a grant of source "import".' }),
    clock: clockInput
      .optional()
      .meta({ description: 'Makes a test account, whose own clock stands at this moment until it is moved.' }),
  })
  .meta({ id: 'NewAccount', description: 'An account to be made.' });

type Input = z.output<typeof newAccountInput>;

/**
 * Makes an account that the vendor knows by an id of its own, on a plan, with what it had elsewhere: all of it or nothing.
 * A paid plan is taken as paid: its vendor sends the invoices.
 *
 * Fails with invalid_request, external_id_taken, unknown_plan, invalid_quantity (seats), invalid_time,
 * idempotency_key_reused, or as lib/access says.
 */
export async function createAccount(
  context: Context,
  actor: Actor,
  input: unknown,
  idempotencyKey: string,
): Promise<Result<OnceAnswer>> {
  const allowed = may(actor, 'account.create');
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'key' || actor.owner.kind !== 'catalog') throw new Error('only a catalog has accounts made');
  const parsed = parseInput(newAccountInput, input);
  if (!parsed.ok) return parsed;
  const { catalogId } = actor.owner;
  const asked = parsed.value;
  const catalog = context.catalogs.at(catalogId)?.(asked.clock ?? context.clock.now());
  if (!catalog) throw new Error(`the catalog ${catalogId} of a key is not loaded`);
  const terms = termsOf(catalog, asked);
  if (!terms.ok) return terms;

  return doOnce(context, onceOf(actor, idempotencyKey, 'POST /accounts', input), async (tx) => {
    const opened = await openAccount(tx, context, {
      catalogId,
      name: asked.name,
      zone: asked.zone ?? catalog.zone,
      locale: asked.locale,
      owner: { externalId: asked.externalId },
      terms: terms.value,
      clockAt: asked.clock ?? null,
    });
    if (!opened.ok) return opened;
    const imported = await importBalance(tx, context, opened.value, asked);
    if (!imported.ok) return imported;
    const record = { externalId: asked.externalId, createdAt: asked.clock ?? context.clock.now() };
    const { state } = opened.value;
    return ok({ status: 201, text: JSON.stringify(accountAnswer(opened.value, state, record)) });
  });
}

/** Which plan, paid how, with how many seats. */
function termsOf(catalog: Catalog, { plan: planId = catalog.defaultPlan, interval, seats }: Input) {
  const plan = catalog.plans.find(({ id }) => id === planId);
  if (!plan) return fail('unknown_plan', { pointer: '/plan', detail: `${catalog.name} has no plan "${planId}".` });
  const intervalId = interval ?? plan.intervals[0]!.id;
  if (!plan.intervals.some(({ id }) => id === intervalId)) {
    const detail = `The ${plan.name} plan is not sold by the interval "${intervalId}".`;
    return fail('unknown_plan', { pointer: '/interval', detail });
  }
  return ok({ planId, intervalId, seats: seats ?? plan.seats?.min ?? 1 });
}

async function importBalance(
  tx: Transaction,
  context: Context,
  { accountId }: OpenedAccount,
  { balance }: Input,
): Promise<Result<null>> {
  if (!balance) return ok(null);
  const command: GrantCredits = {
    type: 'grant',
    source: 'import',
    amount: balance.credits,
    expiresAt: balance.expiresAt ?? null,
    paid: balance.paidMinor ?? 0n,
  };
  const [given] = await runCommands(tx, context, [{ accountId, command: always(command) }]);
  if (given!.ok) return ok(null);
  return { ok: false, error: { ...given!.error, pointer: '/balance/expiresAt' } };
}
