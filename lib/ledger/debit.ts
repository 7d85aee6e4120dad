import type { Quote } from '../catalog/price';
import type { CatalogAt } from '../catalog/schema';
import { jsonNumber, type Micro } from '../credits';
import { fail, ok, type Failure, type Result } from '../errors';
import type { Id } from '../ids';
import type { MoneyMicro } from '../money';
import { nextPlan, periodCredits, periodPrice } from '../plans/plan';
import { nextRefresh } from '../plans/refresh';
import { isoText, type Instant } from '../time';
import { burnDown } from './burn-down';
import type { Debit } from './command';
import { costBasis } from './cost-basis';
import { closeDraft, move, noteFree, type Draft } from './draft';

/** What one grant paid of a generation. */
export interface GenerationBurn {
  readonly grantId: number;
  readonly amount: Micro;
  /** What these credits had cost when they were bought. */
  readonly cost: MoneyMicro;
}

/** One request for AI work, and what it cost. */
export interface Generation {
  readonly id: Id;
  readonly at: Instant;
  readonly status: 'debited' | 'free';
  readonly quote: Quote;
  readonly burns: readonly GenerationBurn[];
  readonly balanceBefore: Micro;
  readonly balanceAfter: Micro;
  readonly periodStart: Instant | null;
}

/** Charges a generation now, from as many grants as it needs. Fails with `insufficient_credits` and charges nothing. */
export function debit(draft: Draft, command: Debit, at: Instant, catalogAt: CatalogAt): Result<Generation> {
  const { quote, generationId } = command;
  const balanceBefore = draft.header.balance;
  const burnt = burnDown([...draft.grants.values()], quote.credits, at);
  if (!burnt.ok) return { ok: false, error: tooFew(draft, quote.credits, burnt.shortfall, at, catalogAt) };

  const about = { reason: 'generation', at, generationId, feature: quote.feature, model: quote.model } as const;
  for (const { grant, amount } of burnt.burns) {
    move(draft, grant.id, 'available', 'spent', amount, { kind: 'debit', ...about });
  }
  if (burnt.burns.length === 0) noteFree(draft, about);

  return ok({
    id: generationId,
    at,
    status: burnt.burns.length === 0 ? 'free' : 'debited',
    quote,
    burns: burnt.burns.map(({ grant, amount }) => ({ grantId: grant.id, amount, cost: costBasis(grant, amount) })),
    balanceBefore,
    balanceAfter: draft.header.balance,
    periodStart: draft.header.period?.start ?? null,
  });
}

/** Says how much is missing, when more comes by itself, and which plan would have more. */
function tooFew(draft: Draft, needed: Micro, shortfall: Micro, at: Instant, catalogAt: CatalogAt): Failure {
  const catalog = catalogAt(at);
  const state = closeDraft(draft);
  const refresh = nextRefresh(state, catalog);
  const step = draft.subscription && nextPlan(catalog, draft.subscription);
  const seats = draft.subscription?.seats ?? 1;
  return fail('insufficient_credits', {
    detail: `This needs ${jsonNumber(needed)} credits and ${jsonNumber(needed - shortfall)} are available. Nothing was charged.`,
    data: {
      needed: jsonNumber(needed),
      available: jsonNumber(needed - shortfall),
      shortfall: jsonNumber(shortfall),
      refreshesAt: refresh && isoText(refresh.at),
      refreshCredits: refresh && jsonNumber(refresh.credits),
      nextPlan: step && {
        id: step.plan.id,
        name: step.plan.name,
        interval: step.interval.id,
        creditsPerPeriod: jsonNumber(periodCredits(step, seats)),
        priceMinor: Number(periodPrice(step, seats)),
        currency: catalog.currency,
      },
    },
  }).error;
}
