import type { CatalogAt } from '../catalog/schema';
import { AMOUNT_MAX, type Micro } from '../credits';
import { fail, ok, type Result } from '../errors';
import type { Instant } from '../time';
import { afford } from './afford';
import { countUse } from './caps';
import type { Capture, Facts } from './command';
import { costBasis } from './cost-basis';
import { move, noteFree, type Draft } from './draft';
import { giveBackFree, takeFree } from './free-quantity';
import type { GenerationBurn } from './generation';
import { closeHold, heldBy, openHold, release, splitAt } from './holds';
import { noteStep } from './note-step';
import type { Place } from './state';

/**
 * Charges held work with what it really took. What is over comes back; what is missing is taken from what is available,
 * as a debit would, and counts where it is taken. Where that is refused, nothing is charged and the hold stands.
 * Fails with `not_found`, `hold_not_open`, `invalid_amount`, `cap_reached`, `insufficient_credits` or `credits_locked`.
 */
export function capture(draft: Draft, command: Capture, facts: Facts, at: Instant, catalogAt: CatalogAt): Result<null> {
  const found = openHold(draft, command.generationId, facts);
  if (!found.ok) return found;
  const hold = found.value;
  const { credits, quote } = command;
  if (credits < 0n || credits > AMOUNT_MAX) {
    return fail('invalid_amount', { detail: 'A capture charges 0 to 999,999,999.999999 credits.' });
  }
  const before = draft.header;
  const { generationId, feature, model, member } = hold;
  const held = heldBy(hold);
  const more = { feature, member, credits: credits > held ? credits - held : 0n, beyondHold: true };
  const { burns: beyond, refusal } = afford(draft, more, at, catalogAt);
  if (refusal) return { ok: false, error: refusal };

  closeHold(draft, hold);
  const { charged, unused } = splitAt(hold.parts, credits);
  const story = { kind: 'capture', reason: 'generation', at, generationId, feature, model } as const;
  const burns = new Map<number, GenerationBurn>();
  const spend = (grantId: number, from: Place, amount: Micro) => {
    const cost = costBasis(draft.grants.get(grantId)!, amount);
    move(draft, grantId, from, 'spent', amount, story);
    // What was held and what is taken besides may be of one grant: it paid once.
    const paid = burns.get(grantId) ?? { grantId, amount: 0n, cost: 0n };
    burns.set(grantId, { grantId, amount: paid.amount + amount, cost: paid.cost + cost });
  };
  for (const { grantId, amount } of charged) spend(grantId, 'held', amount);
  for (const { grant, amount } of beyond) spend(grant.id, 'available', amount);
  if (credits === 0n) noteFree(draft, story);
  release(draft, hold, unused, { reason: 'unused', at, endedBy: at }, catalogAt);
  countUse(draft, more, at);
  if (quote) {
    // Priced anew: what it really took of free quantities takes the place of what was held of them.
    giveBackFree(draft, hold.free, hold);
    takeFree(draft, quote.free, at);
  }
  noteStep(draft, before, { generationId, kind: 'capture', at, credits, burns: [...burns.values()], quote, member });
  return ok(null);
}
