import type { CatalogAt } from '../catalog/schema';
import { ok, type Result } from '../errors';
import type { Instant } from '../time';
import { afford } from './afford';
import { countUse } from './caps';
import type { Debit } from './command';
import { costBasis } from './cost-basis';
import { move, noteFree, type Draft } from './draft';
import { takeFree } from './free-quantity';
import { noteStep } from './note-step';

/**
 * Charges a generation now, from as many grants as it needs. Fails with `cap_reached`, `insufficient_credits` or
 * `credits_locked`, and charges nothing.
 */
export function debit(draft: Draft, command: Debit, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { quote, generationId, member = null } = command;
  const before = draft.header;
  const use = { feature: quote.feature, member, credits: quote.credits };
  const { burns, refusal } = afford(draft, use, at, catalogAt);
  if (refusal) return { ok: false, error: refusal };

  const about = { reason: 'generation', at, generationId, feature: quote.feature, model: quote.model } as const;
  for (const { grant, amount } of burns) {
    move(draft, grant.id, 'available', 'spent', amount, { kind: 'debit', ...about });
  }
  const free = burns.length === 0;
  if (free) noteFree(draft, about);
  countUse(draft, use, at);
  takeFree(draft, quote.free, at);
  noteStep(draft, before, {
    generationId,
    kind: free ? 'free' : 'debit',
    at,
    credits: quote.credits,
    burns: burns.map(({ grant, amount }) => ({ grantId: grant.id, amount, cost: costBasis(grant, amount) })),
    quote,
    member,
  });
  return ok(null);
}
