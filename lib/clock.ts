import type { Instant } from './time';

/** Where services get the time from; rules are given the instant itself. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still at one instant: for tests and the demo's story. */
export function stoppedClock(at: Instant): Clock {
  return { now: () => at };
}
