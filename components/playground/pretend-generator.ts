/** How pretended work goes. */
export interface Pretence {
  /** 0 to 100. */
  successPercent: number;
  seconds: number;
  /** Reserve first and charge at the end, or charge at once and give back what failed. */
  mode: 'hold' | 'debit';
}

/** What became of pretended work: it failed, or it took this part of what was asked for. */
export type Outcome = { isDone: false } | { isDone: true; part: number };

/** Takes its time, and then has worked or not. What is done may have taken less than was asked for. */
export async function pretendToGenerate({ successPercent, seconds }: Pretence): Promise<Outcome> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  if (Math.random() * 100 >= successPercent) return { isDone: false };
  return { isDone: true, part: 0.6 + Math.random() * 0.4 };
}

/** A part of a quantity, in whole numbers of at least one; nothing to say of work that is not counted. */
export function partOf(quantity: number | Record<string, number> | undefined, part: number): object {
  const less = (whole: number) => Math.max(1, Math.round(whole * part));
  if (quantity === undefined) return {};
  if (typeof quantity === 'number') return { quantity: less(quantity) };
  return { quantity: Object.fromEntries(Object.entries(quantity).map(([unit, whole]) => [unit, less(whole)])) };
}
