import type { CatalogAt } from '../catalog/schema';
import { jsonNumber, type Micro } from '../credits';
import { fail, ok, type Failure, type Result } from '../errors';
import { nextPlan, periodCredits, periodPrice } from '../plans/plan';
import { nextRefresh } from '../plans/refresh';
import { isoText, type Instant } from '../time';
import { burnDown } from './burn-down';
import type { Debit } from './command';
import { costBasis } from './cost-basis';
import { closeDraft, move, noteFree, type Draft } from './draft';

/** Charges a generation now, from as many grants as it needs. Fails with `insufficient_credits` and charges nothing. */
export function debit(draft: Draft, command: Debit, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { quote, generationId, member = null } = command;
  const { balance: balanceBefore, seq } = draft.header;
  const burnt = burnDown([...draft.grants.values()], quote.credits, at);
  if (!burnt.ok) return { ok: false, error: tooFew(draft, quote.credits, burnt.shortfall, at, catalogAt) };

  const about = { reason: 'generation', at, generationId, feature: quote.feature, model: quote.model } as const;
  for (const { grant, amount } of burnt.burns) {
    move(draft, grant.id, 'available', 'spent', amount, { kind: 'debit', ...about });
  }
  const free = burnt.burns.length === 0;
  if (free) noteFree(draft, about);

  draft.steps.push({
    generationId,
    kind: free ? 'free' : 'debit',
    at,
    periodStart: draft.header.period?.start ?? null,
    credits: quote.credits,
    burns: burnt.burns.map(({ grant, amount }) => ({ grantId: grant.id, amount, cost: costBasis(grant, amount) })),
    balanceBefore,
    balanceAfter: draft.header.balance,
    firstSeq: seq + 1,
    lastSeq: draft.header.seq,
    quote,
    member,
    lapsesAt: null,
  });
  return ok(null);
}

/** Says how much is missing, when more comes by itself, and which plan would have more. */
export function tooFew(draft: Draft, needed: Micro, shortfall: Micro, at: Instant, catalogAt: CatalogAt): Failure {
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
