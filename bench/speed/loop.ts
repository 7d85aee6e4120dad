import { readUsage, type Usage, type Watched } from './usage';

/** For how long to load and then to measure. */
export interface Spans {
  warmSeconds: number;
  seconds: number;
}

/** What a closed loop came to: so many askers, each of which asks again as soon as it is answered. */
export interface Measured {
  /** Things done while it was measured, and a second. */
  counted: number;
  perSecond: number;
  /** Things done in all, the warming up and the last answers included. */
  done: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** By name: processor time for each thing done, and memory at the end. */
  usage: Record<string, { cpuMicros: number | null; memoryMb: number | null }>;
}

/**
 * Asks from `askers` places at once until the time is over; all answers are waited for.
 * @param ask does one request and says how many things it did; a refusal has to throw
 */
export async function inLoop(
  askers: number,
  { warmSeconds, seconds }: Spans,
  watched: Watched,
  ask: (asker: number) => Promise<number>,
): Promise<Measured> {
  const begun = performance.now();
  const from = begun + warmSeconds * 1000;
  const to = from + seconds * 1000;
  const latencies: number[] = [];
  let [done, counted] = [0, 0];
  const usages: Usage[] = [];
  const note = () => usages.push(readUsage(watched));
  const timers = [setTimeout(note, from - begun), setTimeout(note, to - begun)];

  const asker = async (_: unknown, index: number) => {
    for (let sent = performance.now(); sent < to;) {
      const things = await ask(index);
      const answered = performance.now();
      done += things;
      if (answered >= from && answered < to) {
        counted += things;
        latencies.push(answered - sent);
      }
      sent = answered;
    }
  };
  await Promise.all(Array.from({ length: askers }, asker)).finally(() => timers.forEach(clearTimeout));
  while (usages.length < 2) note(); // all were answered before the timer came
  latencies.sort((a, b) => a - b);
  const part = (share: number) => round(latencies[Math.floor(latencies.length * share)] ?? 0, 3);
  return {
    ...{ counted, done, perSecond: round(counted / seconds, 1) },
    ...{ p50Ms: part(0.5), p95Ms: part(0.95), p99Ms: part(0.99) },
    usage: usageBetween(usages[0]!, usages[1]!, counted),
  };
}

function usageBetween(first: Usage, last: Usage, counted: number): Measured['usage'] {
  return Object.fromEntries(
    Object.entries(last).map(([name, { cpuMicros, memoryMb }]) => {
      const before = first[name]!.cpuMicros;
      const spent = cpuMicros === null || before === null || counted === 0 ? null : (cpuMicros - before) / counted;
      return [name, { cpuMicros: spent && Math.round(spent), memoryMb }];
    }),
  );
}

export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
