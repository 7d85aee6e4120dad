import type { Draft } from './draft';
import type { GenerationStep } from './generation';
import type { Header } from './state';

/** What a step says for itself; the rest is read off the header before and after its work. */
type Told = Pick<GenerationStep, 'generationId' | 'kind' | 'at' | 'credits' | 'burns' | 'member'> &
  Partial<Pick<GenerationStep, 'quote' | 'lapsesAt'>>;

/**
 * Notes what has happened to a generation.
 * @param before the header as it was before the first of the step's entries
 */
export function noteStep(draft: Draft, before: Header, told: Told): void {
  const { header } = draft;
  const moved = header.seq > before.seq;
  draft.steps.push({
    generationId: told.generationId,
    kind: told.kind,
    at: told.at,
    periodStart: header.period?.start ?? null,
    credits: told.credits,
    burns: told.burns,
    balanceBefore: before.balance,
    balanceAfter: header.balance,
    firstSeq: moved ? before.seq + 1 : null,
    lastSeq: moved ? header.seq : null,
    quote: told.quote ?? null,
    member: told.member,
    lapsesAt: told.lapsesAt ?? null,
  });
}
