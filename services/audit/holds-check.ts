import type { AuditRows } from '@/db/reads/audit';
import { decimalText, type Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { Entry } from '@/lib/ledger/entry';
import { differ, type Tell } from './violations';

/**
 * The open holds are what the entries hold and have not let go, grant by grant. Memory: what is held at a time.
 */
export function holdsCheck(rows: AuditRows['holds'], tell: Tell) {
  const held = new Map<Id, Map<number, Micro>>();
  return {
    see({ seq, generationId, grantId, from, to, amount }: Entry): void {
      if (grantId === null || (from !== 'held' && to !== 'held')) return;
      if (generationId === null) return tell(`entry ${seq} holds credits for no generation`);
      const own = held.get(generationId) ?? new Map<number, Micro>();
      const left = (own.get(grantId) ?? 0n) + (to === 'held' ? amount : -amount);
      if (left < 0n) tell(`entry ${seq} lets go of more than generation ${generationId} holds of grant ${grantId}`);
      if (left === 0n) own.delete(grantId);
      else own.set(grantId, left);
      if (own.size === 0) held.delete(generationId);
      else held.set(generationId, own);
    },
    finish(): void {
      for (const { generationId, parts, amount } of rows) {
        const name = `hold of generation ${generationId}`;
        const own = held.get(generationId) ?? new Map<number, Micro>();
        held.delete(generationId);
        const kept = new Map<number, Micro>();
        for (const part of parts) kept.set(part.grantId, (kept.get(part.grantId) ?? 0n) + part.amount);
        differ(tell, `${name}: parts`, inWords(kept), inWords(own));
        const sum = [...own.values()].reduce((total, each) => total + each, 0n);
        differ(tell, `${name}: amount`, decimalText(amount), decimalText(sum));
      }
      for (const [id, own] of held) differ(tell, `hold of generation ${id}: parts`, 'nothing', inWords(own));
    },
  };
}

function inWords(parts: ReadonlyMap<number, Micro>): string {
  if (parts.size === 0) return 'nothing';
  return [...parts]
    .sort(([a], [b]) => a - b)
    .map(([grant, amount]) => `${decimalText(amount)} of grant ${grant}`)
    .join(', ');
}
