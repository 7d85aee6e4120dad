import type { Meter } from '@/lib/usage/meter';

/** The parts of the bar, each as a share (0 to 1) of everything that the period had. */
export interface MeterShares {
  used: number;
  held: number;
  ended: number;
  left: number;
  /** Where an even pace through the period would be; null where the credits are not meant for one period. */
  evenPace: number | null;
}

export function meterShares(meter: Meter): MeterShares {
  const whole = wholeOf(meter);
  const share = (part: number) => (whole > 0 ? part / whole : 0);
  return {
    used: share(meter.used),
    held: share(meter.held),
    ended: share(meter.ended),
    left: share(meter.available),
    evenPace: evenPace(meter),
  };
}

/** Everything that the period had: what it began with and what came in it. */
export function wholeOf({ carriedIn, granted }: Meter): number {
  return rounded(carriedIn + granted);
}

function evenPace({ period, refresh, plan, asOf, ended, ...meter }: Meter): number | null {
  if (!period || !refresh || plan?.status !== 'active') return null;
  const [start, end, now] = [period.start, period.end, asOf].map((at) => Date.parse(at)) as [number, number, number];
  const passed = (now - start) / (end - start);
  const whole = wholeOf({ period, refresh, plan, asOf, ended, ...meter });
  if (whole === 0 || passed <= 0 || passed >= 1) return null;
  return passed * (1 - ended / whole);
}

/** Sums of JSON numbers with six decimals, without the dust that adding floats leaves. */
function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
