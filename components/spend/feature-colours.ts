import type { FeatureSpend } from '@/lib/usage/meter';

/** Colours that colour-blind eyes can tell apart; their steps for light and dark stand in app/globals.css. */
const COLOURS = 8;
export const OTHERS = 'others';

/** A feature with its own colour, or the rest of them together. */
export interface ShownFeature {
  id: string;
  colour: string;
}

/**
 * Which features get a colour of their own: up to eight, those that took most; the rest are "others". A feature keeps
 * its colour on every page: it follows from its id, and only where two would share one does the later id move on.
 */
export function shownFeatures(spend: readonly FeatureSpend[]): ShownFeature[] {
  const paid = spend.filter((each) => each.credits > 0);
  const own = paid.slice(0, COLOURS).map((each) => each.feature);
  const slots = slotsOf(own);
  const shown = own.map((id) => ({ id, colour: `var(--feature-${slots.get(id)! + 1})` }));
  return paid.length > COLOURS ? [...shown, { id: OTHERS, colour: `var(--feature-${OTHERS})` }] : shown;
}

function slotsOf(ids: readonly string[]): Map<string, number> {
  const taken = new Map<number, string>();
  for (const id of [...ids].sort()) {
    let slot = hash(id) % COLOURS;
    while (taken.has(slot)) slot = (slot + 1) % COLOURS;
    taken.set(slot, id);
  }
  return new Map([...taken].map(([slot, id]) => [id, slot]));
}

/** FNV-1a: small, and the same everywhere. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}
