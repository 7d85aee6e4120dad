import { keptBurn, microOf, type KeptBurn, type KeptStep } from '@/db/ledger/steps';
import type { AuditGeneration, AuditRows } from '@/db/reads/audit';
import { decimalText, jsonNumber, type Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import { balanceChange, type Entry } from '@/lib/ledger/entry';
import { statusAfter, type GenerationBurn, type GenerationStatus } from '@/lib/ledger/generation';
import type { MoneyMicro } from '@/lib/money';
import { isoText } from '@/lib/time';
import { differ, type Tell } from './violations';

/** An entry, and what its credits had cost. */
export interface CostedEntry {
  entry: Entry;
  cost: MoneyMicro;
}

/**
 * What generations say of themselves: each step is what its entries did, grant by grant and with its cost, and the row
 * is what its steps come to.
 */
export function generationsCheck(holds: AuditRows['holds'], tell: Tell) {
  const open = new Map(holds.map((hold) => [hold.generationId, hold]));
  return {
    /** @param run entries of one generation that stand together, all of them: one step's or several's */
    see(generationId: Id, run: readonly CostedEntry[], kept: AuditGeneration | undefined): void {
      const name = `generation ${generationId}`;
      if (!kept) return tell(`${name} has entries and no row`);
      let from = run[0]!.entry.seq;
      const end = run.at(-1)!.entry.seq;
      for (const [index, step] of kept.steps.entries()) {
        if (step.firstSeq !== from || step.lastSeq === null || step.lastSeq > end) continue;
        const own = run.filter(({ entry }) => entry.seq >= step.firstSeq! && entry.seq <= step.lastSeq!);
        stepIs(`${name}: its ${step.kind}`, step, own, kept, tell);
        from = step.lastSeq + 1;
        if (index === 0) rowIs(name, kept, open, tell);
      }
      if (from <= end) tell(`${name} has no step for its entries from ${from} to ${end}`);
    },
    /** @param kept a generation that no entry leads to */
    seeUnmoved(kept: AuditGeneration): void {
      rowIs(`generation ${kept.id}`, kept, open, tell);
    },
  };
}

function stepIs(
  name: string,
  step: KeptStep,
  own: readonly CostedEntry[],
  { feature, model }: AuditGeneration,
  tell: Tell,
): void {
  const { charged, held, back } = movementsOf(own);
  const expected: Record<KeptStep['kind'], GenerationBurn[]> = {
    debit: charged,
    capture: charged,
    free: [],
    hold: held,
    void: back,
    lapse: back,
    refund: back,
  };
  const burns = expected[step.kind];
  const total = (list: readonly GenerationBurn[]) => list.reduce((sum, { amount }) => sum + amount, 0n);
  const rest = total(charged) + total(held) + total(back) - total(burns);
  // A capture lets go of what it did not need; anything else does one thing.
  if (rest !== 0n && step.kind !== 'capture') tell(`${name} moves ${decimalText(rest)} that it does not tell of`);
  differ(tell, `${name}: credits`, step.credits, jsonNumber(total(burns)));
  differ(tell, `${name}: grants`, burnsInWords(step.burns), burnsInWords(burns.map(keptBurn)));
  const [first, last] = [own[0]!.entry, own.at(-1)!.entry];
  differ(tell, `${name}: instant`, step.at, isoText(last.at));
  differ(tell, `${name}: period`, step.periodStart, last.periodStart === null ? null : isoText(last.periodStart));
  differ(tell, `${name}: balance before`, step.balanceBefore, jsonNumber(first.balanceAfter - balanceChange(first)));
  differ(tell, `${name}: balance after`, step.balanceAfter, jsonNumber(last.balanceAfter));
  for (const { entry } of own) {
    if (entry.feature !== feature || entry.model !== model) tell(`${name}: entry ${entry.seq} is of other work`);
  }
}

/** What a step's entries do, in order: what they charge (a grant in one line), hold, and give back. */
function movementsOf(own: readonly CostedEntry[]) {
  const charged = new Map<number, { grantId: number; amount: Micro; cost: MoneyMicro }>();
  const held: GenerationBurn[] = [];
  const back: GenerationBurn[] = [];
  own.forEach(({ entry, cost }, index) => {
    const { grantId, from, to, amount } = entry;
    if (grantId === null || from === 'issued') return;
    if (to === 'spent') {
      const sum = charged.get(grantId) ?? { grantId, amount: 0n, cost: 0n };
      charged.set(grantId, { grantId, amount: sum.amount + amount, cost: sum.cost + cost });
    } else if (to === 'held') {
      held.push({ grantId, amount, cost: 0n });
    } else {
      const next = to === 'reissued' ? own[index + 1]?.entry.grantId : undefined;
      back.push({ grantId, amount, cost, ...(typeof next === 'number' && { reissuedAs: next }) });
    }
  });
  return { charged: [...charged.values()], held, back };
}

/** The row is what its steps come to. */
function rowIs(name: string, kept: AuditGeneration, open: ReadonlyMap<Id, AuditRows['holds'][number]>, tell: Tell) {
  const { steps, receipt } = kept;
  const first = steps[0]!;
  let status: GenerationStatus | null = null;
  const sums = { credits: 0, held: first.kind === 'hold' ? first.credits : 0, refunded: 0n };
  let lastSeq = 0;
  for (const [index, step] of steps.entries()) {
    if (step.firstSeq !== null && step.firstSeq <= lastSeq)
      tell(`${name}: its ${step.kind} is not later than what was before it`);
    lastSeq = step.lastSeq ?? lastSeq;
    const begins = step.kind === 'debit' || step.kind === 'free' || step.kind === 'hold';
    if (begins !== (index === 0)) tell(`${name} begins ${index === 0 ? 'with a' : 'again with a'} ${step.kind}`);
    status = statusAfter({ kind: step.kind, credits: 0n }, status);
    if (step.kind === 'debit' || step.kind === 'capture') sums.credits = step.credits;
    if (step.kind === 'refund') sums.refunded += microOf(step.credits);
    if (step.firstSeq === null && (step.credits !== 0 || step.burns.length > 0)) {
      tell(`${name}: its ${step.kind} tells of credits, and has no entries`);
    }
  }
  differ(tell, `${name}: credits`, decimalText(kept.credits), decimalText(microOf(sums.credits)));
  differ(tell, `${name}: held`, decimalText(kept.held), decimalText(microOf(sums.held)));
  differ(tell, `${name}: refunded`, decimalText(kept.refunded), decimalText(sums.refunded));
  differ(tell, `${name}: status`, kept.status, status);
  differ(tell, `${name}: instant`, isoText(kept.at), first.at);
  differ(tell, `${name}: entries`, numbersIn(kept.firstSeq, kept.lastSeq), numbersIn(first.firstSeq, first.lastSeq));
  differ(tell, `${name}: receipt's burns`, burnsInWords(receipt.burns), burnsInWords(first.burns));
  differ(tell, `${name}: receipt's balance before`, receipt.balanceBefore, first.balanceBefore);
  differ(tell, `${name}: receipt's balance after`, receipt.balanceAfter, first.balanceAfter);
  const hold = open.get(kept.id);
  differ(tell, `${name}: open hold`, hold !== undefined, status === 'held');
  if (hold) differ(tell, `${name}: end of its hold`, isoText(hold.lapsesAt), first.lapsesAt);
}

function burnsInWords(burns: readonly KeptBurn[]): string {
  return burns
    .map(({ grant, credits, costMinor, reissuedAs }) => {
      const again = reissuedAs === undefined ? '' : `, again as ${reissuedAs}`;
      return `${grant}: ${credits} for ${costMinor}${again}`;
    })
    .join('; ');
}

function numbersIn(first: number | null, last: number | null): string {
  if (first === null || last === null) return 'none';
  // The first few tell which they are.
  const numbers = Array.from({ length: Math.min(last - first + 1, 20) }, (_, index) => first + index);
  return numbers.join(' ');
}
