import type { GenerationRequest } from '@/lib/catalog/price';
import type { PlanOrder } from '@/lib/plans/order';
import type { PreviewFigures } from './preview-figures';
import type { Terms } from './plan-life';

/** What happens to an account on its way to the change: at its own time, or where its clock stands in the end. */
export type Happening = { at?: string } & (
  { give: number } | { use: GenerationRequest } | { hold: GenerationRequest; until: string }
);

/** What the page and the ledger say once a step is done. */
export interface Outcome {
  /** The plan's name. */
  plan: string;
  /** Credits that are available, and those that are held. */
  balance: number;
  held?: number;
  /** Every invoice of the account: "1 paid $15.00". */
  invoices: string[];
}

/**
 * One step of a path: an order, from the plan page over its preview to what came of it; a button of the plan page that
 * takes back what waits; or the clock, moved on.
 */
export type Step = { then: Outcome } & (
  | {
      order: PlanOrder;
      /** The preview's heading, and its figures. */
      heading: string;
      shows: PreviewFigures;
      /** What it says besides. */
      words?: string;
      /** Which of the ways to upgrade is taken, by its name, and what its preview says instead. */
      way?: { name: string; shows: PreviewFigures };
      /** The button that does it, and what is said when it is done. */
      button: string;
      says: string;
    }
  | { press: string; says: string }
  | { to: string }
);

/** A change of plan as somebody goes through it, with every figure that is seen on the way. */
export interface PlanPath {
  on: Pick<Terms, 'catalogId' | 'planId' | 'intervalId' | 'seats'>;
  /** When its first period begins, and where its clock stands at the first step. */
  from: string;
  at: string;
  before?: Happening[];
  steps: Step[];
  /** Left to the long tests: `npm test` walks what is like it. */
  long?: true;
}

/** By what they prove. */
export type PlanPaths = Record<string, PlanPath>;

/** Money in words as the preview has it: [what, how much] of each line, and what is due in all. */
export function due(total: string, ...lines: [what: string, amount: string][]): string[][] {
  return [...(lines.length === 1 ? lines.map(([what]) => [what, total]) : lines), ['Due today', total]];
}

export const DONE = {
  later: 'Done. What changes stands below, and can be taken back until then.',
  credits: 'Done. The credits are here and can be used.',
} as const;
