import { OTHERS } from '@/lib/usage/spend';

/** Colours that colour-blind eyes can tell apart; their steps for light and dark stand in app/globals.css. */
const COLOURS = 8;

/**
 * The colours of what a chart shows, by id: up to eight, and a grey for the others. A feature keeps its colour on every
 * page: it follows from its id, and only where two would share one does the later id move on.
 */
export function coloursOf(shown: readonly string[]): Map<string, string> {
  const taken = new Map<number, string>();
  for (const id of shown.filter((each) => each !== OTHERS).sort()) {
    let slot = hash(id) % COLOURS;
    while (taken.has(slot)) slot = (slot + 1) % COLOURS;
    taken.set(slot, id);
  }
  const colours = new Map([...taken].map(([slot, id]) => [id, `var(--feature-${slot + 1})`]));
  return shown.includes(OTHERS) ? colours.set(OTHERS, 'var(--feature-others)') : colours;
}

/** FNV-1a: small, and the same everywhere. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}
